"""Stages that several people decide, and stages that come one after the other, from the click to the grant."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import select

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotYours
from approvals.jobs.waiting import look, look_again
from approvals.lessening import Less
from approvals.model import ItemStatus, StageName
from approvals.operations.appeal import appeal
from approvals.operations.approve import approve
from approvals.operations.approve_changed import approve_changed
from approvals.operations.delegate import delegate
from approvals.operations.deny import deny
from approvals.operations.rule_on_appeal import rule_on_appeal
from approvals.policy.book import PolicyBook
from approvals.queries.requests import waiting_for
from approvals.queries.sla import stage_figures
from approvals.store.tables import StageRow
from catalog.model import Absence, PolicyFile
from catalog.settings import Groups
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, TODAY, small_company
from tests.approvals.conftest import StandingClock

MANAGER, OWNER, SECURITY = StageName


def rule(stage: str, marks: str = "") -> str:
    return (
        f'@id("own-{stage}") @needs("{stage}") {marks} @says("They must approve.") '
        f'forbid (principal, action == Action::"hold", resource) unless {{ context.approvals.contains("{stage}") }};'
    )


def under(desk: Desk, *rules: str, **changes: object) -> Desk:
    files = tuple(PolicyFile(path=f"policies/{place}.cedar", text=text) for place, text in enumerate(rules))
    company = small_company(policies=files, **changes)
    return replace(desk, company=company, policies=PolicyBook.load(company))


async def one_row(desk: Desk, stage: StageName) -> StageRow:
    async with desk.store.reading() as session:
        return (await session.exec(select(StageRow).where(StageRow.name == stage))).one()


async def test_two_distinct_people_decide_and_the_first_one_waits_for_the_other(
    desk: Desk, clock: StandingClock
) -> None:
    desk = under(desk, rule("security", '@quorum("2")'))
    request = await ask(desk, DASHBOARDS)
    item = await only_item(desk, request)
    (stage,) = item.stages
    assert (stage.needed, stage.yeses, set(stage.waiting_for)) == (2, (), {"greta.lund", "nils.aker"})
    opened, expires = stage.opened_at, stage.expires_at
    clock.advance(timedelta(minutes=30))

    await approve(desk, item_id=item.id, by="greta.lund")
    after = await only_item(desk, request)
    (stage,) = after.stages
    assert after.status is ItemStatus.PENDING
    assert (stage.vote, [one.by for one in stage.yeses], stage.waiting_for) == (
        None,
        ["greta.lund"],
        ("nils.aker",),
    )
    assert (stage.opened_at, stage.expires_at) == (opened, expires), (
        "it goes on waiting, it does not begin anew"
    )
    assert (await one_row(desk, SECURITY)).asked == ["nils.aker"]
    assert await waiting_for(desk, "greta.lund") == []
    assert len(await waiting_for(desk, "nils.aker")) == 1

    with pytest.raises(NotYours) as twice:
        await approve(desk, item_id=item.id, by="greta.lund")
    assert (
        twice.value.sentence
        == "You said yes to this already; the yes that is missing has to come from somebody else."
    )

    await approve(desk, item_id=item.id, by="nils.aker")
    done = await only_item(desk, request)
    assert done.status is ItemStatus.APPROVED
    assert [one.by for one in done.stages[0].yeses] == ["greta.lund", "nils.aker"]
    row = await one_row(desk, SECURITY)
    assert (row.decided_at, row.next_at) == (clock.now(), None)
    figures = {
        one.stage: one for one in await stage_figures(desk.store, desk.company, since=opened or clock.now())
    }
    assert figures[SECURITY].decided == 1


async def test_one_no_ends_it_whoever_said_yes_before(desk: Desk) -> None:
    desk = under(desk, rule("security", '@quorum("2")'))
    request = await ask(desk, DASHBOARDS)
    item = await only_item(desk, request)
    await approve(desk, item_id=item.id, by="greta.lund")
    await deny(desk, item_id=item.id, by="nils.aker", reason="no")
    denied = await only_item(desk, request)
    assert denied.status is ItemStatus.DENIED
    assert (await one_row(desk, SECURITY)).next_at is None
    with pytest.raises(AlreadyDecided):
        await approve(desk, item_id=item.id, by="ida.berg")


async def test_both_in_the_same_moment_are_two_yeses_and_one_grant(desk: Desk) -> None:
    desk = under(desk, rule("security", '@quorum("2")'))
    request = await ask(desk, DASHBOARDS)
    item = await only_item(desk, request)
    clicks = [approve(desk, item_id=item.id, by=by) for by in ("greta.lund", "nils.aker", "greta.lund")]
    outcomes = await asyncio.gather(*clicks, return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == 2
    done = await only_item(desk, request)
    assert done.status is ItemStatus.APPROVED
    assert {one.by for one in done.stages[0].yeses} == {"greta.lund", "nils.aker"}
    assert done.grant is not None


async def test_whoever_has_nobody_beside_them_is_joined_by_the_next_on_the_route(desk: Desk) -> None:
    desk = under(desk, rule("owner", '@quorum("2")'))
    request = await ask(desk, DASHBOARDS)
    item = await only_item(desk, request)
    (stage,) = item.stages
    assert stage.waiting_for == ("omar.diaz", "petra.holm")
    assert stage.note == "Omar Diaz cannot give every yes that is needed, so Petra Holm decides as well."
    await approve(desk, item_id=item.id, by="omar.diaz")
    (stage,) = (await only_item(desk, request)).stages
    assert (stage.waiting_for, stage.note) == (("petra.holm",), "")
    await approve(desk, item_id=item.id, by="petra.holm")
    assert (await only_item(desk, request)).status is ItemStatus.APPROVED


async def test_a_delegate_is_no_second_person_beside_the_one_they_stand_in_for(desk: Desk) -> None:
    """Neither after them nor before them; somebody else has to agree."""
    desk = under(desk, rule("owner", '@quorum("2")'))
    first, second = await ask(desk, DASHBOARDS), await ask(desk, DASHBOARDS, person="max.vogel")
    tomorrow = date(2026, 12, 2)

    item = await only_item(desk, first)
    await delegate(desk, item_id=item.id, by="omar.diaz", to="cara.cruz", until=tomorrow)
    await approve(desk, item_id=item.id, by="omar.diaz")
    with pytest.raises(NotYours):
        await approve(desk, item_id=item.id, by="cara.cruz")

    item = await only_item(desk, second)
    await delegate(desk, item_id=item.id, by="omar.diaz", to="cara.cruz", until=tomorrow)
    await approve(desk, item_id=item.id, by="cara.cruz")
    with pytest.raises(NotYours):
        await approve(desk, item_id=item.id, by="omar.diaz")
    (stage,) = (await only_item(desk, second)).stages
    assert stage.waiting_for == ("petra.holm",)
    await approve(desk, item_id=item.id, by="petra.holm")
    assert (await only_item(desk, second)).status is ItemStatus.APPROVED


async def test_everybody_who_is_there_has_to_agree_and_who_is_away_is_represented(desk: Desk) -> None:
    away = Absence(person="nils.aker", start=date(2026, 11, 1), until=date(2027, 1, 1), delegate="cara.cruz")
    team = Groups(security=("greta.lund", "nils.aker", "wade.frost"), iam_admins=("ida.berg",))
    desk = under(desk, rule("security", '@quorum("all")'), groups=team, absences=(away,))
    request = await ask(desk, DASHBOARDS)
    item = await only_item(desk, request)
    (stage,) = item.stages
    assert (stage.needed, stage.waiting_for) == (3, ("greta.lund", "wade.frost", "cara.cruz"))
    assert stage.note == "Nils Aker is away until 1 January; Cara Cruz stands in."
    for by in ("wade.frost", "greta.lund"):
        await approve(desk, item_id=item.id, by=by)
        assert (await only_item(desk, request)).status is ItemStatus.PENDING
    await approve(desk, item_id=item.id, by="cara.cruz")
    assert (await only_item(desk, request)).status is ItemStatus.APPROVED


async def test_where_nobody_is_left_for_the_second_yes_it_says_so_and_never_grants(
    desk: Desk, clock: StandingClock
) -> None:
    desk = under(
        desk,
        rule("security", '@quorum("3")'),
        groups=Groups(security=("greta.lund",), iam_admins=("ida.berg",)),
    )
    request = await ask(desk, DASHBOARDS)
    item = await only_item(desk, request)
    for by in ("greta.lund", "ida.berg"):
        await approve(desk, item_id=item.id, by=by)
    (stage,) = (await only_item(desk, request)).stages
    assert stage.waiting_for == ()
    assert "nobody can decide this until somebody else is named an IAM admin in company.yaml" in stage.note
    clock.advance(timedelta(days=30))
    await look(desk, item_id=item.id, stage=SECURITY)
    clock.advance(timedelta(days=30))
    await look(desk, item_id=item.id, stage=SECURITY)
    assert (await only_item(desk, request)).status is ItemStatus.LAPSED


async def test_a_yes_goes_with_the_person_and_another_has_to_come(desk: Desk) -> None:
    desk = under(desk, rule("security", '@quorum("2")'))
    request = await ask(desk, DASHBOARDS)
    item = await only_item(desk, request)
    await approve(desk, item_id=item.id, by="greta.lund")
    people = dict(desk.company.people)
    people["greta.lund"] = people["greta.lund"].model_copy(update={"ends": date(2026, 11, 30)})
    desk = under(desk, rule("security", '@quorum("2")'), people=people)
    await look_again(desk)
    (stage,) = (await only_item(desk, request)).stages
    assert (stage.yeses, stage.waiting_for) == ((), ("nils.aker", "ida.berg"))
    await approve(desk, item_id=item.id, by="nils.aker")
    assert (await only_item(desk, request)).status is ItemStatus.PENDING
    await approve(desk, item_id=item.id, by="ida.berg")
    assert (await only_item(desk, request)).status is ItemStatus.APPROVED


async def test_a_stage_that_comes_after_another_is_asked_when_that_is_done(
    desk: Desk, clock: StandingClock
) -> None:
    desk = under(desk, rule("manager"), rule("owner", '@after("manager")'))
    request = await ask(desk, DASHBOARDS)
    item = await only_item(desk, request)
    assert stages_of(item.stages) == [(MANAGER, ("lena.osei",), ()), (OWNER, (), (MANAGER,))]
    assert await waiting_for(desk, "omar.diaz") == []
    for too_early in (
        approve(desk, item_id=item.id, by="omar.diaz"),
        deny(desk, item_id=item.id, by="omar.diaz", reason="no"),
    ):
        with pytest.raises(NotYours) as early:
            await too_early
        assert (
            early.value.sentence
            == "It is not your turn yet: Lena Osei decides first, and then you are asked."
        )
    clock.advance(timedelta(hours=1))
    await approve(desk, item_id=item.id, by="lena.osei")
    after = await only_item(desk, request)
    assert stages_of(after.stages) == [(MANAGER, (), ()), (OWNER, ("omar.diaz",), ())]
    assert after.stages[1].opened_at == clock.now(), "its clock begins when it is asked"
    await approve(desk, item_id=item.id, by="omar.diaz")
    assert (await only_item(desk, request)).status is ItemStatus.APPROVED


def stages_of(stages: Sequence[object]) -> list[tuple[object, ...]]:
    return [(one.name, one.waiting_for, one.after) for one in stages]  # type: ignore[attr-defined]


async def test_whoever_overturned_a_no_as_a_delegate_and_the_one_they_stand_in_for_are_one_yes(
    desk: Desk,
) -> None:
    away = Absence(person="greta.lund", start=TODAY, until=TODAY + timedelta(days=5), delegate="cara.cruz")
    desk = under(desk, rule("security", '@quorum("2")'), absences=(away,))
    request = await ask(desk, DASHBOARDS)
    item = await only_item(desk, request)
    await deny(desk, item_id=item.id, by="nils.aker", reason="no")
    made = await appeal(desk, item_id=item.id, by="tom.reyes", reasons="the deck is due")
    await rule_on_appeal(desk, appeal_id=made, by="cara.cruz", overturn=True, note="it is due")
    (stage,) = (await only_item(desk, request)).stages
    assert (stage.needed, stage.waiting_for) == (2, ("ida.berg",))
    with pytest.raises(NotYours):
        await approve(desk, item_id=item.id, by="greta.lund")
    assert (await only_item(desk, request)).status is ItemStatus.PENDING
    await approve(desk, item_id=item.id, by="ida.berg")
    assert (await only_item(desk, request)).status is ItemStatus.APPROVED


async def test_a_stage_says_why_it_is_asked_for_now(desk: Desk) -> None:
    long = (
        '@id("two-for-long") @needs("security") @quorum("2") @says("Two must approve: it is for long.") '
        'forbid (principal, action == Action::"hold", resource) when { context has minutes && context.minutes > 480 } '
        'unless { context.approvals.contains("security") };'
    )
    desk = under(desk, rule("manager"), rule("security"), long)
    request = await ask(desk, DASHBOARDS)
    item = await only_item(desk, request)
    before = {stage.name: stage for stage in item.stages}[SECURITY]
    assert (before.says, before.needed) == ("Two must approve: it is for long.", 2)
    less = Less(duration=timedelta(hours=4))
    await approve_changed(desk, item_id=item.id, by="lena.osei", less=less, why="an afternoon will do")
    after = {stage.name: stage for stage in (await only_item(desk, request)).stages}[SECURITY]
    assert (after.says, after.needed) == ("They must approve.", 1)
    await approve(desk, item_id=item.id, by="greta.lund")
    done = {stage.name: stage for stage in (await only_item(desk, request)).stages}[SECURITY]
    assert done.says == "They must approve."
