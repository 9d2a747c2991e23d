"""A click that comes to nothing for want of a code: what policy asks for since waits all the same, with its clock."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from approvals.desk import Desk
from approvals.errors import CodesMissing
from approvals.jobs.port import JobName
from approvals.jobs.waiting import look
from approvals.lessening import Less
from approvals.model import ItemStatus, StageName
from approvals.operations.approve import approve
from approvals.operations.approve_changed import approve_changed
from approvals.queries.requests import waiting_for
from approvals.step_up.vault import Vault, new_key
from approvals.store.tables import StageRow
from catalog.model import PolicyFile
from catalog.settings import RiskThresholds, StepUp
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, SALES
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.approvals.operations.test_several_people import rule
from tests.approvals.reloading import with_company

MANAGER, OWNER, SECURITY = StageName
CODES = StepUp(start=0)


async def approves(desk: Desk, item_id: str, by: str) -> None:
    await approve(desk, item_id=item_id, by=by)


async def approves_less(desk: Desk, item_id: str, by: str) -> None:
    less = Less(duration=timedelta(days=1))
    await approve_changed(desk, item_id=item_id, by=by, less=less, why="a day will do")


Approves = Callable[[Desk, str, str], Awaitable[None]]
either_way = pytest.mark.parametrize("approves", [approves, approves_less])


@pytest.fixture
def coded(desk: Desk) -> Desk:
    """Codes can be checked; nobody has set up any."""
    return replace(desk, vault=Vault(new_key()))


async def rows(desk: Desk) -> dict[StageName, StageRow]:
    async with desk.store.reading() as session:
        return {row.name: row for row in (await session.exec(select(StageRow))).all()}


@either_way
async def test_a_stage_that_came_beside_theirs_waits_and_its_people_are_told(
    coded: Desk, jobs: NotedJobs, approves: Approves
) -> None:
    request = await ask(coded, SALES)
    item = await only_item(coded, request)
    assert set(await rows(coded)) == {MANAGER}
    stricter = with_company(coded, risk=RiskThresholds(manager_from=1, security_from=2), step_up=CODES)

    with pytest.raises(CodesMissing):
        await approves(stricter, item.id, "lena.osei")

    assert [one.id for one in await waiting_for(stricter, "greta.lund")] == [request]
    opened = (await rows(coded))[SECURITY]
    assert set(opened.asked) == {"greta.lund", "nils.aker"}
    clocks = {job.payload["stage"] for job in jobs.named(JobName.STAGE_CLOCK)}
    assert clocks == {MANAGER, SECURITY}


@either_way
async def test_an_item_whose_stage_was_replaced_lapses_like_any_other(
    coded: Desk, clock: StandingClock, approves: Approves
) -> None:
    """Greta is Nils's manager and Security at once, so her click counts for the stage that came instead."""

    def under(stage: str, **changes: object) -> Desk:
        return with_company(
            coded, policies=(PolicyFile(path="policies/own.cedar", text=rule(stage)),), **changes
        )

    request = await ask(under("manager"), DASHBOARDS, person="nils.aker")
    item = await only_item(coded, request)
    later = under("security", step_up=CODES)

    with pytest.raises(CodesMissing):
        await approves(later, item.id, "greta.lund")

    while (row := (await rows(coded))[SECURITY]).next_at is not None:
        clock.at = max(clock.at, row.next_at)
        await look(later, item_id=item.id, stage=SECURITY)
    assert (await only_item(later, request)).status is ItemStatus.LAPSED
