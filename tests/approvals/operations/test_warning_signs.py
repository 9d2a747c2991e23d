"""Warning signs in the store: kept once, shown without a flood, judged by Security, and counted in decisions."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotAllowed, NotFound, NotYours
from approvals.jobs.port import JobName
from approvals.model import ItemStatus, StageName, Wish
from approvals.operations.judge_sign import judge_sign
from approvals.operations.raise_signs import Found, raise_signs
from approvals.queries.assess import assess
from approvals.queries.warning_signs import feedback, sign_picture, signs_since, summed_on, warned_of
from approvals.risk.warned import UNWARNED, Severity, Warned
from approvals.store.sign_tables import Posting, SignVerdict
from approvals.store.tables import LogRow
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, NOW
from tests.approvals.conftest import NotedJobs, StandingClock


def sign(**changes: Any) -> Found:
    """Tom jumped from Amsterdam to Hanoi an hour ago."""
    plain: dict[str, Any] = {
        "kind": "travel",
        "subject": "tom.reyes +52+4 +20+106",
        "people": ("tom.reyes",),
        "severity": Severity.HIGH,
        "says": "Tom Reyes signed in from Amsterdam and, 30 minutes later, from Hanoi.",
        "evidence": ({"id": "e1", "at": NOW.isoformat(), "address": "45.1.2.3"},),
        "since": NOW - timedelta(hours=2),
        "until": NOW - timedelta(hours=1),
        "exact": True,
    }
    return Found(**(plain | changes))


async def only(desk: Desk) -> Any:
    (picture,) = await signs_since(desk, NOW - timedelta(days=1))
    return picture


async def logged(desk: Desk) -> list[str]:
    async with desk.store.reading() as session:
        rows = await session.exec(select(LogRow.kind).order_by(col(LogRow.seq)))
        return [kind for kind in rows.all() if kind.startswith("sign.")]


async def test_the_same_thing_is_kept_once_and_grows(
    desk: Desk, jobs: NotedJobs, clock: StandingClock
) -> None:
    assert len(await raise_signs(desk, found=[sign()])) == 1
    assert await raise_signs(desk, found=[sign(), sign()]) == []
    assert len(jobs.named(JobName.SHOW_SIGN)) == 1
    longer = sign(until=NOW, people=("tom.reyes", "kim.sato"), says="Both did.")
    assert await raise_signs(desk, found=[longer]) == []
    picture = await only(desk)
    assert (picture.people, picture.says, picture.until) == (("tom.reyes", "kim.sato"), "Both did.", NOW)
    assert len(jobs.named(JobName.SHOW_SIGN)) == 2
    clock.advance(timedelta(days=3))
    again = sign(since=NOW + timedelta(days=3), until=NOW + timedelta(days=3))
    assert len(await raise_signs(desk, found=[again])) == 1
    assert await logged(desk) == ["sign.raised", "sign.raised"]


async def test_two_processes_that_find_the_same_keep_it_once(desk: Desk) -> None:
    new = await asyncio.gather(*(raise_signs(desk, found=[sign()]) for _ in range(4)))
    assert sorted(new) == [[], [], [], ["travel"]]


async def test_what_is_too_much_of_a_kind_goes_into_the_days_line_but_serious_ones_are_shown(
    desk: Desk, jobs: NotedJobs
) -> None:
    many = [sign(kind="new_country", subject=f"s{n}", severity=Severity.LOW) for n in range(8)]
    await raise_signs(desk, found=many)
    serious = [sign(kind="new_country", subject=f"h{n}") for n in range(6)]
    await raise_signs(desk, found=serious)
    pictures = await signs_since(desk, NOW - timedelta(days=1))
    assert sum(picture.posting is Posting.SHOWN for picture in pictures) == 5 + 6
    assert len(await summed_on(desk, NOW.date())) == 3
    assert {job.payload["day"] for job in jobs.named(JobName.SUM_SIGNS)} == {NOW.date().isoformat()}


async def test_what_gets_worse_is_shown_by_itself(desk: Desk, jobs: NotedJobs) -> None:
    """It was one too many to be shown, and grew into something serious: nobody reads that in the day's line."""
    few = [sign(kind="new_country", subject=f"s{n}", severity=Severity.LOW) for n in range(6)]
    await raise_signs(desk, found=few)
    (summed,) = await summed_on(desk, NOW.date())
    assert [job.payload["sign"] for job in jobs.named(JobName.SHOW_SIGN)].count(summed.id) == 0

    await raise_signs(desk, found=[sign(kind="new_country", subject="s5", says="He got in.")])
    assert await summed_on(desk, NOW.date()) == []
    grown = await sign_picture(desk, summed.id)
    assert (grown.posting, grown.severity, grown.says) == (Posting.SHOWN, Severity.HIGH, "He got in.")
    assert [job.payload["sign"] for job in jobs.named(JobName.SHOW_SIGN)].count(summed.id) == 1
    assert len(jobs.named(JobName.SUM_SIGNS)) == 2, "the day's line is drawn again without it"
    assert (await logged(desk)).count("sign.raised") == 6


async def test_what_was_only_watched_is_told_once_it_no_longer_is(desk: Desk, jobs: NotedJobs) -> None:
    await raise_signs(desk, found=[sign(kind="unusual", watched=True)])
    await raise_signs(desk, found=[sign(kind="unusual", watched=True, until=NOW)])
    assert jobs.named(JobName.SHOW_SIGN) == []
    await raise_signs(desk, found=[sign(kind="unusual")])
    assert (await only(desk)).posting is Posting.SHOWN
    assert len(jobs.named(JobName.SHOW_SIGN)) == 1
    assert await logged(desk) == ["sign.raised"]


