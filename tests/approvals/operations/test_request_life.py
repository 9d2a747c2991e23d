"""A request from filing to its end, without Slack and without jobs: what the operations themselves promise."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, AlreadyHeld, BadInput, NotAllowed, NotYours, OwnRequest
from approvals.jobs import provisioning, timers
from approvals.jobs.port import JobName
from approvals.jobs.retry import TryAgain
from approvals.model import EndReason, GrantStatus, ItemStatus, StageName, TaskStatus, Wish
from approvals.operations.approve import approve
from approvals.operations.deny import deny
from approvals.operations.finish_task import finish_task
from approvals.operations.give_back import give_back
from approvals.operations.give_up_task import give_up_task
from approvals.operations.open_request import open_request
from approvals.operations.withdraw import withdraw
from approvals.queries.grants import held_by
from approvals.queries.requests import requests_of, waiting_for
from approvals.queries.tasks import tasks_of
from catalog.connectors.port import ConnectorFailed
from tests.approvals.asking import ask, only_item
from tests.approvals.company import (
    DASHBOARDS,
    LAB_BADGE,
    PAYMENTS_APPROVE,
    PAYMENTS_CREATE,
    SALES,
    WAREHOUSE_ADMIN,
)
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.approvals.systems import Ledger


async def live_grant(desk: Desk, ledger: Ledger, entitlement: str = DASHBOARDS) -> str:
    item = await only_item(desk, await ask(desk, entitlement))
    assert item.grant is not None
    await provisioning.provision(desk, ledger, grant_id=item.grant.id)
    return item.grant.id


async def test_a_low_risk_request_is_granted_at_once_and_its_clock_starts_when_it_is_live(
    desk: Desk, jobs: NotedJobs, clock: StandingClock
) -> None:
    request_id = await ask(desk, DASHBOARDS)
    item = await only_item(desk, request_id)
    assert item.status is ItemStatus.APPROVED
    assert item.grant is not None
    assert item.grant.status is GrantStatus.PROVISIONING
    assert item.grant.expires_at is None
    assert len(jobs.named(JobName.PROVISION)) == 1

    clock.advance(timedelta(hours=5))
    await provisioning.provision(desk, Ledger(), grant_id=item.grant.id)
    grant = (await only_item(desk, request_id)).grant
    assert grant is not None
    assert grant.status is GrantStatus.LIVE
    assert grant.live_at == clock.now()
    assert grant.expires_at == clock.now() + timedelta(days=14)
    assert [job.due for job in jobs.named(JobName.EXPIRE)] == [grant.expires_at]
    assert len(jobs.named(JobName.REMIND)) == 1


async def test_a_manager_approves_and_the_grant_follows(desk: Desk, jobs: NotedJobs) -> None:
    request_id = await ask(desk)
    item = await only_item(desk, request_id)
    assert item.status is ItemStatus.PENDING
    assert [stage.name for stage in item.stages] == [StageName.MANAGER]
    assert item.stages[0].waiting_for == ("lena.osei",)
    assert not jobs.named(JobName.PROVISION)
    assert [picture.id for picture in await waiting_for(desk, "lena.osei")] == [request_id]

    await approve(desk, item_id=item.id, by="lena.osei", note="fine")
    after = await only_item(desk, request_id)
    assert after.status is ItemStatus.APPROVED
    assert after.stages[0].vote is not None
    assert after.stages[0].vote.by == "lena.osei"
    assert len(jobs.named(JobName.PROVISION)) == 1
    assert await waiting_for(desk, "lena.osei") == []


async def test_high_risk_takes_two_different_people(desk: Desk) -> None:
    request_id = await ask(desk, WAREHOUSE_ADMIN, duration=timedelta(days=7))
    item = await only_item(desk, request_id)
    assert StageName.SECURITY in {stage.name for stage in item.stages}
    for _ in range(5):
        item = await only_item(desk, request_id)
        if item.status is not ItemStatus.PENDING:
            break
        stage = next(stage for stage in item.stages if stage.vote is None)
        await approve(desk, item_id=item.id, by=stage.waiting_for[0])
    assert item.status is ItemStatus.APPROVED
    voters = [stage.vote.by for stage in item.stages if stage.vote]
    assert len(voters) == len(set(voters)) >= 2


async def test_nobody_decides_on_their_own_request(desk: Desk) -> None:
    item = await only_item(desk, await ask(desk))
    with pytest.raises(OwnRequest, match="your own request"):
        await approve(desk, item_id=item.id, by="tom.reyes")


async def test_a_stranger_learns_whom_it_waits_for(desk: Desk) -> None:
    item = await only_item(desk, await ask(desk))
    with pytest.raises(NotYours, match="Lena Osei"):
        await approve(desk, item_id=item.id, by="sana.malik")


async def test_a_request_on_behalf_is_not_decided_by_the_one_who_made_it(desk: Desk) -> None:
    item = await only_item(desk, await ask(desk, person="lena.osei", beneficiary="tom.reyes"))
    with pytest.raises(OwnRequest):
        await approve(desk, item_id=item.id, by="lena.osei")


async def test_two_clicks_at_the_same_time_give_one_decision(desk: Desk, jobs: NotedJobs) -> None:
    item = await only_item(desk, await ask(desk))
    outcomes = await asyncio.gather(
        approve(desk, item_id=item.id, by="lena.osei"),
        deny(desk, item_id=item.id, by="lena.osei", reason="no"),
        approve(desk, item_id=item.id, by="lena.osei"),
        return_exceptions=True,
    )
    assert sum(outcome is None for outcome in outcomes) == 1
    assert sum(isinstance(outcome, AlreadyDecided) for outcome in outcomes) == 2


async def test_a_denial_needs_a_reason_and_ends_the_item(desk: Desk) -> None:
    request_id = await ask(desk)
    item = await only_item(desk, request_id)
    with pytest.raises(BadInput, match="reason"):
        await deny(desk, item_id=item.id, by="lena.osei", reason="  \n ")
    await deny(desk, item_id=item.id, by="lena.osei", reason="use the dashboard instead")
    after = await only_item(desk, request_id)
    assert after.status is ItemStatus.DENIED
    assert after.stages[0].vote is not None
    assert after.stages[0].vote.note == "use the dashboard instead"
    with pytest.raises(AlreadyDecided, match="denied by Lena Osei"):
        await approve(desk, item_id=item.id, by="lena.osei")


async def test_withdrawing_ends_what_is_open_and_only_for_those_concerned(desk: Desk) -> None:
    request_id = await ask(desk)
    with pytest.raises(NotYours):
        await withdraw(desk, request_id=request_id, by="lena.osei")
    await withdraw(desk, request_id=request_id, by="tom.reyes")
    item = await only_item(desk, request_id)
    assert item.status is ItemStatus.WITHDRAWN
    assert item.stages[0].waiting_for == ()
    with pytest.raises(AlreadyDecided):
        await withdraw(desk, request_id=request_id, by="tom.reyes")
    with pytest.raises(AlreadyDecided, match="withdrawn"):
        await approve(desk, item_id=item.id, by="lena.osei")


async def test_the_same_card_confirmed_twice_files_one_request(desk: Desk) -> None:
    first, second = await asyncio.gather(ask(desk, key="draft-1"), ask(desk, key="draft-1"))
    assert first == second
    assert len(await requests_of(desk, "tom.reyes")) == 1


async def test_asking_again_for_the_same_says_that_it_waits_or_is_held(desk: Desk) -> None:
    await ask(desk)
    with pytest.raises(AlreadyHeld, match="already waiting"):
        await ask(desk)
    await ask(desk, scope={"region": "AMER"})
    await ask(desk, DASHBOARDS)
    with pytest.raises(AlreadyHeld, match="already holds"):
        await ask(desk, DASHBOARDS)


async def test_segregation_of_duties_counts_what_is_asked_for_together(desk: Desk) -> None:
    request_id = await open_request(
        desk,
        requester="omar.diaz",
        beneficiary="omar.diaz",
        duration=timedelta(days=7),
        justification="x",
        words="x",
        key="k",
        wishes=[Wish(entitlement=PAYMENTS_CREATE), Wish(entitlement=PAYMENTS_APPROVE)],
    )
    statuses = [item.status for picture in await requests_of(desk, "omar.diaz") for item in picture.items]
    assert request_id
    assert ItemStatus.REFUSED in statuses


async def test_what_cannot_be_asked_for_is_said_in_a_sentence(desk: Desk) -> None:
    with pytest.raises(BadInput, match="region"):
        await ask(desk, scope={})
    with pytest.raises(BadInput, match="MARS"):
        await ask(desk, scope={"region": "MARS"})
    with pytest.raises(NotAllowed, match="does not work here"):
        await ask(desk, person="ben.gone")


async def test_time_asked_for_is_cut_to_the_ceiling(desk: Desk) -> None:
    item = await only_item(desk, await ask(desk, duration=timedelta(days=400)))
    assert item.duration == timedelta(days=90)


@pytest.mark.parametrize("duration", [timedelta(), timedelta(seconds=-1), timedelta(days=36_501)])
async def test_no_time_and_more_than_a_century_cannot_be_asked_for(desk: Desk, duration: timedelta) -> None:
    with pytest.raises(BadInput, match="century"):
        await ask(desk, duration=duration)
    assert await requests_of(desk, "tom.reyes") == []


async def test_giving_access_back_takes_it_away_through_the_connector(desk: Desk, jobs: NotedJobs) -> None:
    ledger = Ledger()
    grant_id = await live_grant(desk, ledger)
    assert grant_id in ledger.held
    assert grant_id in {held.grant_id for held in await held_by(desk, "tom.reyes")}
    with pytest.raises(NotYours):
        await give_back(desk, grant_id=grant_id, by="sana.malik")
    await give_back(desk, grant_id=grant_id, by="tom.reyes")
    assert len(jobs.named(JobName.REVOKE)) == 1
    await provisioning.revoke(desk, ledger, grant_id=grant_id)
    assert ledger.held == set()
    assert grant_id not in {held.grant_id for held in await held_by(desk, "tom.reyes")}
    with pytest.raises(AlreadyDecided):
        await give_back(desk, grant_id=grant_id, by="tom.reyes")


async def test_a_grant_expires_when_its_time_is_up_and_not_before(
    desk: Desk, clock: StandingClock, jobs: NotedJobs
) -> None:
    ledger = Ledger()
    grant_id = await live_grant(desk, ledger)
    await timers.expire(desk, grant_id=grant_id)
    assert not jobs.named(JobName.REVOKE)
    clock.advance(timedelta(days=12))
    await timers.remind(desk, grant_id=grant_id)
    await timers.remind(desk, grant_id=grant_id)
    reminders = [job for job in jobs.named(JobName.ANNOUNCE) if "grant_ends_soon" in job.payload["event"]]
    assert len(reminders) == 1
    clock.advance(timedelta(days=2))
    await timers.expire(desk, grant_id=grant_id)
    await timers.expire(desk, grant_id=grant_id)
    await provisioning.revoke(desk, ledger, grant_id=grant_id)
    (picture,) = await requests_of(desk, "tom.reyes")
    grant = picture.items[0].grant
    assert grant is not None
    assert (grant.status, grant.end_reason) == (GrantStatus.ENDED, EndReason.EXPIRED)


async def test_an_end_that_a_queue_brings_a_moment_early_is_not_lost(
    desk: Desk, clock: StandingClock, jobs: NotedJobs
) -> None:
    """A queue counts in milliseconds; nothing would come back for this grant but the half-hourly rounds."""
    ledger = Ledger()
    grant_id = await live_grant(desk, ledger)
    clock.advance(timedelta(days=14) - timedelta(seconds=2))
    await timers.expire(desk, grant_id=grant_id)
    assert not jobs.named(JobName.REVOKE)
    clock.advance(timedelta(seconds=1.6))
    await timers.expire(desk, grant_id=grant_id)
    assert len(jobs.named(JobName.REVOKE)) == 1


async def test_a_system_that_is_down_is_tried_again_and_shows_its_trouble(desk: Desk) -> None:
    ledger = Ledger()
    ledger.failure = ConnectorFailed("Warehouse does not answer; it is tried again.", retryable=True)
    request_id = await ask(desk, DASHBOARDS)
    item = await only_item(desk, request_id)
    assert item.grant is not None
    for _ in range(2):
        with pytest.raises(TryAgain, match="does not answer"):
            await provisioning.provision(desk, ledger, grant_id=item.grant.id)
    trouble = (await only_item(desk, request_id)).grant
    assert trouble is not None
    assert "does not answer" in trouble.trouble
    ledger.failure = None
    await provisioning.provision(desk, ledger, grant_id=item.grant.id)
    healed = (await only_item(desk, request_id)).grant
    assert healed is not None
    assert (healed.status, healed.trouble) == (GrantStatus.LIVE, "")


async def test_a_system_that_refuses_fails_the_grant_and_a_refused_removal_becomes_a_task(desk: Desk) -> None:
    ledger = Ledger()
    grant_id = await live_grant(desk, ledger)
    await give_back(desk, grant_id=grant_id, by="tom.reyes")
    ledger.failure = ConnectorFailed("Warehouse refused the token.", retryable=False)
    await provisioning.revoke(desk, ledger, grant_id=grant_id)
    owner = desk.company.places[DASHBOARDS].owner
    (task,) = await tasks_of(desk, owner)
    assert "refused the token" in task.note
    await finish_task(desk, task_id=task.id, by=owner)
    (picture,) = await requests_of(desk, "tom.reyes")
    grant = picture.items[0].grant
    assert grant is not None
    assert grant.status is GrantStatus.ENDED


async def test_a_manual_task_is_done_by_its_assignee_and_starts_the_clock(desk: Desk) -> None:
    request_id = await ask(desk, LAB_BADGE, person="max.vogel")
    item = await only_item(desk, request_id)
    await approve(desk, item_id=item.id, by="wade.frost")
    item = await only_item(desk, request_id)
    assert item.grant is not None
    ledger = Ledger()
    ledger.task = desk.company.places[LAB_BADGE].owner
    await provisioning.provision(desk, ledger, grant_id=item.grant.id)
    await provisioning.provision(desk, ledger, grant_id=item.grant.id)
    (task,) = await tasks_of(desk, ledger.task)
    with pytest.raises(NotYours):
        await finish_task(desk, task_id=task.id, by="sana.malik")
    await finish_task(desk, task_id=task.id, by=ledger.task)
    item = await only_item(desk, request_id)
    assert item.grant is not None
    assert item.grant.status is GrantStatus.LIVE
    with pytest.raises(AlreadyDecided):
        await finish_task(desk, task_id=task.id, by=ledger.task)


async def test_a_task_that_cannot_be_done_fails_the_grant_with_the_reason(desk: Desk) -> None:
    request_id = await ask(desk, LAB_BADGE, person="max.vogel")
    item = await only_item(desk, request_id)
    await approve(desk, item_id=item.id, by="wade.frost")
    item = await only_item(desk, request_id)
    assert item.grant is not None
    ledger = Ledger()
    ledger.task = desk.company.places[LAB_BADGE].owner
    await provisioning.provision(desk, ledger, grant_id=item.grant.id)
    (task,) = await tasks_of(desk, ledger.task)
    await give_up_task(desk, task_id=task.id, by=ledger.task, reason="the printer is broken")
    item = await only_item(desk, request_id)
    assert item.grant is not None
    assert item.grant.status is GrantStatus.FAILED
    assert "the printer is broken" in item.grant.trouble
    assert item.tasks[0].status is TaskStatus.CANNOT


async def test_policy_is_asked_once_more_before_provisioning(desk: Desk, clock: StandingClock) -> None:
    """Approved for somebody who has left by the time the system is told: nothing is granted."""
    request_id = await ask(desk, person="kim.sato")
    item = await only_item(desk, request_id)
    await approve(desk, item_id=item.id, by="lena.osei")
    for stage in (await only_item(desk, request_id)).stages:
        if stage.vote is None:
            await approve(desk, item_id=item.id, by=stage.waiting_for[0])
    item = await only_item(desk, request_id)
    assert item.grant is not None
    clock.advance(timedelta(days=90))
    ledger = Ledger()
    await provisioning.provision(desk, ledger, grant_id=item.grant.id)
    assert ledger.held == set()
    after = await only_item(desk, request_id)
    assert after.status is ItemStatus.REFUSED
    assert after.grant is None
    assert SALES in after.entitlement
