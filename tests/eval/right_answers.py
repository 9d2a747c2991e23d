"""`python -m tests.eval.right_answers [SET...]`: what comes of a language model that is always right.

No model is asked. The label of each message that can be answered outright is put into the shape of the answer
schema and handed in as a model's reading, very sure. It goes the way of every reading: held against the message,
then against the rules. What is not proposed then is what the second reading costs. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import datetime
from typing import Any

from intents.engines.builtin.engine import answer
from intents.engines.port import Inquiry, Reading
from intents.passages import Role
from intents.understand import conclude, inquire
from tests.eval.scoring import judge
from tests.eval.sets import EvalSet, sets

SURE = 0.97
"""How sure the model says it is."""


def right_answer(case: dict[str, Any], inquiry: Inquiry) -> dict[str, object] | None:
    """The label as a model would answer it; None where what is wanted is no candidate, so that no model can name it."""
    want = case["expect"]
    places = {place.entitlement.id: place for place in inquiry.candidates}
    if any(item["entitlement"] not in places for item in want["items"]):
        return None
    evidence = next((c.text for c in inquiry.parts if c.role is Role.WISH), inquiry.text)
    said = {named.person: named.text for named in inquiry.named}
    return {
        "intent": want["intent"],
        "fit": "exact",
        "items": [
            {
                "entitlement": item["entitlement"],
                "scope": {
                    key: (item.get("scope") or {}).get(key)
                    for key in places[item["entitlement"]].resource.scopes
                },
                "evidence": evidence,
            }
            for item in want["items"]
        ],
        "shortlist": [],
        "duration": None,
        "beneficiary": said.get(want.get("beneficiary")),
        "justification": None,
        "confidence": SURE,
    }


def measure(data: EvalSet) -> dict[str, int]:
    """How the messages of one set end that can be answered outright, when the model answers each rightly."""
    ended: Counter[str] = Counter()
    for case in data.cases:
        if case["expect"]["outcome"] != "propose":
            continue
        now = datetime.fromisoformat(case["now"])
        person = data.company.people[case["person"]]
        inquiry = inquire(case["text"], person=person, company=data.company, now=now)
        right = right_answer(case, inquiry)
        ended["answerable"] += 1
        if right is None:
            ended["no candidate"] += 1
            continue
        reading = Reading(answer=right, engine="right", second=answer(inquiry))
        found = conclude(reading, inquiry, id=case["id"]).model_dump(mode="json")
        exact = judge(case, found)["propose"][1]
        ended["proposed" if exact else f"not exact, {found['outcome']}"] += 1
    return dict(sorted(ended.items()))


def main() -> None:
    """Measure the named sets, or all there are."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.right_answers", description=__doc__)
    parser.add_argument("sets", nargs="*", help="names of sets; all without")
    wanted = parser.parse_args().sets
    print(
        json.dumps({one.name: measure(one) for one in sets() if not wanted or one.name in wanted}, indent=1)
    )


if __name__ == "__main__":
    main()
