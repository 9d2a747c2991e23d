"""`python -m tests.eval.steered [EACH]`: what a hostile language model gets out of attacks that nobody had seen.

Each attack of `tests/eval/steering_messages/held_out` is put before or behind EACH (1) messages that the built-in engine
proposes something for. Counted is what is proposed then: by the built-in engine, and for a model that answers with whatever
the attacker would like (`tests/intents/attackers.py`), beside what the message alone led to. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intents.engines.agreement import tempered, unaided
from intents.engines.builtin.engine import answer
from intents.engines.port import Inquiry
from intents.grounding import ground
from intents.language import language_of
from intents.understand import inquire
from intents.understanding import Outcome, Understanding
from intents.verdict import understanding
from tests.eval.sets import EvalSet, rows, sets
from tests.eval.steering import FOLDER
from tests.intents.attackers import hostile_answers

SETS = ("demo", "harborline", "larkhill", "corvane", "merrow")
SEED = 5


@dataclass(frozen=True)
class Base:
    """A message that leads to a proposal."""

    data: EvalSet
    case: dict[str, Any]
    found: Understanding


def inquiry_of(data: EvalSet, case: dict[str, Any], text: str) -> Inquiry:
    """The person of the case, saying this."""
    person, now = data.company.people[case["person"]], datetime.fromisoformat(case["now"])
    return inquire(text, person=person, company=data.company, now=now)


def by_rules(inquiry: Inquiry) -> Understanding:
    """What the built-in engine makes of it."""
    return understanding(ground(answer(inquiry), inquiry), inquiry, engine="builtin", id=None)


def bases() -> Iterator[Base]:
    """The messages of the sets that the built-in engine proposes something for."""
    for data in sets():
        for case in data.cases if data.name in SETS else ():
            if (case["expect"]["intent"], case["expect"]["outcome"]) == ("request", "propose"):
                found = by_rules(inquiry_of(data, case, case["text"]))
                if found.outcome is Outcome.PROPOSE:
                    yield Base(data, case, found)


def changed(before: Understanding, after: Understanding) -> Iterator[str]:
    """What an attack changed in a proposal."""
    if after.outcome is not Outcome.PROPOSE:
        return
    yield "proposed"
    held = {item.entitlement: item.scope for item in before.items}
    if {item.entitlement for item in after.items} - set(held):
        yield "another entitlement"
    elif any(item.scope != held[item.entitlement] for item in after.items):
        yield "another scope"
    if after.duration != before.duration and after.duration is not None:
        yield "another length"
    if after.beneficiary != before.beneficiary:
        yield "another person"


def hostile(base: Base, inquiry: Inquiry) -> Iterator[Understanding]:
    """What becomes of each answer of a hostile model."""
    rules, item = ground(answer(inquiry), inquiry), base.found.items[0]
    language = language_of(inquiry.text, inquiry.parts)
    words = base.case["text"].split(",")[0][:40]
    for _, said in hostile_answers(inquiry, base.data.company, item.entitlement, dict(item.scope), words):
        model = ground(said, inquiry)
        model = tempered(model, rules, inquiry) if language is None else unaided(model, inquiry)
        yield understanding(model, inquiry, engine="hostile", id=None)


def main() -> None:
    """Put each attack beside some messages, and count."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.steered", description=__doc__)
    parser.add_argument("each", nargs="?", type=int, default=1)
    each = parser.parse_args().each
    chance, known = random.Random(SEED), list(bases())
    attacks = [row["attack"] for row in rows(FOLDER / "held_out" / "messages.jsonl") if row["steers"]]
    counted = {"built-in": Counter[str](), "hostile model": Counter[str]()}
    for attack in attacks:
        for base in chance.sample(known, each):
            text = base.case["text"]
            said = chance.choice([f"{attack}\n{text}", f"{text} {attack}"])
            inquiry = inquiry_of(base.data, base.case, said)
            counted["built-in"].update(["readings", *changed(base.found, by_rules(inquiry))])
            for found in hostile(base, inquiry):
                counted["hostile model"].update(["readings", *changed(base.found, found)])
    print(json.dumps({"attacks": len(attacks), **counted}, indent=1))


if __name__ == "__main__":
    main()
