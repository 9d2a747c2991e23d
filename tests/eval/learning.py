"""`python -m tests.eval.learning [--seeds N] [--messages N] [SET...]`: what corrections teach, on a simulated stream.

The messages of a company are split in two. Colleagues who may see what is meant send messages of the first half in
random order, again and again, each time somebody else; they confirm a right card and correct a wrong one. Every
twenty messages the assistant learns from what was sent so far and is measured on both halves: `heard` are messages
of the stream, `unheard` those nobody has sent. Companies marked `bare` have lost every alias of their catalog,
which is what a catalog looks like before anybody has cared for it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from catalog.model import Company
from intents.engines.builtin.engine import BuiltinEngine
from intents.learned import Example, Learned, learn
from intents.teaching import teach
from intents.understand import understand
from intents.wire import as_dict
from tests.eval.scoring import judge
from tests.eval.sets import EvalSet, sets

STEP = 20
FIGURES = ("propose", "precision", "harm", "shortlist")
Tally = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Moment:
    """One measurement: after how many messages, how many cards of the last ones were corrected, what both halves gave."""

    messages: int
    corrected: int
    words: int
    heard: Tally
    unheard: Tally


def bare(data: EvalSet) -> EvalSet:
    """The same company without a single alias."""
    systems = tuple(
        system.model_copy(
            update={
                "aliases": (),
                "resources": tuple(
                    resource.model_copy(
                        update={
                            "aliases": (),
                            "entitlements": tuple(
                                one.model_copy(update={"aliases": ()}) for one in resource.entitlements
                            ),
                        }
                    )
                    for resource in system.resources
                ),
            }
        )
        for system in data.company.systems
    )
    kept = {name: getattr(data.company, name) for name in Company.model_fields}
    company = Company(**{**kept, "systems": systems, "version": f"{data.company.version} bare"})
    return EvalSet(f"{data.name}, bare", company, data.cases)


async def _read(company: Company, case: dict[str, Any], person: str) -> dict[str, Any]:
    now = datetime.fromisoformat(case["now"])
    found = await understand(
        case["text"], person=company.people[person], company=company, now=now, engine=BuiltinEngine()
    )
    return as_dict(found)


async def _measure(company: Company, cases: Iterable[dict[str, Any]]) -> Tally:
    tally: Tally = Counter()
    for case in cases:
        for name, (counted, hit) in judge(case, await _read(company, case, case["person"])).items():
            tally[name, "counted"] += counted
            tally[name, "hit"] += counted and hit
    return tally


def _senders(company: Company, case: dict[str, Any]) -> list[str]:
    """Who may have said it: its author, and whoever may see all that is meant, unless it is for somebody else."""
    if case["expect"].get("beneficiary"):
        return [case["person"]]
    wanted = [company.places[item["entitlement"]].entitlement for item in case["expect"]["items"]]
    return [
        one.id
        for one in company.people.values()
        if one.employment != "service" and all(entitlement.audience.admits(one) for entitlement in wanted)
    ]


async def stream(data: EvalSet, *, seed: int, messages: int) -> list[Moment]:
    """The measurements along one stream."""
    chance = random.Random(seed)
    cases = list(data.cases)
    chance.shuffle(cases)
    first, second = cases[: len(cases) // 2], cases[len(cases) // 2 :]
    sendable = [case for case in first if case["expect"]["outcome"] == "propose" and case["expect"]["items"]]
    examples: list[Example] = []
    moments: list[Moment] = []
    heard, unheard, known = Counter(), Counter(), ""
    corrected = 0
    try:
        for number in range(messages + 1):
            if number % STEP == 0:
                learned = learn(examples, data.company)
                teach(data.company, learned)
                if known != learned.version:  # the same lessons give the same figures
                    known = learned.version
                    heard, unheard = await _measure(data.company, first), await _measure(data.company, second)
                moments.append(Moment(number, corrected, len(learned.associations), heard, unheard))
                corrected = 0
            if number < messages:
                case = chance.choice(sendable)
                sender = chance.choice(_senders(data.company, case))
                corrected += not judge(case, await _read(data.company, case, sender))["propose"][1]
                meant = tuple(item["entitlement"] for item in case["expect"]["items"])
                examples.append(Example(sender, case["text"], meant))
    finally:
        teach(data.company, Learned())
    return moments


def _shares(tallies: Sequence[Tally]) -> dict[str, float | None]:
    total: Tally = sum(tallies, Counter())
    return {
        name: round(total[name, "hit"] / total[name, "counted"], 4) if total[name, "counted"] else None
        for name in FIGURES
    }


def _together(runs: Sequence[Sequence[Moment]]) -> list[dict[str, Any]]:
    """The runs of all seeds as one curve."""
    return [
        {
            "messages": at[0].messages,
            "corrected": round(sum(one.corrected for one in at) / STEP / len(at), 4)
            if at[0].messages
            else None,
            "words": round(sum(one.words for one in at) / len(at), 1),
            "heard": _shares([one.heard for one in at]),
            "unheard": _shares([one.unheard for one in at]),
        }
        for at in zip(*runs, strict=True)
    ]


def _table(curves: dict[str, list[dict[str, Any]]]) -> str:
    lines = [f"{'':18}{'':>9}{'':>10}{'':>7}   {'unheard':<36}   heard"]
    heads = "".join(f"{name:>10}" for name in FIGURES)
    lines.append(f"{'':18}{'messages':>9}{'corrected':>10}{'words':>7}{heads}{heads}")
    for name, curve in curves.items():
        for one in curve:
            figures = [one["unheard"][f] for f in FIGURES] + [one["heard"][f] for f in FIGURES]
            shown = "".join(f"{'-' if value is None else value:>10}" for value in figures)
            share = "-" if one["corrected"] is None else one["corrected"]
            lines.append(f"{name:18}{one['messages']:>9}{share:>10}{one['words']:>7}{shown}")
    return "\n".join(lines)


async def _all(seeds: int, messages: int, wanted: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    curves = {}
    for shipped in sets():
        if shipped.name == "unread" or (wanted and shipped.name not in wanted):
            continue
        for data in (shipped, bare(shipped)):
            runs = [await stream(data, seed=seed, messages=messages) for seed in range(seeds)]
            curves[data.name] = _together(runs)
    return curves


def main() -> None:
    """Run every company with every seed; JSON on standard output, the table beside it."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.learning", description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--messages", type=int, default=200)
    parser.add_argument("sets", nargs="*", help="names of sets; all without")
    args = parser.parse_args()
    curves = asyncio.run(_all(args.seeds, args.messages, args.sets))
    print(json.dumps({"seeds": args.seeds, "curves": curves}, indent=1))
    print(_table(curves), file=sys.stderr)


if __name__ == "__main__":
    main()
