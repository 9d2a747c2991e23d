import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.eval.scoring import FIGURES, figures
from tests.eval.sets import rows
from tests.shared import SHARED, needs

WANT = {
    "intent": "request",
    "outcome": "propose",
    "items": [{"entitlement": "s/r:read", "scope": {}}],
    "duration": "P7D",
    "beneficiary": None,
}
CASE = {"id": "a", "text": "x", "expect": WANT}
RIGHT = {
    "intent": "request",
    "outcome": "propose",
    "items": [{"entitlement": "s/r:read", "scope": {}}],
    "duration": "P7D",
    "beneficiary": None,
}


def test_a_right_answer_is_right_everywhere() -> None:
    found = figures([CASE], {"a": RIGHT})
    assert (found["intent"], found["propose"], found["precision"], found["harm"], found["shortlist"]) == (
        1.0,
        1.0,
        1.0,
        0.0,
        1.0,
    )


def test_another_level_of_the_right_thing_is_harm_and_an_over_grant() -> None:
    found = figures([CASE], {"a": {**RIGHT, "items": [{"entitlement": "s/r:admin", "scope": {}}]}})
    assert (found["propose"], found["precision"], found["harm"], found["over_grant"]) == (0.0, 0.0, 1.0, 1.0)


def test_asking_costs_the_proposal_but_does_no_harm() -> None:
    found = figures([CASE], {"a": {**RIGHT, "outcome": "ask", "items": [], "shortlist": ["s/r:read"]}})
    assert (found["propose"], found["precision"], found["harm"], found["shortlist"]) == (0.0, None, 0.0, 1.0)


def test_a_message_without_an_answer_is_wrong() -> None:
    assert figures([CASE], {})["intent"] == 0.0


@pytest.mark.parametrize(
    ("label", "said", "share"),
    [
        ("audit", "the audit", 1.0),
        (None, None, 1.0),
        (None, "audit", 0.0),
        ("audit", None, 0.0),
        ("audit", "x", 0.0),
    ],
)
def test_a_reason_counts_where_the_label_speaks_of_one(
    label: str | None, said: str | None, share: float
) -> None:
    case = {**CASE, "expect": {**CASE["expect"], "justification": label}}
    assert figures([case], {"a": {**RIGHT, "justification": said}})["reason"] == share


@needs("evals/score.py", "evals/harborline/cases.jsonl")
def test_it_counts_as_the_reference_does(tmp_path: Path) -> None:
    cases = rows(SHARED / "evals" / "harborline" / "cases.jsonl")
    answers = {}
    for number, case in enumerate(cases):
        want = case["expect"]
        items = want["items"] if number % 3 else [{"entitlement": "s/r:read", "scope": {}}]
        answers[case["id"]] = {
            "id": case["id"], "intent": want["intent"] if number % 5 else "help", "outcome": want["outcome"] if number % 4 else "propose",
            "items": items, "duration": want["duration"] if number % 7 else "P1D", "beneficiary": want["beneficiary"], "shortlist": want.get("any_of", [])[:1],
        }  # fmt: skip
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text("".join(json.dumps(row) + "\n" for row in answers.values()))
    command = [
        sys.executable,
        str(SHARED / "evals" / "score.py"),
        str(SHARED / "evals" / "harborline" / "cases.jsonl"),
        str(predictions),
        "--json",
    ]
    reference = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    found = figures(cases, answers)
    assert {name: found[name] for name in FIGURES} == {name: reference[name] for name in FIGURES}
