"""Items of one request: decided on their own, but with each other in view, in whatever order they stand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from approvals.desk import Desk
from approvals.jobs.port import JobName
from approvals.model import ItemStatus, PolicyAnswer, Wish
from approvals.operations.approve import approve
from approvals.operations.deny import deny
from approvals.operations.open_request import open_request
from approvals.pictures import RequestPicture
from approvals.queries.assess import assess
from approvals.queries.requests import request_picture, waiting_for
from tests.approvals.asking import ask, only_item
from tests.approvals.company import (
    DASHBOARDS,
    JOURNAL,
    PAYMENTS_APPROVE,
    PAYMENTS_CREATE,
    SALES,
    WAREHOUSE_ADMIN,
)
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.approvals.reloading import changed_entitlement

WEEK = timedelta(days=7)


async def ask_for(desk: Desk, person: str, *wishes: Wish) -> RequestPicture:
    request_id = await open_request(
        desk,
        requester=person,
        beneficiary=person,
        wishes=wishes,
        duration=WEEK,
        justification="x",
        words="x",
        key="together",
    )
    return await request_picture(desk, request_id)


@pytest.mark.parametrize("pair", [(PAYMENTS_CREATE, PAYMENTS_APPROVE), (DASHBOARDS, JOURNAL)])
@pytest.mark.parametrize("turned", [False, True])
async def test_what_conflicts_is_refused_together_as_the_card_said(
    desk: Desk, jobs: NotedJobs, pair: tuple[str, str], turned: bool
) -> None:
    desk = changed_entitlement(desk, JOURNAL, conflicts_with=(DASHBOARDS,))
    wishes = [Wish(entitlement=one) for one in (reversed(pair) if turned else pair)]
    card = await assess(desk, requester="omar.diaz", beneficiary="omar.diaz", wishes=wishes, duration=WEEK)
    assert [one.decision.answer for one in card] == [PolicyAnswer.REFUSED] * 2
    filed = await ask_for(desk, "omar.diaz", *wishes)
    assert [item.status for item in filed.items] == [ItemStatus.REFUSED] * 2
    assert [item.risk for item in filed.items] == [one.risk for one in card]
    assert not jobs.named(JobName.PROVISION)


async def test_what_does_not_conflict_is_decided_each_on_its_own(desk: Desk) -> None:
    filed = await ask_for(
        desk,
        "tom.reyes",
        Wish(entitlement=DASHBOARDS),
        Wish(entitlement=SALES, scope={"region": "EMEA"}),
    )
    assert [item.status for item in filed.items] == [ItemStatus.APPROVED, ItemStatus.PENDING]


async def test_a_no_to_one_item_makes_its_sibling_no_riskier(desk: Desk, clock: StandingClock) -> None:
    filed = await ask_for(
        desk, "tom.reyes", *(Wish(entitlement=SALES, scope={"region": one}) for one in ("EMEA", "AMER"))
    )
    first, second = filed.items
    clock.advance(timedelta(hours=1))
    await deny(desk, item_id=first.id, by="lena.osei", reason="no")
    await approve(desk, item_id=second.id, by="lena.osei")
    after = (await request_picture(desk, filed.id)).items[1]
    assert after.risk == second.risk
    assert after.status is ItemStatus.APPROVED

    clock.advance(timedelta(hours=1))
    (next_time,) = await assess(
        desk,
        requester="tom.reyes",
        beneficiary="tom.reyes",
        wishes=[Wish(entitlement=SALES, scope={"region": "APAC"})],
        duration=WEEK,
    )
    assert "recent_denials" in {factor.name for factor in next_time.risk.factors}
    later = await only_item(desk, await ask(desk, scope={"region": "APAC"}, duration=WEEK))
    assert later.risk == next_time.risk


async def test_a_denial_counts_for_ninety_days(desk: Desk, clock: StandingClock) -> None:
    item = await only_item(desk, await ask(desk))
    await deny(desk, item_id=item.id, by="lena.osei", reason="no")
    clock.advance(timedelta(days=91))
    again = await only_item(desk, await ask(desk))
    assert "recent_denials" not in {factor.name for factor in again.risk.factors}


async def test_of_several_items_each_waits_for_those_who_decide_it(desk: Desk) -> None:
    sales = Wish(entitlement=SALES, scope={"region": "EMEA"})
    filed = await ask_for(desk, "tom.reyes", sales, Wish(entitlement=WAREHOUSE_ADMIN))
    waits = {
        person: [item.entitlement for picture in await waiting_for(desk, person) for item in picture.items]
        for item in filed.items
        for stage in item.stages
        for person in stage.waiting_for
    }
    assert waits["lena.osei"] == [SALES, WAREHOUSE_ADMIN]
    others = [items for person, items in waits.items() if person != "lena.osei"]
    assert others
    assert all(items == [WAREHOUSE_ADMIN] for items in others)
