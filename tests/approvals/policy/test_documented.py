"""docs/decisions.md says what the code does."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from approvals.policy.book import PolicyBook
from approvals.policy.wording import words_for
from approvals.risk import weights
from approvals.risk.judge import points_for
from approvals.risk.scorecard import score
from catalog.model import PolicyFile
from tests.approvals.company import DASHBOARDS, NOW, SALES, WAREHOUSE_ADMIN, small_company
from tests.approvals.policy.asking import NORTHLIGHT, facts

DOCUMENT = (Path(__file__).parents[3] / "docs" / "decisions.md").read_text(encoding="utf-8")
EXAMPLE = next(block for block in re.findall(r"```\n(.*?)```", DOCUMENT, re.DOTALL) if "forbid" in block)


def test_every_rule_that_ships_is_described() -> None:
    assert [name for name in PolicyBook.load(NORTHLIGHT).rules if f"`{name}`" not in DOCUMENT] == []


def test_the_rules_shown_as_an_example_can_be_used_as_they_stand() -> None:
    book = PolicyBook.load(small_company(policies=(PolicyFile(path="policies/example.cedar", text=EXAMPLE),)))
    decided = book.decide(facts(requester="sana.malik"))
    assert [reason.says for reason in decided.reasons] == [
        "The manager must approve: Sana Malik asked for this, not Tom Reyes.",
        "The owner must approve: Sana Malik asked for this on behalf of Tom Reyes.",
    ]


def test_every_placeholder_is_named() -> None:
    assert [
        word for word in words_for({"hold"}) | words_for({"approve"}) if f"`{{{word}}}`" not in DOCUMENT
    ] == []


def test_the_weights_shown_are_the_weights_used() -> None:
    for table, row in ((weights.RISK_LEVEL, "risk_level"), (weights.DATA_CLASS, "data_class")):
        shown = ", ".join(f"{name.value} {points}" for name, points in table.items())
        assert f"| `{row}` | {shown} |" in DOCUMENT


def test_the_points_shown_for_past_decisions_are_those_given() -> None:
    header = next(line for line in DOCUMENT.splitlines() if line.startswith("| probability |"))
    points = DOCUMENT.splitlines()[DOCUMENT.splitlines().index(header) + 2]
    shares = [float(share) for share in re.findall(r"0\.\d+", header)]
    assert re.findall(r"\d+", points) == [str(points_for(share, 0.06)) for share in shares]


@pytest.mark.parametrize(
    ("shown", "entitlement", "person", "changes"),
    [
        (35, SALES, "tom.reyes", {}),
        (12, DASHBOARDS, "tom.reyes", {"scope": {}, "duration": timedelta(days=90)}),
        (37, SALES, "tom.reyes", {"scope": {"quarter": "Q3"}}),
        (42, SALES, "tom.reyes", {"duration": timedelta(days=91)}),
        (43, SALES, "kim.sato", {}),
        (81, WAREHOUSE_ADMIN, "max.vogel", {"scope": {}, "duration": timedelta(days=7)}),
    ],
)
def test_the_scores_of_the_worked_example_are_right(
    shown: int, entitlement: str, person: str, changes: dict[str, Any]
) -> None:
    asked: dict[str, Any] = {
        "scope": {"region": "EMEA", "quarter": "Q3"},
        "duration": timedelta(days=14),
    } | changes
    somebody = NORTHLIGHT.people[person]
    found = score(
        NORTHLIGHT,
        person=somebody,
        requester=somebody,
        place=NORTHLIGHT.places[entitlement],
        now=NOW,
        **asked,
    )
    assert found.score == shown
    assert re.search(rf"\| \**{shown}\** \|", DOCUMENT)