async def test_a_sign_that_grows_while_it_is_judged_keeps_both(desk: Desk, jobs: NotedJobs) -> None:
    await raise_signs(desk, found=[sign()])
    id = (await only(desk)).id
    await asyncio.gather(
        judge_sign(desk, sign_id=id, by="nils.aker", verdict=SignVerdict.RIGHT),
        raise_signs(desk, found=[sign(until=NOW, people=("tom.reyes", "kim.sato"))]),
    )
    picture = await sign_picture(desk, id)
    assert (picture.verdict, picture.until, picture.people) == (
        SignVerdict.RIGHT,
        NOW,
        ("tom.reyes", "kim.sato"),
    )
    assert len(jobs.named(JobName.SHOW_SIGN)) == 3, "each of the two is drawn"


async def test_what_is_only_watched_is_told_to_nobody_and_counts_against_nobody(
    desk: Desk, jobs: NotedJobs
) -> None:
    await raise_signs(desk, found=[sign(kind="unusual", watched=True, score=0.7)])
    assert (await only(desk)).posting is Posting.WATCHED
    assert not jobs.named(JobName.SHOW_SIGN)
    assert await logged(desk) == []
    async with desk.store.reading() as session:
        assert await warned_of(session, {"tom.reyes"}, now=NOW) == UNWARNED


async def test_security_says_what_it_was_and_only_once(
    desk: Desk, jobs: NotedJobs, clock: StandingClock
) -> None:
    await raise_signs(desk, found=[sign()])
    id = (await only(desk)).id
    with pytest.raises(NotYours, match="Only Security judges"):
        await judge_sign(desk, sign_id=id, by="tom.reyes", verdict=SignVerdict.FALSE_ALARM)
    with pytest.raises(NotAllowed):
        await judge_sign(desk, sign_id=id, by="ben.gone", verdict=SignVerdict.RIGHT)
    with pytest.raises(NotFound):
        await judge_sign(desk, sign_id="sign_x", by="nils.aker", verdict=SignVerdict.RIGHT)
    await judge_sign(desk, sign_id=id, by="nils.aker", verdict=SignVerdict.FALSE_ALARM)
    picture = await sign_picture(desk, id)
    assert (picture.verdict, picture.judged_by, picture.judged_at) == (
        SignVerdict.FALSE_ALARM,
        "nils.aker",
        NOW,
    )
    with pytest.raises(AlreadyDecided, match="Nils Aker has judged this sign already: it was a false alarm"):
        await judge_sign(desk, sign_id=id, by="greta.lund", verdict=SignVerdict.RIGHT)
    assert await logged(desk) == ["sign.raised", "sign.judged"]
    assert len(jobs.named(JobName.SHOW_SIGN)) == 2
    async with desk.store.reading() as session:
        assert await feedback(session, "travel", now=NOW) == (0, 1)
        assert await feedback(session, "travel", now=NOW + timedelta(days=31)) == (0, 0)
    # The very same circumstance is quiet for a while, another one is not.
    clock.advance(timedelta(days=10))
    later = {"since": NOW + timedelta(days=10), "until": NOW + timedelta(days=10)}
    assert await raise_signs(desk, found=[sign(**later)]) == []
    assert len(await raise_signs(desk, found=[sign(**later, subject="tom.reyes elsewhere")])) == 1
    clock.advance(timedelta(days=25))
    assert len(await raise_signs(desk, found=[sign(since=clock.now(), until=clock.now())])) == 1


async def test_nobody_judges_a_sign_about_themselves(desk: Desk) -> None:
    await raise_signs(desk, found=[sign(people=("nils.aker",), subject="nils")])
    id = (await only(desk)).id
    with pytest.raises(NotYours, match="about you"):
        await judge_sign(desk, sign_id=id, by="nils.aker", verdict=SignVerdict.FALSE_ALARM)


async def test_a_serious_sign_brings_a_person_into_a_decision_until_it_is_a_false_alarm(
    desk: Desk, clock: StandingClock
) -> None:
    await raise_signs(
        desk, found=[sign(), sign(subject="low", severity=Severity.LOW, people=("tom.reyes", "lena.osei"))]
    )
    item = await only_item(desk, await ask(desk, DASHBOARDS))
    assert item.status is ItemStatus.PENDING
    assert [stage.name for stage in item.stages] == [StageName.MANAGER]
    factor = next(factor for factor in item.risk.factors if factor.name == "sign_ins")
    assert (factor.points, factor.says) == (33, "2 sign-in warnings this week, 1 of them serious")

    async def assessed() -> Any:
        wish = Wish(entitlement=DASHBOARDS)
        (found,) = await assess(
            desk, requester="tom.reyes", beneficiary="tom.reyes", wishes=[wish], duration=timedelta(days=7)
        )
        return next((factor.points for factor in found.risk.factors if factor.name == "sign_ins"), 0)

    assert await assessed() == 33
    for picture in await signs_since(desk, NOW - timedelta(days=1)):
        if picture.severity is Severity.HIGH:
            await judge_sign(desk, sign_id=picture.id, by="greta.lund", verdict=SignVerdict.FALSE_ALARM)
    assert await assessed() == 3
    clock.advance(timedelta(days=8))
    assert await assessed() == 0
    async with desk.store.reading() as session:
        both = await warned_of(session, {"tom.reyes", "lena.osei"}, now=NOW)
    assert both == Warned(low=1)
