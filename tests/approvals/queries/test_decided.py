"""What was decided in Usher itself, as the drift and bias reports read it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from approvals.desk import Desk
from approvals.operations.approve import approve
from approvals.operations.deny import deny
from approvals.operations.withdraw import withdraw
from approvals.queries.decided import from_history, from_store, last_days
from approvals.risk.model.history import parse_history
from approvals.store.store import Store
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, NOW, SALES, policies_of, small_company
from tests.approvals.conftest import NotedJobs, StandingClock


@pytest.fixture
async def desk(database: str) -> AsyncIterator[Desk]:
    company = small_company()
    store = Store.at(database, clock=StandingClock(NOW), jobs=NotedJobs())
    yield Desk(store=store, company=company, policies=policies_of(company))
    await store.close()


async def test_decisions_are_told_with_who_made_them(desk: Desk) -> None:
    await ask(desk, DASHBOARDS)
    waiting = await ask(desk)
    # Both at the same moment: in the order of what was asked for.
    asked = sorted(await from_store(desk.store, desk.company), key=lambda one: one.attributes["entitlement"])
    assert [(one.attributes["entitlement"], one.approved, one.by_people) for one in asked] == [
        (DASHBOARDS, True, False),
        (SALES, None, False),
    ]
    person = desk.company.people["tom.reyes"]
    assert asked[0].attributes["department"] == person.department
    assert asked[0].at == NOW

    await deny(desk, item_id=(await only_item(desk, waiting)).id, by="lena.osei", reason="Not this quarter")
    denied = next(
        one for one in await from_store(desk.store, desk.company) if one.attributes["entitlement"] == SALES
    )
    assert (denied.approved, denied.by_people) == (False, True)


async def test_what_was_withdrawn_is_no_decision(desk: Desk) -> None:
    request = await ask(desk)
    await withdraw(desk, request_id=request, by="tom.reyes")
    (asked,) = await from_store(desk.store, desk.company)
    assert asked.approved is None


async def test_an_approval_by_people_is_theirs(desk: Desk) -> None:
    item = await only_item(desk, await ask(desk))
    await approve(desk, item_id=item.id, by="lena.osei", note="")
    (asked,) = await from_store(desk.store, desk.company)
    assert asked.by_people


async def test_only_what_is_recent_is_asked_for(desk: Desk) -> None:
    await ask(desk)
    assert await from_store(desk.store, desk.company, since=NOW + timedelta(days=1)) == []
    assert len(await from_store(desk.store, desk.company, since=NOW)) == 1


def test_a_file_says_what_people_were_then_and_the_company_the_rest() -> None:
    text = f"at,person,entitlement,outcome,department\n2026-01-01,tom.reyes,{SALES},denied,Finance\n2026-03-01,gone,{SALES},approved,Data\n"
    company = small_company()
    first, second = from_history(parse_history(text.encode()), company)
    assert first.attributes["department"] == "Finance"
    assert first.attributes["location"] == company.people["tom.reyes"].location
    assert set(second.attributes) == {"entitlement", "person", "department"}
    assert (first.approved, first.by_people) == (False, True)
    assert last_days([first, second], 30) == [second]
    assert last_days([first, second], 90) == [first, second]
