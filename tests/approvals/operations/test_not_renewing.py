"""Don't renew, on rows: the holder's own choice yields to an extension, what a review decided does not."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from approvals.desk import Desk
from approvals.errors import (
    AlreadyDecided,
    AlreadyHeld,
    NotAllowed,
    NotFound,
    NotYours,
    OwnRequest,
    TargetChanged,
)
from approvals.jobs import timers
from approvals.jobs.lost import awaited
from approvals.jobs.port import JobName
from approvals.jobs.reviewing import begin
from approvals.lessening import Less
from approvals.log.verify import verify
from approvals.model import EndReason, GrantStatus, ItemStatus, ReviewOutcome, Wish
from approvals.operations.answer_review import answer_review
from approvals.operations.appeal import appeal
from approvals.operations.approve import approve
from approvals.operations.approve_changed import approve_changed
from approvals.operations.deny import deny
from approvals.operations.do_not_renew import do_not_renew
from approvals.operations.ending import begin_ending
from approvals.operations.extend import extend
from approvals.operations.going_live import go_away, go_live
from approvals.operations.rule_on_appeal import rule_on_appeal
from approvals.pictures import GrantPicture
from approvals.queries.assess import assess
from approvals.queries.grants import grant_picture, held_by
from approvals.store.review_tables import ReviewRow
from approvals.store.tables import GrantRow, LogRow
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, LAB_BADGE, SALES
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.approvals.operations.test_extending import DAY, item_now, live, longer

pytestmark = pytest.mark.database


async def logged(desk: Desk, kind: str) -> list[LogRow]:
    async with desk.store.reading() as session:
        return list((await session.exec(select(LogRow).where(LogRow.kind == kind))).all())


async def ended(desk: Desk, grant: str) -> None:
    async with desk.store.transaction() as tx:
        request, item, row = await tx.lock_grant(grant)
        begin_ending(tx, request, item, row, reason=EndReason.EXPIRED, actor="usher")
        go_away(tx, request, item, row, actor="usher")


async def under_review(desk: Desk, clock: StandingClock, *, days: int = 60) -> tuple[str, str]:
    """Tom holds the sales reports, and a month is over: the grant and its review."""
    request = await ask(desk, SALES, duration=timedelta(days=days))
    item = await only_item(desk, request)
    await approve_changed(desk, item_id=item.id, by="lena.osei", less=Less(review=True), why="for a while")
    granted = (await only_item(desk, request)).grant
    assert granted is not None
    return granted.id, await next_review(desk, clock, granted.id)


async def next_review(desk: Desk, clock: StandingClock, grant: str) -> str:
    if (await grant_picture(desk, grant)).status is GrantStatus.PROVISIONING:
        async with desk.store.transaction() as tx:
            go_live(tx, desk, *await tx.lock_grant(grant), actor="usher")
    clock.advance(30 * DAY)
    await begin(desk, grant_id=grant)
    async with desk.store.reading() as session:
        rows = await session.exec(select(ReviewRow).where(ReviewRow.outcome == ReviewOutcome.OPEN))
        return rows.one().id


async def not_renewed(desk: Desk, review: str, by: str = "lena.osei") -> None:
    await answer_review(desk, review_id=review, by=by, keep=True, renew=False)


async def test_it_runs_to_its_end_and_an_extension_takes_that_back(desk: Desk, clock: StandingClock) -> None:
    grant = await live(desk, DASHBOARDS)
    for _ in range(2):
        await do_not_renew(desk, grant_id=grant, by="tom.reyes")
    now = await grant_picture(desk, grant)
    assert now.not_renewed is not None
    assert (now.not_renewed.by, now.not_renewed.at, now.not_renewed.final) == (
        "tom.reyes",
        clock.now(),
        False,
    )
    assert (await held_by(desk, "tom.reyes"))[0].not_renewed == now.not_renewed
    (entry,) = await logged(desk, "grant.not_renewed")
    assert (entry.actor, entry.person, entry.grant_id) == ("tom.reyes", "tom.reyes", grant)

    clock.advance(12 * DAY)
    await longer(desk, grant)  # they have changed their mind, and policy has nothing against it
    assert (await grant_picture(desk, grant)).not_renewed is None
    await do_not_renew(desk, grant_id=grant, by="tom.reyes")
    assert len(await logged(desk, "grant.not_renewed")) == 2
    assert (await verify(desk.store)).whole


async def test_while_an_extension_waits_or_after_a_no_the_choice_stands(desk: Desk) -> None:
    grant = await live(desk)
    await do_not_renew(desk, grant_id=grant, by="tom.reyes")
    item = await longer(desk, grant)
    assert item.status is ItemStatus.PENDING
    await deny(desk, item_id=item.id, by="lena.osei", reason="two weeks were enough")
    assert (await grant_picture(desk, grant)).not_renewed is not None
    item = await longer(desk, grant)
    await approve(desk, item_id=item.id, by="lena.osei")
    assert (await grant_picture(desk, grant)).not_renewed is None


async def test_who_asked_for_longer_withdraws_that_first(desk: Desk) -> None:
    grant = await live(desk)
    await longer(desk, grant)
    with pytest.raises(AlreadyHeld, match="withdraw that first"):
        await do_not_renew(desk, grant_id=grant, by="tom.reyes")


async def test_clicked_twice_in_the_same_moment_is_logged_once(desk: Desk) -> None:
    grant = await live(desk, DASHBOARDS)
    await asyncio.gather(*(do_not_renew(desk, grant_id=grant, by="tom.reyes") for _ in range(3)))
    assert len(await logged(desk, "grant.not_renewed")) == 1


async def test_reminder_and_end_come_all_the_same(desk: Desk, clock: StandingClock, jobs: NotedJobs) -> None:
    grant = await live(desk, DASHBOARDS)
    await do_not_renew(desk, grant_id=grant, by="tom.reyes")
    (reminder,) = jobs.named(JobName.REMIND)
    clock.at = reminder.due or clock.at
    await timers.remind(desk, grant_id=grant, ends=reminder.payload["ends"])
    clock.advance(timedelta(hours=1))
    async with desk.store.reading() as session:
        assert (await session.get_one(GrantRow, grant)).reminded_at is not None
        assert await awaited(session, now=clock.now()) == []
    clock.advance(3 * DAY)
    await timers.expire(desk, grant_id=grant)
    assert (await grant_picture(desk, grant)).status is GrantStatus.REVOKING


async def test_what_is_refused(desk: Desk, clock: StandingClock) -> None:
    grant = await live(desk, DASHBOARDS)
    with pytest.raises(NotYours):
        await do_not_renew(desk, grant_id=grant, by="max.vogel")
    with pytest.raises(NotFound):
        await do_not_renew(desk, grant_id="gr_none", by="tom.reyes")
    endless = await live(desk, LAB_BADGE, days=None)
    with pytest.raises(NotAllowed, match="no end date"):
        await do_not_renew(desk, grant_id=endless, by="tom.reyes")
    clock.advance(14 * DAY)
    with pytest.raises(AlreadyDecided, match="has ended already"):  # its time is up, and no job has come yet
        await do_not_renew(desk, grant_id=grant, by="tom.reyes")
    await ended(desk, grant)
    with pytest.raises(AlreadyDecided, match="has ended already"):
        await do_not_renew(desk, grant_id=grant, by="tom.reyes")
    assert await logged(desk, "grant.not_renewed") == []


async def test_what_is_being_set_up_is_not_live_yet(desk: Desk) -> None:
    grant = (await only_item(desk, await ask(desk, DASHBOARDS))).grant
    assert grant is not None
    with pytest.raises(AlreadyDecided, match="still being set up"):
        await do_not_renew(desk, grant_id=grant.id, by="tom.reyes")


async def test_what_a_review_has_ended_is_not_prolonged_either(desk: Desk, clock: StandingClock) -> None:
    grant, review = await under_review(desk, clock)
    denied = await longer(desk, grant)
    await deny(desk, item_id=denied.id, by="lena.osei", reason="not for so long")
    appealed = await appeal(desk, item_id=denied.id, by="tom.reyes", reasons="the board meets later")
    waiting = await longer(desk, grant)
    assert waiting.status is ItemStatus.PENDING
    await answer_review(desk, review_id=review, by="lena.osei", keep=False)
    refused = await item_now(desk, waiting)
    assert refused.status is ItemStatus.REFUSED
    assert [one.says for one in refused.reasons] == [
        "This access was revoked meanwhile, so it is not prolonged. Where it is still needed, ask for it anew, and "
        "everybody decides anew."
    ]
    with pytest.raises(AlreadyDecided):
        await approve(desk, item_id=waiting.id, by="lena.osei")
    async with desk.store.transaction() as tx:
        request, item, row = await tx.lock_grant(grant)
        go_away(tx, request, item, row, actor="usher")
    # Nor does a no that is overturned bring it back.
    with pytest.raises(TargetChanged, match="was revoked meanwhile"):
        await rule_on_appeal(desk, appeal_id=appealed, by="omar.diaz", overturn=True, note="it does")
    anew = await longer(desk, grant)
    assert (anew.status, anew.extension) == (ItemStatus.PENDING, None), "asked for like anything else"
    assert (await verify(desk.store)).whole


async def test_a_review_rules_out_that_it_is_extended(desk: Desk, clock: StandingClock) -> None:
    grant, review = await under_review(desk, clock)
    await not_renewed(desk, review)
    now: GrantPicture = await grant_picture(desk, grant)
    assert now.status is GrantStatus.LIVE
    assert now.not_renewed is not None
    assert (now.not_renewed.by, now.not_renewed.final) == ("lena.osei", True)
    item = await only_item(desk, now.request_id)
    assert item.reviews[-1].outcome is ReviewOutcome.NOT_RENEWED
    assert [len(await logged(desk, kind)) for kind in ("review.not_renewed", "grant.not_renewed")] == [1, 1]
    with pytest.raises(AlreadyDecided, match="is not renewed"):
        await not_renewed(desk, review)

    said = r"Lena Osei decided on \d+ \w+ \d{4} that this access is not renewed\. It runs until .* Ask for it anew"
    with pytest.raises(NotAllowed, match=said):
        await longer(desk, grant)
    await do_not_renew(desk, grant_id=grant, by="tom.reyes")  # it is so already
    assert len(await logged(desk, "grant.not_renewed")) == 1
    wish = Wish(entitlement=SALES, scope=item.scope)
    (offered,) = await assess(
        desk, requester="tom.reyes", beneficiary="tom.reyes", wishes=[wish], duration=None
    )
    assert (offered.already_held, offered.extendable) == (True, "")

    clock.at = now.expires_at or clock.at
    await ended(desk, grant)
    assert (await longer(desk, grant)).status is ItemStatus.PENDING, "asked for anew, everybody decides anew"
    assert (await verify(desk.store)).whole


async def test_it_is_reviewed_on_until_its_end(desk: Desk, clock: StandingClock) -> None:
    grant, review = await under_review(desk, clock, days=90)
    await not_renewed(desk, review)
    again = await next_review(desk, clock, grant)
    await answer_review(desk, review_id=again, by="lena.osei", keep=True)
    mark = (await grant_picture(desk, grant)).not_renewed
    assert mark is not None
    assert mark.final, "kept until its end, and no longer"


async def test_a_review_weighs_more_than_the_holders_own_choice(desk: Desk, clock: StandingClock) -> None:
    grant, review = await under_review(desk, clock)
    await do_not_renew(desk, grant_id=grant, by="tom.reyes")
    await not_renewed(desk, review)
    mark = (await grant_picture(desk, grant)).not_renewed
    assert mark is not None
    assert (mark.by, mark.final) == ("lena.osei", True)


async def test_an_extension_that_waits_is_refused_with_it(desk: Desk, clock: StandingClock) -> None:
    grant, review = await under_review(desk, clock, days=40)
    item = await longer(desk, grant)
    assert item.status is ItemStatus.PENDING
    await not_renewed(desk, review)
    refused = await item_now(desk, item)
    assert refused.status is ItemStatus.REFUSED
    assert "is not renewed" in refused.reasons[0].says
    assert not refused.appealable
    with pytest.raises(AlreadyDecided):
        await approve(desk, item_id=item.id, by="lena.osei")


async def test_nor_does_an_overturned_no_extend_it(desk: Desk, clock: StandingClock) -> None:
    grant, review = await under_review(desk, clock, days=40)
    ends = (await grant_picture(desk, grant)).expires_at
    item = await longer(desk, grant)
    await deny(desk, item_id=item.id, by="lena.osei", reason="enough")
    made = await appeal(desk, item_id=item.id, by="tom.reyes", reasons="the board meets later")
    await not_renewed(desk, review)
    with pytest.raises(TargetChanged, match="is not renewed"):
        await rule_on_appeal(desk, appeal_id=made, by="omar.diaz", overturn=True, note="it does")
    assert (await item_now(desk, item)).status is ItemStatus.REFUSED
    assert (await grant_picture(desk, grant)).expires_at == ends


async def test_a_review_decides_that_of_what_ends_only(desk: Desk, clock: StandingClock) -> None:
    grant, review = await under_review(desk, clock, days=30)  # to the minute: its time is up
    with pytest.raises(AlreadyDecided, match="ended"):
        await not_renewed(desk, review)
    async with desk.store.transaction() as tx:
        row = await tx.session.get_one(GrantRow, grant)
        row.expires_at = None
        tx.session.add(row)
    with pytest.raises(NotAllowed, match="no end date"):
        await not_renewed(desk, review)
    with pytest.raises(OwnRequest):
        await not_renewed(desk, review, by="tom.reyes")
    with pytest.raises(NotYours):
        await not_renewed(desk, review, by="max.vogel")
    with pytest.raises(NotFound):
        await not_renewed(desk, "rev_never")


async def test_a_review_and_an_extension_in_the_same_moment_never_both_count(
    desk: Desk, clock: StandingClock
) -> None:
    grant, review = await under_review(desk, clock, days=40)
    ends = (await grant_picture(desk, grant)).expires_at
    item = await longer(desk, grant)
    await asyncio.gather(
        not_renewed(desk, review), approve(desk, item_id=item.id, by="lena.osei"), return_exceptions=True
    )
    now, decided = await grant_picture(desk, grant), await item_now(desk, item)
    assert now.not_renewed is not None
    assert (now.expires_at == ends) is (decided.status is not ItemStatus.APPROVED)
    with pytest.raises(NotAllowed):
        await extend(
            desk,
            grant_id=grant,
            by="tom.reyes",
            duration=DAY,
            reason="the board meets later",
            key="once-more",
        )
