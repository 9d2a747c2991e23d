"""What was read and what was sent are told apart, and nothing but words and ids is kept."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.labelled import as_case, as_example, corrections, label
from bot.tables import DraftRow
from intents.examples_file import examples_of
from tests.approvals.company import DASHBOARDS, NOW, PAYMENTS_APPROVE, PAYMENTS_CREATE, SALES


def side(*items: str, outcome: str = "propose", **more: Any) -> dict[str, Any]:
    return {
        "intent": "request",
        "outcome": outcome,
        "items": [{"entitlement": one, "scope": {}} for one in items],
        "duration": None,
        "beneficiary": None,
        "confidence": 0.95,
        "shortlist": [],
        "engine": "builtin",
        **more,
    }


@pytest.mark.parametrize(
    ("read", "sent", "done"),
    [
        (side(SALES), side(SALES), ()),
        (side(outcome="choose"), side(SALES), ("picked",)),
        (side(outcome="ask"), side(SALES), ("answered",)),
        (side(PAYMENTS_CREATE), side(PAYMENTS_APPROVE), ("level",)),
        (side(SALES), side(DASHBOARDS), ("resource",)),
        (side(SALES, DASHBOARDS), side(SALES), ("removed",)),
        (side(SALES), side(SALES, DASHBOARDS), ("added",)),
        (side(SALES), side(items=[{"entitlement": SALES, "scope": {"region": "EMEA"}}]), ("scope",)),
        (side(SALES), side(SALES, duration="P7D"), ("duration",)),
        (side(SALES), side(DASHBOARDS, beneficiary="sana.malik"), ("resource", "beneficiary")),
    ],
)
def test_what_the_person_did_has_a_word(
    read: dict[str, Any], sent: dict[str, Any], done: tuple[str, ...]
) -> None:
    assert corrections(read, sent) == done


def draft(text: str, **more: Any) -> DraftRow:
    fields: dict[str, Any] = {
        "understanding": side(SALES),
        "chosen": side(DASHBOARDS, justification="my own reason"),
    }
    return DraftRow(id="dr_1", person="tom.reyes", channel="D1", text=text, created_at=NOW, **(fields | more))


def test_addresses_are_masked_and_the_reason_is_not_kept() -> None:
    row = label(draft("dashboards for sana.malik@northlight.example"), at=NOW, company_version="v1")

    assert row is not None
    assert row.text == "dashboards for [address]"
    assert "my own reason" not in json.dumps([row.read, row.sent])


def test_a_form_without_a_message_is_no_example() -> None:
    assert label(draft(""), at=NOW, company_version="v1") is None
    assert label(draft("x", understanding=side(SALES, engine="form")), at=NOW, company_version="v1") is None


def test_a_package_is_no_example_for_what_is_in_it() -> None:
    named = side(SALES, DASHBOARDS, packages=["start"])
    assert label(draft("the start package", understanding=named), at=NOW, company_version="v1") is None
    none = side(SALES, DASHBOARDS, packages=[])
    assert label(draft("sales and dashboards", understanding=none), at=NOW, company_version="v1") is not None


def test_what_is_exported_can_be_learned_from() -> None:
    row = label(draft("the dashboards"), at=NOW, company_version="v1")
    assert row is not None
    case = as_case(row)

    assert case["expect"]["items"] == [{"entitlement": DASHBOARDS, "scope": {}}]
    assert (case["read"]["items"][0]["entitlement"], case["tags"]) == (SALES, ["resource"])
    assert list(examples_of([json.dumps(case)])) == [as_example(row)]
