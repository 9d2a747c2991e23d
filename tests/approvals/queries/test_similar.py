"""The last similar decision, from rows and from the company's file."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from approvals.desk import Desk
from approvals.model import Verdict
from approvals.operations.approve import approve
from approvals.operations.deny import deny
from approvals.queries.requests import request_of_item
from approvals.similar import Decided
from catalog.model import PastDecision
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, NOW, SALES, small_company
from tests.approvals.conftest import StandingClock

pytestmark = pytest.mark.database
AMER = {"region": "AMER"}


async def similar(desk: Desk, **asked: object) -> Decided | None:
    return (await only_item(desk, await ask(desk, **asked))).similar  # type: ignore[arg-type]


async def test_people_s_own_decisions_on_the_same_entitlement_count(desk: Desk, clock: StandingClock) -> None:
    assert await similar(desk, key="first") is None
    first = await only_item(desk, await ask(desk, key="first"))
    await approve(desk, item_id=first.id, by="lena.osei")
    clock.advance(timedelta(days=1))
    other = await only_item(desk, await ask(desk, scope=AMER, person="kim.sato"))
    await deny(desk, item_id=other.id, by="lena.osei", reason="not in her contract")
    clock.advance(timedelta(days=2))
    found = await similar(desk, person="rosa.lima")
    assert found is not None
    assert (found.person, found.by, found.outcome, found.same) == (
        "tom.reyes",
        "lena.osei",
        Verdict.APPROVED,
        True,
    )
    assert found.duration == timedelta(days=14)
    found = await similar(desk, person="rosa.lima", scope=AMER)
    assert found is not None
    said = (found.person, found.outcome, found.note)
    assert said == ("kim.sato", Verdict.DENIED, "not in her contract")
    # what policy alone granted is no decision, and what is decided is not compared any more
    assert await similar(desk, entitlement=DASHBOARDS) is None
    assert (await request_of_item(desk, first.id)).items[0].similar is None


async def test_from_the_file_nobody_is_named(desk: Desk) -> None:
    past = PastDecision(
        at=NOW - timedelta(days=400), person="sana.malik", entitlement=SALES, approved=False,
        attributes={"department": "Data", "title": "Analyst"},
    )  # fmt: skip
    found = await similar(replace(desk, company=small_company(decisions=(past,))))
    assert found is not None
    assert (found.person, found.by) == (None, None)
    assert (found.outcome, found.department) == (Verdict.DENIED, "Data")
