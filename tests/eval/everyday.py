"""`python -m tests.eval.everyday [--show]`: what comes of everyday questions that were put to another kind of assistant.

Each is asked in every company there is. None of them asks for access, so every proposal is a mistake. Takes a
minute a company; prints JSON on standard output, with --show every proposal on standard error.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from catalog.model import Company
from intents.engines.builtin.engine import BuiltinEngine
from intents.understand import understand
from intents.understanding import Outcome
from tests.eval.sets import SHARED, sets

SOURCE = SHARED / "data" / "out_of_scope" / "clinc150_train_val.json"
NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def questions() -> list[str]:
    """All texts, in scope and out of scope of the assistant they were put to."""
    return [text for part in json.loads(SOURCE.read_text("utf-8")).values() for text, _ in part]


async def measure(company: Company, texts: list[str], *, show: bool = False) -> dict[str, Any]:
    """How the questions end in one company."""
    person = next(iter(company.people.values()))
    ended: Counter[str] = Counter()
    for text in texts:
        found = await understand(text, person=person, company=company, now=NOW, engine=BuiltinEngine())
        ended[found.outcome.value] += 1
        if show and found.outcome is Outcome.PROPOSE:
            print(f"{company.name}: {text} -> {found.items[0].entitlement}", file=sys.stderr)
    share = 100 * ended[Outcome.PROPOSE.value] / len(texts)
    return {"questions": len(texts), **dict(sorted(ended.items())), "proposed_percent": round(share, 3)}


def main() -> int:
    """Ask them all."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.everyday", description=__doc__)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    if not SOURCE.is_file():
        print("The everyday questions are not beside the repository.", file=sys.stderr)
        return 2
    texts = questions()
    companies = {one.company.version: one.company for one in sets()}
    measured = {c.name: asyncio.run(measure(c, texts, show=args.show)) for c in companies.values()}
    print(json.dumps(measured, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
