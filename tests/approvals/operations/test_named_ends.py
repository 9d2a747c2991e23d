"""An end that was named is an end: approved late, set up late, changed or extended, nothing outlives it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlmodel import col, select

from approvals.desk import Desk
from approvals.ends import END_PASSED
from approvals.errors import AlreadyDecided, AlreadyHeld, BadInput, NotAllowed, TargetChanged
from approvals.jobs import named_ends, provisioning
from approvals.jobs.port import JobName
from approvals.lessening import Less
from approvals.log.verify import verify
from approvals.model import EndReason, GrantStatus, ItemStatus, Wish
from approvals.operations.approve import approve
from approvals.operations.approve_changed import approve_changed
from approvals.operations.deny import deny
from approvals.operations.extend import extend
from approvals.operations.finish_task import finish_task
from approvals.pictures import ItemPicture
from approvals.queries.assess import assess
from approvals.store.tables import LogRow
from catalog.connectors.port import ConnectorFailed
from catalog.ends import end_of_day
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, LAB_BADGE, SALES
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.approvals.systems import Ledger

pytestmark = pytest.mark.database
DAY = timedelta(days=1)
_keys = count()


def days_on(desk: Desk, days: int) -> datetime:
    """The end of the day so many days from today."""
    today = desk.now().astimezone(desk.company.zone).date()
    return end_of_day(today + days * DAY, desk.company.zone)


async def named(desk: Desk, days: int = 4, entitlement: str = SALES) -> tuple[str, datetime]:
    """A request until a day that was named, as the reading would have it: with the days it comes to."""
    until = days_on(desk, days)
    return await ask(desk, entitlement, duration=(days + 1) * DAY, until=until), until


async def set_up(desk: Desk, request: str, ledger: Ledger | None = None) -> ItemPicture:
    """What becomes of it when the job that sets it up has run."""
    grant = (await only_item(desk, request)).grant
    assert grant is not None
    await provisioning.provision(desk, ledger or Ledger(), grant_id=grant.id)
    return await only_item(desk, request)


async def logged(desk: Desk, kind: str) -> list[str]:
    async with desk.store.reading() as session:
        rows = await session.exec(select(LogRow.data).where(LogRow.kind == kind).order_by(col(LogRow.seq)))
        return list(rows.all())


@pytest.mark.parametrize("waited", [timedelta(), 2 * DAY, timedelta(days=4, hours=6)])
async def test_approved_when_it_may_be_it_ends_when_it_was_said(
    desk: Desk, clock: StandingClock, waited: timedelta
) -> None:
    request, until = await named(desk)
    clock.advance(waited)
    await approve(desk, item_id=(await only_item(desk, request)).id, by="lena.osei")
    grant = (await set_up(desk, request)).grant
    assert grant is not None
    assert (grant.status, grant.expires_at) == (GrantStatus.LIVE, until)


async def test_a_length_without_an_end_counts_from_when_it_is_live(desk: Desk, clock: StandingClock) -> None:
    request = await ask(desk, duration=5 * DAY)
    clock.advance(3 * DAY)
    await approve(desk, item_id=(await only_item(desk, request)).id, by="lena.osei")
    grant = (await set_up(desk, request)).grant
    assert grant is not None
    assert grant.expires_at == clock.now() + 5 * DAY


async def test_a_ceiling_ends_it_before_the_named_end_and_never_after(
    desk: Desk, clock: StandingClock
) -> None:
    until = days_on(desk, 200)
    request = await ask(desk, duration=201 * DAY, until=until)
    item = await only_item(desk, request)
    assert item.duration is not None
    assert item.duration < 200 * DAY
    await approve(desk, item_id=item.id, by="lena.osei")
    grant = (await set_up(desk, request)).grant
    assert grant is not None
    assert grant.expires_at == clock.now() + item.duration


async def test_nobody_can_approve_what_is_over(desk: Desk, clock: StandingClock) -> None:
    request, until = await named(desk)
    clock.at = until
    item = await only_item(desk, request)
    with pytest.raises(TargetChanged, match="which is over, so nothing was granted"):
        await approve(desk, item_id=item.id, by="lena.osei")
    after = await only_item(desk, request)
    assert (after.status, after.grant) == (ItemStatus.LAPSED, None)
    assert [one.policy for one in after.reasons] == [END_PASSED]
    (entry,) = await logged(desk, "item.lapsed")
    assert until.isoformat() in entry
    with pytest.raises(AlreadyDecided, match="the time it was asked for is over"):
        await deny(desk, item_id=item.id, by="lena.osei", reason="too late")
    assert (await verify(desk.store)).whole


async def test_what_waits_lapses_at_its_end_by_itself(
    desk: Desk, clock: StandingClock, jobs: NotedJobs
) -> None:
    request, until = await named(desk)
    (job,) = jobs.named(JobName.LAPSE)
    assert job.due == until
    item_id = (await only_item(desk, request)).id
    await named_ends.lapse(desk, item_id=item_id)
    assert (await only_item(desk, request)).status is ItemStatus.PENDING, "not before its time"
    clock.at = until
    await named_ends.lapse(desk, item_id=item_id)
    await named_ends.lapse(desk, item_id=item_id)
    assert (await only_item(desk, request)).status is ItemStatus.LAPSED
    assert len(await logged(desk, "item.lapsed")) == 1


async def test_access_that_is_live_is_not_touched_by_that(desk: Desk, clock: StandingClock) -> None:
    request, until = await named(desk)
    await approve(desk, item_id=(await only_item(desk, request)).id, by="lena.osei")
    item = await set_up(desk, request)
    clock.at = until
    await named_ends.lapse(desk, item_id=item.id)
    after = await only_item(desk, request)
    assert after.status is ItemStatus.APPROVED
    assert after.grant is not None
    assert after.grant.status is GrantStatus.LIVE, "its own timer ends it"


async def test_approved_in_time_and_set_up_too_late_nothing_is_set_up(
    desk: Desk, clock: StandingClock
) -> None:
    request, until = await named(desk)
    await approve(desk, item_id=(await only_item(desk, request)).id, by="lena.osei")
    clock.at = until + timedelta(minutes=1)
    ledger = Ledger()
    after = await set_up(desk, request, ledger)
    assert (after.status, after.grant, ledger.orders) == (ItemStatus.LAPSED, None, [])


async def test_a_system_that_takes_too_long_over_it_has_to_undo_it(desk: Desk, clock: StandingClock) -> None:
    request, until = await named(desk)
    await approve(desk, item_id=(await only_item(desk, request)).id, by="lena.osei")

    class Slow(Ledger):
        async def provision(self, order):  # type: ignore[no-untyped-def]
            clock.at = until
            return await super().provision(order)

    ledger = Slow()
    after = await set_up(desk, request, ledger)
    assert after.status is ItemStatus.LAPSED
    assert after.grant is not None
    assert (after.grant.status, after.grant.end_reason) == (GrantStatus.REVOKING, EndReason.STOPPED)
    await provisioning.revoke(desk, ledger, grant_id=after.grant.id)
    assert ledger.held == set()
    assert len(await logged(desk, "item.lapsed")) == 1


async def test_tries_go_on_to_the_end_and_no_further(desk: Desk, clock: StandingClock) -> None:
    request, until = await named(desk)
    await approve(desk, item_id=(await only_item(desk, request)).id, by="lena.osei")
    ledger = Ledger()
    ledger.failure = ConnectorFailed("It is away.", retryable=True)
    with pytest.raises(Exception, match="It is away"):
        await set_up(desk, request, ledger)
    clock.at, ledger.failure = until, None
    after = await set_up(desk, request, ledger)
    assert after.status is ItemStatus.LAPSED
    assert after.grant is not None
    assert after.grant.status is GrantStatus.REVOKING, "the first try may have worked"
    assert "which is over" in after.grant.trouble


async def test_work_by_hand_that_is_done_too_late_is_undone(
    desk: Desk, clock: StandingClock, jobs: NotedJobs
) -> None:
    request, until = await named(desk, entitlement=LAB_BADGE)
    item = await only_item(desk, request)
    if item.status is ItemStatus.PENDING:
        await approve(desk, item_id=item.id, by="lena.osei")
    ledger = Ledger()
    ledger.task = "omar.diaz"
    item = await set_up(desk, request, ledger)
    (task,) = item.tasks
    clock.at = until
    with pytest.raises(
        NotAllowed, match=r"which is over, so nothing was granted\. What was set up has to be undone"
    ):
        await finish_task(desk, task_id=task.id, by="omar.diaz")
    after = await only_item(desk, request)
    assert after.status is ItemStatus.LAPSED
    assert after.grant is not None
    assert after.grant.status is GrantStatus.REVOKING


async def test_a_task_nobody_does_is_dropped_at_the_end(desk: Desk, clock: StandingClock) -> None:
    request, until = await named(desk, entitlement=LAB_BADGE)
    item = await only_item(desk, request)
    if item.status is ItemStatus.PENDING:
        await approve(desk, item_id=item.id, by="lena.osei")
    ledger = Ledger()
    ledger.task = "omar.diaz"
    item = await set_up(desk, request, ledger)
    clock.at = until
    await named_ends.lapse(desk, item_id=item.id)
    after = await only_item(desk, request)
    assert after.status is ItemStatus.LAPSED
    assert [task.status for task in after.tasks] == ["dropped"]


async def test_an_approver_makes_it_shorter_and_the_end_stays_an_end(
    desk: Desk, clock: StandingClock
) -> None:
    request, until = await named(desk)
    clock.advance(3 * DAY)
    item = await only_item(desk, request)
    with pytest.raises(NotAllowed, match="only make it shorter"):
        await approve_changed(
            desk, item_id=item.id, by="lena.osei", less=Less(duration=3 * DAY), why="shorter"
        )
    await approve_changed(desk, item_id=item.id, by="lena.osei", less=Less(duration=DAY), why="shorter")
    clock.at = until - timedelta(hours=2)
    grant = (await set_up(desk, request)).grant
    assert grant is not None
    assert grant.expires_at == until


async def test_made_narrower_it_still_ends_when_it_was_said(desk: Desk) -> None:
    request, until = await named(desk)
    item = await only_item(desk, request)
    less = Less(scope={"quarter": "Q3"})
    await approve_changed(
        desk, item_id=item.id, by="lena.osei", less=less, why="that is what the deck is about"
    )
    after = await set_up(desk, request)
    assert after.duration == 5 * DAY, "what is left until the end is no length of its own"
    assert after.grant is not None
    assert after.grant.expires_at == until


async def test_an_extension_until_a_day_ends_with_that_day(desk: Desk, clock: StandingClock) -> None:
    request, until = await named(desk)
    await approve(desk, item_id=(await only_item(desk, request)).id, by="lena.osei")
    grant = (await set_up(desk, request)).grant
    assert grant is not None
    later = until + 7 * DAY
    with pytest.raises(AlreadyHeld, match="until then anyway"):
        await extend(
            desk, grant_id=grant.id, by="tom.reyes", duration=DAY, until=until, reason="a deck", key="k0"
        )
    more = await extend(
        desk, grant_id=grant.id, by="tom.reyes", duration=7 * DAY, until=later, reason="a deck", key="k1"
    )
    clock.advance(2 * DAY)
    await approve(desk, item_id=(await only_item(desk, more)).id, by="lena.osei")
    extended = (await only_item(desk, request)).grant
    assert extended is not None
    assert extended.expires_at == later


async def test_an_extension_decided_after_the_old_end_is_no_longer_either(
    desk: Desk, clock: StandingClock
) -> None:
    request, until = await named(desk)
    await approve(desk, item_id=(await only_item(desk, request)).id, by="lena.osei")
    item = await set_up(desk, request)
    assert item.grant is not None
    later = until + 7 * DAY
    more = await extend(
        desk, grant_id=item.grant.id, by="tom.reyes", duration=7 * DAY, until=later, reason="a deck", key="k1"
    )
    ledger = Ledger()
    clock.at = until + 3 * DAY
    from approvals.jobs import timers

    await timers.expire(desk, grant_id=item.grant.id)
    await provisioning.revoke(desk, ledger, grant_id=item.grant.id)
    await approve(desk, item_id=(await only_item(desk, more)).id, by="lena.osei")
    grant = (await set_up(desk, more, ledger)).grant
    assert grant is not None
    assert grant.expires_at == later


async def test_nothing_is_asked_for_until_a_time_that_is_over(desk: Desk, clock: StandingClock) -> None:
    until = days_on(desk, -1)
    with pytest.raises(BadInput, match="is over; say until when you need it"):
        await ask(desk, until=until)
    (one,) = await assess(
        desk,
        requester="tom.reyes",
        beneficiary="tom.reyes",
        wishes=[Wish(entitlement=SALES, scope={"region": "EMEA"})],
        duration=5 * DAY,
        until=until,
    )
    assert one.over


async def test_the_shorter_it_is_by_now_the_lower_is_what_policy_is_asked_about(
    desk: Desk, clock: StandingClock
) -> None:
    """The length in the question is what is left, in whole minutes, and never what was left when it was asked."""
    request, until = await named(desk, 30)
    clock.at = until - timedelta(hours=5, seconds=30)
    await approve(desk, item_id=(await only_item(desk, request)).id, by="lena.osei")
    (entry,) = await logged(desk, "item.approved")
    assert '"duration":"PT5H1M"' in entry.replace(" ", "")


async def test_it_needs_no_length_beside_it(desk: Desk) -> None:
    until = days_on(desk, 4)
    request = await ask(desk, DASHBOARDS, duration=None, until=until)
    grant = (await set_up(desk, request)).grant
    assert grant is not None
    assert grant.expires_at == until
