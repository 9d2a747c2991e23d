"""Extending access on rows: decided again by policy, never two grants, and timers that follow the new end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from sqlmodel import col, select

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, AlreadyHeld, BadInput, NotAllowed, NotFound, NotYours
from approvals.jobs import timers
from approvals.jobs.port import JobName
from approvals.jobs.reviewing import begin
from approvals.lessening import Less
from approvals.log.verify import verify
from approvals.model import EndReason, GrantStatus, ItemStatus
from approvals.operations.appeal import appeal
from approvals.operations.approve import approve
from approvals.operations.approve_changed import approve_changed
from approvals.operations.deny import deny
from approvals.operations.ending import begin_ending
from approvals.operations.extend import extend
from approvals.operations.going_live import go_away, go_live
from approvals.operations.rule_on_appeal import rule_on_appeal
from approvals.pictures import ItemPicture
from approvals.queries.grants import grant_picture
from approvals.store.tables import GrantRow
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, LAB_BADGE, SALES, small_company, small_people
from tests.approvals.conftest import NotedJobs, StandingClock

pytestmark = pytest.mark.database
_keys = count()
DAY = timedelta(days=1)


async def live(
    desk: Desk, entitlement: str = SALES, *, days: int | None = 14, person: str = "tom.reyes"
) -> str:
    """A grant that is live now."""
    request = await ask(desk, entitlement, duration=days and timedelta(days=days), person=person)
    item = await only_item(desk, request)
    if item.status is ItemStatus.PENDING:
        await approve(desk, item_id=item.id, by="lena.osei")
    grant = (await only_item(desk, request)).grant
    assert grant is not None
    async with desk.store.transaction() as tx:
        go_live(tx, desk, *await tx.lock_grant(grant.id), actor="usher")
    return grant.id


async def longer(
    desk: Desk, grant: str, *, days: float = 14, by: str = "tom.reyes", reason: str = "the board meets later"
) -> ItemPicture:
    key = f"extend-{next(_keys)}"
    request = await extend(desk, grant_id=grant, by=by, duration=timedelta(days=days), reason=reason, key=key)
    assert (
        await extend(desk, grant_id=grant, by=by, duration=timedelta(days=days), reason=reason, key=key)
        == request
    )
    return await only_item(desk, request)


async def item_now(desk: Desk, item: ItemPicture) -> ItemPicture:
    from approvals.queries.requests import request_of_item

    (found,) = (await request_of_item(desk, item.id)).items
    return found


async def grants(desk: Desk) -> list[GrantRow]:
    async with desk.store.reading() as session:
        return list((await session.exec(select(GrantRow).order_by(col(GrantRow.created_at)))).all())


async def test_what_nobody_has_to_approve_is_longer_at_once(
    desk: Desk, clock: StandingClock, jobs: NotedJobs
) -> None:
    grant = await live(desk, DASHBOARDS)
    clock.advance(12 * DAY)
    await timers.remind(desk, grant_id=grant, ends=(await grants(desk))[0].expires_at.isoformat())  # type: ignore[union-attr]
    item = await longer(desk, grant)
    assert item.status is ItemStatus.APPROVED
    assert item.grant is None
    now = await grant_picture(desk, grant)
    start = clock.at - 12 * DAY
    assert now.expires_at == start + 28 * DAY
    assert item.extension is not None
    assert (item.extension.before, item.extension.after) == (start + 14 * DAY, start + 28 * DAY)
    # the old end passes without anything ending; reminder and end come for the new one
    clock.at = start + 14 * DAY
    await timers.expire(desk, grant_id=grant)
    assert (await grant_picture(desk, grant)).status is GrantStatus.LIVE
    assert {job.due for job in jobs.named(JobName.EXPIRE)} == {start + 14 * DAY, start + 28 * DAY}
    assert (await grants(desk))[0].reminded_at is None
    clock.at = start + 28 * DAY
    await timers.expire(desk, grant_id=grant)
    assert (await grant_picture(desk, grant)).status is GrantStatus.REVOKING
    assert len(await grants(desk)) == 1
    assert (await verify(desk.store)).whole


async def test_a_reminder_of_the_old_end_is_not_sent(desk: Desk, clock: StandingClock) -> None:
    grant = await live(desk, DASHBOARDS)
    ends = (await grant_picture(desk, grant)).expires_at
    await longer(desk, grant)
    clock.advance(12 * DAY)
    assert ends is not None
    await timers.remind(desk, grant_id=grant, ends=ends.isoformat())
    assert (await grants(desk))[0].reminded_at is None


async def test_people_decide_again_and_a_no_leaves_the_old_end(desk: Desk, clock: StandingClock) -> None:
    grant = await live(desk)
    ends = (await grant_picture(desk, grant)).expires_at
    clock.advance(10 * DAY)
    item = await longer(desk, grant)
    assert item.status is ItemStatus.PENDING
    with pytest.raises(AlreadyHeld, match="asked for already"):
        await longer(desk, grant)
    await deny(desk, item_id=item.id, by="lena.osei", reason="two weeks were enough")
    assert (await grant_picture(desk, grant)).expires_at == ends
    # once more, with another length, and less than that is given
    item = await longer(desk, grant, days=20)
    with pytest.raises(NotAllowed, match="only be made shorter"):
        await approve_changed(
            desk, item_id=item.id, by="lena.osei", less=Less(scope={"quarter": "Q3"}), why="only that"
        )
    await approve_changed(desk, item_id=item.id, by="lena.osei", less=Less(duration=5 * DAY), why="enough")
    assert (await grant_picture(desk, grant)).expires_at == ends + 5 * DAY  # type: ignore[operator]


async def test_a_ceiling_counts_from_today(desk: Desk, clock: StandingClock) -> None:
    grant = await live(desk, days=90)  # as long as the catalog allows
    with pytest.raises(NotAllowed, match="nearer to its end"):
        await longer(desk, grant)
    clock.advance(30 * DAY)
    item = await longer(desk, grant, days=60)
    assert item.duration == 30 * DAY
    await approve(desk, item_id=item.id, by="lena.osei")
    assert (await grant_picture(desk, grant)).expires_at == clock.at + 90 * DAY


async def ended(desk: Desk, grant: str, *, removed: bool = True) -> None:
    async with desk.store.transaction() as tx:
        request, item, row = await tx.lock_grant(grant)
        begin_ending(tx, request, item, row, reason=EndReason.EXPIRED, actor="usher")
        if removed:
            go_away(tx, request, item, row, actor="usher")


async def test_what_ended_before_it_was_decided_becomes_a_request_like_any_other(
    desk: Desk, clock: StandingClock
) -> None:
    grant = await live(desk)
    clock.advance(13 * DAY)
    item = await longer(desk, grant)
    clock.advance(2 * DAY)
    await ended(desk, grant, removed=False)
    with pytest.raises(NotAllowed, match="being removed"):
        await approve(desk, item_id=item.id, by="lena.osei")
    assert len(await grants(desk)) == 1
    async with desk.store.transaction() as tx:
        go_away(tx, *await tx.lock_grant(grant), actor="usher")
    waiting = await item_now(desk, item)
    assert waiting.extension is not None
    assert not waiting.extension.live
    await approve(desk, item_id=item.id, by="lena.osei")
    old, new = await grants(desk)
    assert (old.status, new.status) == (GrantStatus.ENDED, GrantStatus.PROVISIONING)
    assert (new.item_id, new.duration) == (item.id, 14 * DAY)


async def test_what_has_ended_is_asked_for_anew_at_once(desk: Desk, clock: StandingClock) -> None:
    grant = await live(desk, DASHBOARDS)
    clock.advance(14 * DAY)
    await ended(desk, grant, removed=False)
    with pytest.raises(NotAllowed, match="being removed"):
        await longer(desk, grant)
    async with desk.store.transaction() as tx:
        go_away(tx, *await tx.lock_grant(grant), actor="usher")
    item = await longer(desk, grant)
    assert item.extension is None
    assert item.grant is not None


async def test_a_denied_extension_can_be_appealed(desk: Desk) -> None:
    grant = await live(desk)
    ends = (await grant_picture(desk, grant)).expires_at
    item = await longer(desk, grant)
    await deny(desk, item_id=item.id, by="lena.osei", reason="enough")
    made = await appeal(desk, item_id=item.id, by="tom.reyes", reasons="the board meets later")
    await rule_on_appeal(desk, appeal_id=made, by="omar.diaz", overturn=True, note="it does")
    assert (await grant_picture(desk, grant)).expires_at == ends + 14 * DAY  # type: ignore[operator]
    assert len(await grants(desk)) == 1


async def test_an_overturned_extension_of_what_has_ended_since_is_a_grant_of_its_own(
    desk: Desk, clock: StandingClock
) -> None:
    grant = await live(desk)
    clock.advance(13 * DAY)
    item = await longer(desk, grant)
    await deny(desk, item_id=item.id, by="lena.osei", reason="enough")
    made = await appeal(desk, item_id=item.id, by="tom.reyes", reasons="the board meets later")
    clock.advance(2 * DAY)
    await ended(desk, grant, removed=False)
    with pytest.raises((NotAllowed, AlreadyHeld)):  # the system has it still, and it is being removed
        await rule_on_appeal(desk, appeal_id=made, by="omar.diaz", overturn=True, note="it does")
    assert (await item_now(desk, item)).status is ItemStatus.DENIED
    async with desk.store.transaction() as tx:
        go_away(tx, *await tx.lock_grant(grant), actor="usher")
    await rule_on_appeal(desk, appeal_id=made, by="omar.diaz", overturn=True, note="it does")
    old, new = await grants(desk)
    assert (old.status, new.status) == (GrantStatus.ENDED, GrantStatus.PROVISIONING)
    assert (new.item_id, new.duration) == (item.id, 14 * DAY)


async def test_an_appeal_of_an_extension_does_not_add_to_one_that_was_granted_since(desk: Desk) -> None:
    """What was appealed is asked for again meanwhile, and granted; overturning the old no counts from today as well."""
    grant = await live(desk)
    item = await longer(desk, grant)
    await deny(desk, item_id=item.id, by="lena.osei", reason="enough")
    made = await appeal(desk, item_id=item.id, by="tom.reyes", reasons="the board meets later")
    second = await longer(desk, grant)
    with pytest.raises(AlreadyHeld):
        await rule_on_appeal(desk, appeal_id=made, by="omar.diaz", overturn=True, note="it does")
    await approve(desk, item_id=second.id, by="lena.osei")
    ends = (await grant_picture(desk, grant)).expires_at
    await rule_on_appeal(desk, appeal_id=made, by="omar.diaz", overturn=False, note="it is longer already")
    assert (await grant_picture(desk, grant)).expires_at == ends
    assert len(await grants(desk)) == 1


async def test_what_is_refused(desk: Desk) -> None:
    grant = await live(desk)
    for reason in ("", "  \n"):
        with pytest.raises(BadInput):
            await longer(desk, grant, reason=reason)
    for days in (0, -1, 400_000):
        with pytest.raises(BadInput):
            await longer(desk, grant, days=days)
    with pytest.raises(NotYours):
        await longer(desk, grant, by="max.vogel")
    with pytest.raises(NotFound):
        await longer(desk, "gr_none")
    endless = await live(desk, LAB_BADGE, days=None)
    with pytest.raises(AlreadyHeld, match="no end date"):
        await longer(desk, endless)
    request = await ask(desk, DASHBOARDS)
    setting_up = (await only_item(desk, request)).grant
    assert setting_up is not None
    with pytest.raises(AlreadyDecided, match="still being set up"):
        await longer(desk, setting_up.id)
    people = small_people()
    people["tom.reyes"] = people["tom.reyes"].model_copy(update={"ends": desk.now().date() - DAY})
    with pytest.raises(NotAllowed):
        await longer(replace(desk, company=small_company(people=people)), grant)


async def test_a_note_to_review_an_extension_reviews_the_access_it_prolongs(
    desk: Desk, clock: StandingClock, jobs: NotedJobs
) -> None:
    grant = await live(desk)
    assert jobs.named(JobName.REVIEW) == []
    item = await longer(desk, grant)
    await approve_changed(desk, item_id=item.id, by="lena.osei", less=Less(review=True), why="look again")
    (timer,) = jobs.named(JobName.REVIEW)
    assert timer.payload == {"grant": grant}
    clock.at = timer.due or clock.at
    async with desk.store.transaction() as tx:
        row = await tx.session.get_one(GrantRow, grant)
        row.expires_at = clock.at + DAY  # it was prolonged beyond the month meanwhile
        tx.session.add(row)
    await begin(desk, grant_id=grant)
    held = await grant_picture(desk, grant)
    reviews = (await only_item(desk, held.request_id)).reviews
    assert [one.waiting_for for one in reviews] == [("lena.osei",)]
