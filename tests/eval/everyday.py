"""`python -m tests.eval.everyday [--show] [--every N] [SET...]`: what comes of everyday questions that were put to another kind of assistant.

Each is asked in every company there is. None of them asks for access, so every proposal is a mistake. Takes
some minutes; prints JSON on standard output, with --show every proposal on standard error.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import product
from typing import Any

from catalog.model import Company
from intents.catalog_senses import read_ahead
from intents.engines.builtin.engine import BuiltinEngine
from intents.own_words import own_text
from intents.passages import clauses
from intents.understand import understand
from intents.understanding import Outcome
from tests.eval.sets import sets
from tests.shared import SHARED

SOURCE = SHARED / "data" / "out_of_scope" / "clinc150_train_val.json"
TOGETHER = 64
"""How many questions are read together."""
NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def questions() -> list[str]:
    """All texts, in scope and out of scope of the assistant they were put to."""
    return [text for part in json.loads(SOURCE.read_text("utf-8")).values() for text, _ in part]


async def measure(
    companies: Sequence[Company], texts: Sequence[str], *, show: bool = False
) -> dict[str, Any]:
    """How the questions end in each company. What a question means is found once for all of them, many in one go."""
    ended: dict[str, Counter[str]] = {company.name: Counter() for company in companies}
    for start in range(0, len(texts), TOGETHER):
        some = texts[start : start + TOGETHER]
        read_ahead([own_text(clauses(text), withdrawn=False) for text in some])
        for company, text in product(companies, some):
            person = next(iter(company.people.values()))
            found = await understand(text, person=person, company=company, now=NOW, engine=BuiltinEngine())
            ended[company.name][found.outcome.value] += 1
            if show and found.outcome is Outcome.PROPOSE:
                print(f"{company.name}: {text} -> {found.items[0].entitlement}", file=sys.stderr)
    return {name: _told(counts) for name, counts in ended.items()}


def _told(counts: Counter[str]) -> dict[str, Any]:
    share = 100 * counts[Outcome.PROPOSE.value] / counts.total()
    return {"questions": counts.total(), **dict(sorted(counts.items())), "proposed_percent": round(share, 3)}


def main() -> int:
    """Ask them all."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.everyday", description=__doc__)
    parser.add_argument("sets", nargs="*", help="names of sets whose companies are asked; all without")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th question")
    args = parser.parse_args()
    if not SOURCE.is_file():
        print("The everyday questions are not beside the repository.", file=sys.stderr)
        return 2
    wanted = [one for one in sets() if not args.sets or one.name in args.sets]
    companies = list({one.company.version: one.company for one in wanted}.values())
    print(json.dumps(asyncio.run(measure(companies, questions()[:: args.every], show=args.show)), indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
