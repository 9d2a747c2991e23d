"""The labelled lock-outs of a company that does not ship: every cause, every piece of evidence, in order."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from catalog.load import load_company
from catalog.model import Company
from intents.signins.explain import explain
from intents.signins.folder import FolderRead, read_folder
from intents.signins.own_records import ended_holdings
from intents.signins.wire import as_json
from tests.shared import SHARED, needs

HARBORLINE = SHARED / "evals" / "harborline"
LABELLED = HARBORLINE / "lockouts.jsonl"

pytestmark = needs("evals/harborline/lockouts.jsonl")


def cases() -> list[dict[str, Any]]:
    if not LABELLED.is_file():
        return []
    return [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def company() -> Company:
    return load_company(HARBORLINE)


@pytest.fixture(scope="module")
def read(company: Company) -> FolderRead:
    return read_folder(company, company.people)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_a_labelled_lock_out(case: dict[str, Any], company: Company, read: FolderRead) -> None:
    person, now = company.people[case["person"]], datetime.fromisoformat(case["now"])

    answer = as_json(
        explain(
            company,
            person,
            events=read.events[person.id],
            own=ended_holdings(company, person.id, now),
            now=now,
        )
    )

    assert {name: answer[name] for name in case["expect"]} == case["expect"]


def test_nobody_else_is_told_that_they_are_locked_out(company: Company, read: FolderRead) -> None:
    asked = {case["person"] for case in cases()}
    now = max(datetime.fromisoformat(case["now"]) for case in cases())

    for person in company.people.values():
        if person.id not in asked:
            assert explain(company, person, events=read.events[person.id], now=now).blocking.evidence == ()
