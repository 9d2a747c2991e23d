"""Review monthly: each month somebody keeps the access or ends it, and nothing lives on that nobody stands up for."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotFound, NotYours, OwnRequest
from approvals.jobs import provisioning
from approvals.jobs.lost import awaited
from approvals.jobs.port import JobName
from approvals.jobs.reviewing import begin, look
from approvals.lessening import Less
from approvals.model import EndReason, GrantStatus, ReviewOutcome
from approvals.operations.answer_review import answer_review
from approvals.operations.approve_changed import approve_changed
from approvals.operations.give_back import give_back
from approvals.pictures import ReviewPicture
from approvals.store.review_tables import ReviewRow
from catalog.model import Absence
from tests.approvals.asking import ask, only_item
from tests.approvals.company import EXPORTS
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.approvals.reloading import changed_entitlement, left, with_company
from tests.approvals.systems import Ledger

A_MONTH = timedelta(days=30)


async def live(
    desk: Desk, *, duration: timedelta | None = None, requester: str = "tom.reyes"
) -> tuple[str, str]:
    """Tom holds the exports, and Lena wants that reviewed; the ids of request and grant."""
    request = await ask(desk, EXPORTS, person=requester, beneficiary="tom.reyes", duration=duration)
    item = await only_item(desk, request)
    await approve_changed(desk, item_id=item.id, by="lena.osei", less=Less(review=True), why="for a while")
    grant = (await only_item(desk, request)).grant
    assert grant is not None
    await provisioning.provision(desk, Ledger(), grant_id=grant.id)
    return request, grant.id


async def asked(desk: Desk, clock: StandingClock, **terms: Any) -> tuple[str, str]:
    """The first month is over; the ids of request and grant."""
    request, grant = await live(desk, **terms)
    clock.advance(A_MONTH)
    await begin(desk, grant_id=grant)
    return request, grant


async def newest(desk: Desk, request: str) -> ReviewPicture:
    return (await only_item(desk, request)).reviews[-1]


async def pass_time(desk: Desk, clock: StandingClock, until: timedelta) -> None:
    """The clock of the one review, from look to look."""
    end = clock.now() + until
    while True:
        async with desk.store.reading() as session:
            row = (await session.exec(select(ReviewRow).order_by(ReviewRow.opened_at.desc()))).first()  # type: ignore[attr-defined]
        if row is None or row.next_at is None or row.next_at > end:
            break
        clock.at = max(clock.at, row.next_at)
        await look(desk, review_id=row.id)
    clock.at = end


async def test_after_a_month_whoever_wanted_it_is_asked_and_keeps_it(
    desk: Desk, clock: StandingClock, jobs: NotedJobs
) -> None:
    request, grant = await live(desk)
    (timer,) = jobs.named(JobName.REVIEW)
    assert timer.due == clock.now() + A_MONTH
    clock.advance(A_MONTH - timedelta(hours=1))
    await begin(desk, grant_id=grant)
    assert (await only_item(desk, request)).reviews == (), "not before its time"
    clock.advance(timedelta(hours=1))
    for _ in range(2):
        await begin(desk, grant_id=grant)
    (review,) = (await only_item(desk, request)).reviews
    assert (review.outcome, review.waiting_for) == (ReviewOutcome.OPEN, ("lena.osei",))

    await answer_review(desk, review_id=review.id, by="lena.osei", keep=True)
    (review,) = (await only_item(desk, request)).reviews
    assert (review.outcome, review.answered_by) == (ReviewOutcome.KEPT, "lena.osei")
    assert jobs.named(JobName.REVIEW)[-1].due == clock.now() + A_MONTH
    clock.advance(A_MONTH)
    await begin(desk, grant_id=grant)
    assert len((await only_item(desk, request)).reviews) == 2


async def test_end_takes_it_away(desk: Desk, clock: StandingClock, jobs: NotedJobs) -> None:
    request, _ = await asked(desk, clock)
    review = await newest(desk, request)
    await answer_review(desk, review_id=review.id, by="lena.osei", keep=False)
    grant = (await only_item(desk, request)).grant
    assert grant is not None
    assert (grant.status, grant.end_reason) == (GrantStatus.REVOKING, EndReason.REVOKED)
    assert jobs.named(JobName.REVOKE)
    with pytest.raises(AlreadyDecided, match="the access was ended"):
        await answer_review(desk, review_id=review.id, by="lena.osei", keep=True)


async def test_nobody_answers_and_it_ends_after_reminders_and_others(
    desk: Desk, clock: StandingClock
) -> None:
    request, _ = await asked(desk, clock)
    ends = (await newest(desk, request)).ends_at
    await pass_time(desk, clock, timedelta(days=2))
    review = await newest(desk, request)
    assert review.reminders
    assert {"lena.osei", "ivo.brandt"} <= set(review.waiting_for), "the manager's manager joined"
    assert review.ends_at == ends
    await pass_time(desk, clock, timedelta(days=8))
    item = await only_item(desk, request)
    assert item.grant is not None
    assert (item.grant.status, item.grant.end_reason) == (GrantStatus.REVOKING, EndReason.UNREVIEWED)
    assert item.reviews[-1].outcome is ReviewOutcome.LAPSED


async def test_nothing_ends_on_people_who_were_not_reminded(desk: Desk, clock: StandingClock) -> None:
    """Usher was away for weeks."""
    request, _ = await asked(desk, clock)
    review = await newest(desk, request)
    clock.advance(timedelta(days=40))
    await look(desk, review_id=review.id)
    item = await only_item(desk, request)
    assert item.grant is not None
    assert item.grant.status is GrantStatus.LIVE
    assert item.reviews[-1].reminders == 1
    assert item.reviews[-1].ends_at > clock.now()
    await pass_time(desk, clock, timedelta(days=5))
    assert (await newest(desk, request)).outcome is ReviewOutcome.LAPSED


async def test_whoever_holds_the_stage_by_then_answers_in_their_stead(
    desk: Desk, clock: StandingClock
) -> None:
    request, _ = await asked(desk, clock)
    gone = left(desk, "lena.osei")
    people = dict(gone.company.people)
    people["tom.reyes"] = people["tom.reyes"].model_copy(update={"manager": "ivo.brandt"})
    gone = with_company(gone, people=people)
    assert (await newest(gone, request)).waiting_for == ("ivo.brandt",)
    absence = Absence(
        person="lena.osei", start=date(2026, 12, 1), until=date(2027, 3, 1), delegate="sana.malik"
    )
    away = with_company(desk, absences=(absence,))
    assert (await newest(away, request)).waiting_for == ("sana.malik",)
    retired = changed_entitlement(desk, EXPORTS)
    assert (await newest(retired, request)).waiting_for == ("ida.berg",)
    await answer_review(gone, review_id=(await newest(gone, request)).id, by="ivo.brandt", keep=True)


async def test_neither_the_holder_nor_a_stranger_answers(desk: Desk, clock: StandingClock) -> None:
    request, _ = await asked(desk, clock)
    review = await newest(desk, request)
    with pytest.raises(OwnRequest):
        await answer_review(desk, review_id=review.id, by="tom.reyes", keep=True)
    with pytest.raises(NotYours, match="waits for Lena Osei"):
        await answer_review(desk, review_id=review.id, by="max.vogel", keep=False)
    with pytest.raises(NotFound):
        await answer_review(desk, review_id="rev_never", by="lena.osei", keep=True)


async def test_keep_and_end_in_the_same_moment_are_one_answer(desk: Desk, clock: StandingClock) -> None:
    request, _ = await asked(desk, clock)
    review = await newest(desk, request)
    answers = (answer_review(desk, review_id=review.id, by="lena.osei", keep=keep) for keep in (True, False))
    outcomes = await asyncio.gather(*answers, return_exceptions=True)
    assert [type(one) for one in outcomes if one is not None] == [AlreadyDecided]


async def test_what_ended_meanwhile_is_not_asked_about(desk: Desk, clock: StandingClock) -> None:
    request, grant = await asked(desk, clock)
    review = await newest(desk, request)
    await give_back(desk, grant_id=grant, by="tom.reyes")
    assert (await newest(desk, request)).outcome is ReviewOutcome.DROPPED
    with pytest.raises(AlreadyDecided, match="ended meanwhile"):
        await answer_review(desk, review_id=review.id, by="lena.osei", keep=True)
    await pass_time(desk, clock, timedelta(days=10))
    item = await only_item(desk, request)
    assert item.grant is not None
    assert item.grant.end_reason is EndReason.RETURNED


async def test_without_the_note_nobody_is_asked(desk: Desk, clock: StandingClock, jobs: NotedJobs) -> None:
    request = await ask(desk, "warehouse/dashboards:view")
    grant = (await only_item(desk, request)).grant
    assert grant is not None
    await provisioning.provision(desk, Ledger(), grant_id=grant.id)
    assert jobs.named(JobName.REVIEW) == []
    clock.advance(A_MONTH)
    await begin(desk, grant_id=grant.id)
    assert (await only_item(desk, request)).reviews == ()


async def test_a_review_whose_job_got_lost_is_found(desk: Desk, clock: StandingClock) -> None:
    async def overdue() -> list[JobName]:
        async with desk.store.reading() as session:
            return [one.name for one in await awaited(session, now=clock.now())]

    _, grant = await live(desk)
    clock.advance(A_MONTH + timedelta(hours=1))
    assert await overdue() == [JobName.REVIEW]
    await begin(desk, grant_id=grant)
    assert await overdue() == []
    clock.advance(timedelta(days=3))
    assert await overdue() == [JobName.REVIEW_CLOCK]
