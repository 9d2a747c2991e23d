"""What happens while a stage waits, look by look; each look comes when its job is due, as the queue would have it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotYours
from approvals.jobs.port import JobName
from approvals.jobs.waiting import look, look_again
from approvals.model import ItemStatus, StageName
from approvals.operations.approve import approve
from approvals.operations.deny import deny
from approvals.operations.withdraw import withdraw
from approvals.pictures import StagePicture
from approvals.queries.requests import request_picture
from approvals.store.tables import LogRow, StageRow
from catalog.hours import Patience
from catalog.model import Absence
from catalog.settings import Groups
from tests.approvals.asking import ask, only_item
from tests.approvals.company import EXPORTS, NOW, SALES, WAREHOUSE_ADMIN
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.approvals.reloading import left, with_company, with_policy, without_person

MANAGER, OWNER, SECURITY = StageName
A_DAY = timedelta(days=1)


class Waiting:
    """The looks that are due, as the clock moves on."""

    def __init__(self, desk: Desk, jobs: NotedJobs, clock: StandingClock) -> None:
        self.desk, self._jobs, self._clock = desk, jobs, clock
        self._done: set[str] = set()

    async def until(self, at: datetime) -> None:
        """Time passes, one due look after the other."""
        while due := sorted(
            (job.due or NOW, job.key)
            for job in self._jobs.named(JobName.STAGE_CLOCK)
            if job.key not in self._done and (job.due or NOW) <= at
        ):
            when, key = due[0]
            self._done.add(key)
            self._clock.at = max(self._clock.at, when)
            payload = self._jobs.put_so_far[key].payload
            await look(self.desk, item_id=payload["item"], stage=StageName(payload["stage"]))
        self._clock.at = at

    async def stage(self, request_id: str, name: StageName = MANAGER) -> StagePicture:
        item = await only_item(self.desk, request_id)
        return next(stage for stage in item.stages if stage.name is name)

    async def row(self, request_id: str, name: StageName = MANAGER) -> StageRow:
        item = await only_item(self.desk, request_id)
        async with self.desk.store.reading() as session:
            return await session.get_one(StageRow, (item.id, name))

    async def logged(self) -> list[str]:
        async with self.desk.store.reading() as session:
            kinds = await session.exec(select(LogRow.kind).order_by(LogRow.seq))  # type: ignore[arg-type]
            return [kind for kind in kinds.all() if kind not in {"request.opened", "item.pending"}]


@pytest.fixture
def waiting(desk: Desk, jobs: NotedJobs, clock: StandingClock) -> Waiting:
    return Waiting(desk, jobs, clock)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """That day of December 2026 in Amsterdam, where it is an hour later; the 1st is a Tuesday."""
    return datetime(2026, 12, day, hour - 1, minute, tzinfo=UTC)


async def test_a_stage_is_looked_at_once_for_each_moment(desk: Desk, jobs: NotedJobs) -> None:
    await ask(desk)
    (job,) = jobs.named(JobName.STAGE_CLOCK)
    assert job.due == on(1, 15)  # four hours of work after eleven


async def test_a_reminder_comes_after_four_hours_and_then_once_a_working_day(waiting: Waiting) -> None:
    request_id = await ask(waiting.desk)
    await waiting.until(on(1, 14, 59))
    assert (await waiting.stage(request_id)).reminders == 0
    await waiting.until(on(1, 15))
    assert (await waiting.stage(request_id)).reminders == 1
    await waiting.until(on(2, 14, 59))
    assert (await waiting.stage(request_id)).reminders == 1
    await waiting.until(on(2, 15))
    assert (await waiting.stage(request_id)).reminders == 2


async def test_the_next_on_the_route_join_one_after_the_other(waiting: Waiting) -> None:
    request_id = await ask(waiting.desk)
    await waiting.until(on(1, 17, 59))
    item = await only_item(waiting.desk, request_id)
    with pytest.raises(NotYours):
        await approve(waiting.desk, item_id=item.id, by="ivo.brandt")

    await waiting.until(on(2, 9))  # eight hours of work after eleven on Tuesday
    joined = await waiting.stage(request_id)
    assert joined.waiting_for == ("lena.osei", "ivo.brandt")
    assert joined.note == "Lena Osei has not decided in time, so Ivo Brandt may decide as well."
    await waiting.until(on(3, 9))
    assert (await waiting.stage(request_id)).waiting_for == ("lena.osei", "ivo.brandt", "omar.diaz")
    await approve(waiting.desk, item_id=item.id, by="ivo.brandt")
    assert (await only_item(waiting.desk, request_id)).status is ItemStatus.APPROVED


async def test_where_nobody_is_next_those_who_are_asked_go_on_being_reminded(waiting: Waiting) -> None:
    waiting.desk = with_company(waiting.desk, groups=Groups(security=("greta.lund", "nils.aker")))
    request_id = await ask(waiting.desk, WAREHOUSE_ADMIN, person="max.vogel", duration=timedelta(days=7))
    await waiting.until(on(4, 12))
    security = await waiting.stage(request_id, SECURITY)
    assert security.waiting_for == ("greta.lund", "nils.aker")
    assert security.reminders >= 3
    assert (await waiting.row(request_id, SECURITY)).escalations == 0


async def test_what_nobody_decides_lapses_after_five_working_days(waiting: Waiting) -> None:
    request_id = await ask(waiting.desk)
    await waiting.until(on(8, 10, 59))
    assert (await only_item(waiting.desk, request_id)).status is ItemStatus.PENDING
    await waiting.until(on(8, 11))
    item = await only_item(waiting.desk, request_id)
    assert item.status is ItemStatus.LAPSED
    assert item.decided_at == on(8, 11)
    assert (await waiting.logged())[-2:] == ["stage.lapsed", "item.lapsed"]
    for click in (
        approve(waiting.desk, item_id=item.id, by="lena.osei"),
        deny(waiting.desk, item_id=item.id, by="lena.osei", reason="too late"),
    ):
        with pytest.raises(AlreadyDecided, match="nobody decided in time"):
            await click
    # Nothing stands in the way of asking again.
    await ask(waiting.desk)


async def test_a_lapsed_item_leaves_the_others_of_its_request_alone(waiting: Waiting) -> None:
    """Three stages wait; when the first lapses, the item has one end and nothing is looked at any more."""
    request_id = await ask(waiting.desk, WAREHOUSE_ADMIN, person="max.vogel", duration=timedelta(days=7))
    await waiting.until(on(31, 12))
    assert (await only_item(waiting.desk, request_id)).status is ItemStatus.LAPSED
    assert (await waiting.logged()).count("item.lapsed") == 1
    async with waiting.desk.store.reading() as session:
        assert {row.next_at for row in (await session.exec(select(StageRow))).all()} == {None}


@pytest.mark.parametrize("how", ["approved", "denied", "withdrawn"])
async def test_a_decided_stage_is_left_alone(waiting: Waiting, how: str) -> None:
    request_id = await ask(waiting.desk)
    item = await only_item(waiting.desk, request_id)
    if how == "approved":
        await approve(waiting.desk, item_id=item.id, by="lena.osei")
    elif how == "denied":
        await deny(waiting.desk, item_id=item.id, by="lena.osei", reason="not needed")
    else:
        await withdraw(waiting.desk, request_id=request_id, by="tom.reyes")
    before = await waiting.logged()
    await waiting.until(on(31, 12))
    assert await waiting.logged() == before
    assert (await only_item(waiting.desk, request_id)).status == how


async def test_a_look_that_comes_twice_changes_nothing_the_second_time(waiting: Waiting) -> None:
    request_id = await ask(waiting.desk)
    await waiting.until(on(1, 15))
    item = await only_item(waiting.desk, request_id)
    for _ in range(3):
        await look(waiting.desk, item_id=item.id, stage=MANAGER)
    assert (await waiting.stage(request_id)).reminders == 1
    await look(waiting.desk, item_id="it_gone", stage=MANAGER)


async def test_nothing_lapses_on_people_who_had_no_reminder(waiting: Waiting, clock: StandingClock) -> None:
    """Usher was away for a week: those it waits for are reminded first, and have a working day."""
    request_id = await ask(waiting.desk)
    clock.at = on(10, 12)
    await look(waiting.desk, item_id=(await only_item(waiting.desk, request_id)).id, stage=MANAGER)
    assert (await only_item(waiting.desk, request_id)).status is ItemStatus.PENDING
    assert await waiting.logged() == ["stage.reminded"]
    assert (await waiting.row(request_id)).expire_at == on(11, 12)
    await waiting.until(on(11, 12))
    assert (await only_item(waiting.desk, request_id)).status is ItemStatus.LAPSED


async def test_a_rule_says_how_long_its_stage_waits(waiting: Waiting) -> None:
    waiting.desk = with_policy(
        waiting.desk,
        """@id("quick-look") @needs("manager") @remind("PT1H") @escalate("PT2H") @expire("P1D")
        @says("The manager must look at once.")
        forbid (principal, action == Action::"hold", resource) unless { context.approvals.contains("manager") };""",
    )
    request_id = await ask(waiting.desk)
    await waiting.until(on(1, 12))
    assert (await waiting.stage(request_id)).reminders == 1
    await waiting.until(on(1, 13))
    assert "ivo.brandt" in (await waiting.stage(request_id)).waiting_for
    await waiting.until(on(2, 11))
    assert (await only_item(waiting.desk, request_id)).status is ItemStatus.LAPSED


async def test_it_is_the_clock_of_the_one_it_waits_for(waiting: Waiting) -> None:
    """Lena works in Denver, where the day begins when it is four in the afternoon in Amsterdam."""
    people = waiting.desk.company.people
    lena = people["lena.osei"].model_copy(update={"location": "Denver"})
    waiting.desk = with_company(
        waiting.desk, people={**people, lena.id: lena}, locations={"Denver": "America/Denver"}
    )
    request_id = await ask(waiting.desk)
    await waiting.until(on(1, 19, 59))
    assert (await waiting.stage(request_id)).reminders == 0
    await waiting.until(on(1, 20))
    assert (await waiting.stage(request_id)).reminders == 1


async def test_who_goes_absent_is_stood_in_for_on_that_morning(waiting: Waiting) -> None:
    away = Absence(
        person="lena.osei", start=date(2026, 12, 2), until=date(2026, 12, 9), delegate="sana.malik"
    )
    waiting.desk = with_company(waiting.desk, absences=(away,))
    request_id = await ask(waiting.desk)
    assert (await waiting.stage(request_id)).waiting_for == ("lena.osei",)
    await waiting.until(on(2, 8))
    row = await waiting.row(request_id)
    assert row.asked == ["sana.malik"]
    assert "stage.rerouted" in await waiting.logged()
    # Sana has her full time before anybody else is asked.
    assert row.remind_at == on(2, 12)
    assert row.escalate_at == on(2, 16)


@pytest.mark.parametrize("change", [left, without_person])
async def test_a_reload_without_the_approver_asks_the_next(waiting: Waiting, change: object) -> None:
    request_id = await ask(waiting.desk)
    assert await look_again(waiting.desk) == 0
    people = {
        id: person.model_copy(update={"manager": "ivo.brandt"}) if person.manager == "lena.osei" else person
        for id, person in waiting.desk.company.people.items()
    }
    waiting.desk = (left if change is left else without_person)(
        with_company(waiting.desk, people=people), "lena.osei"
    )
    assert await look_again(waiting.desk) == 1
    assert await look_again(waiting.desk) == 0
    assert (await waiting.row(request_id)).asked == ["ivo.brandt"]
    await approve(waiting.desk, item_id=(await only_item(waiting.desk, request_id)).id, by="ivo.brandt")
    assert (await only_item(waiting.desk, request_id)).status is ItemStatus.APPROVED


async def test_nobody_at_all_is_said_and_has_an_end(waiting: Waiting) -> None:
    request_id = await ask(waiting.desk)
    people = {
        id: person.model_copy(update={"ends": date(2026, 11, 30)})
        if id in {"lena.osei", "ivo.brandt", "omar.diaz", "ida.berg"}
        else person
        for id, person in waiting.desk.company.people.items()
    }
    waiting.desk = with_company(waiting.desk, people=people)
    assert await look_again(waiting.desk) == 1
    assert "nobody can decide this until" in (await waiting.stage(request_id)).note
    await waiting.until(on(8, 11))
    assert (await only_item(waiting.desk, request_id)).status is ItemStatus.LAPSED
    assert (await waiting.row(request_id)).reminders == 0


async def test_a_stage_whose_yes_is_gone_begins_anew(waiting: Waiting, clock: StandingClock) -> None:
    request_id = await ask(waiting.desk, WAREHOUSE_ADMIN, person="max.vogel", duration=timedelta(days=7))
    item = await only_item(waiting.desk, request_id)
    await approve(waiting.desk, item_id=item.id, by="cara.cruz")  # for Wade, who is away
    assert (await waiting.row(request_id)).decided_at == NOW
    clock.at = on(3, 9)
    waiting.desk = left(waiting.desk, "cara.cruz")
    await approve(waiting.desk, item_id=item.id, by="greta.lund")
    again = await waiting.row(request_id)
    assert again.decided_at is None
    assert again.opened_at == on(3, 9)
    assert again.expire_at == on(10, 9)


async def test_a_stage_from_before_there_were_clocks_is_wound_up(waiting: Waiting) -> None:
    request_id = await ask(waiting.desk)
    async with waiting.desk.store.transaction() as tx:
        row = (await tx.session.exec(select(StageRow))).one()
        row.expire_at = row.remind_at = row.escalate_at = row.patience = None
        row.next_at, row.asked = row.opened_at, []
        tx.session.add(row)
    await look(waiting.desk, item_id=row.item_id, stage=MANAGER)
    wound = await waiting.row(request_id)
    assert wound.expire_at == on(8, 11)
    assert wound.asked == ["lena.osei"]


async def test_the_companys_own_patience_counts(waiting: Waiting) -> None:
    waiting.desk = replace(
        waiting.desk,
        company=waiting.desk.company.model_copy(
            update={"clock": Patience(expire_after=timedelta(days=1), remind_after=timedelta(hours=1))}
        ),
    )
    request_id = await ask(waiting.desk, SALES)
    await waiting.until(on(2, 11))
    picture = await request_picture(waiting.desk, request_id)
    assert picture.items[0].status is ItemStatus.LAPSED
    assert picture.items[0].stages[0].patience == A_DAY


async def test_assisted_access_is_escalated_within_its_own_window(desk: Desk, waiting: Waiting) -> None:
    """Half of the four hours until the manager is reminded, all of them until the next may decide as well."""
    request = await ask(desk, EXPORTS)
    row = await waiting.row(request)
    assert row.remind_at == on(1, 13)
    assert row.escalate_at == on(1, 15)
    ordinary = await waiting.row(await ask(desk, SALES))
    assert ordinary.escalate_at == on(2, 9)
    await waiting.until(on(1, 15))
    assert (await waiting.stage(request)).reminders == 1
    assert (await waiting.row(request)).escalations == 1
    assert "stage.escalated" in await waiting.logged()
