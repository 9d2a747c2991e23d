"""A "not right" on rows: whom it keeps from breaking which glass, until when, and that no race gets round it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from sqlmodel import col, select

from approvals.desk import Desk
from approvals.errors import NotAllowed
from approvals.jobs.provisioning import provision, revoke
from approvals.model import GrantStatus, ItemStatus, PolicyAnswer, StageName, Wish
from approvals.operations.approve import approve
from approvals.operations.break_glass import break_glass
from approvals.operations.give_back import give_back
from approvals.operations.review_emergency import review_emergency
from approvals.pictures import ItemPicture
from approvals.policy.book import PolicyBook
from approvals.policy.recorded import facts_from
from approvals.queries.assess import assess
from approvals.queries.emergency import emergency_offer
from approvals.store.tables import LogRow
from catalog.emergency import Called, Emergency
from catalog.model import Company
from tests.approvals.asking import ask, grant_of, only_item
from tests.approvals.company import DASHBOARDS, EXPORTS, JOURNAL, small_company, small_systems
from tests.approvals.conftest import StandingClock
from tests.approvals.living import Systems

pytestmark = pytest.mark.database
_keys = count()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TOM, SANA = "tom.reyes", "sana.malik"
EDIT = "warehouse/dashboards:edit"
WHO = Called(departments=("Data",))


def data_may(*, binds: timedelta | None = None, edit: bool = True) -> Company:
    """Northlight, where Data may break the glass, and the dashboards have a second level."""
    warehouse, *others = small_systems()
    dashboards, *resources = warehouse.resources
    (view,) = dashboards.entitlements
    levels = (
        (view, view.model_copy(update={"id": EDIT, "level": "edit", "name": "Editor"})) if edit else (view,)
    )
    changed = dashboards.model_copy(update={"entitlements": levels})
    return small_company(
        emergency=Emergency(who=WHO) if binds is None else Emergency(who=WHO, not_right_binds=binds),
        systems=(warehouse.model_copy(update={"resources": (changed, *resources)}), *others),
    )


def at(desk: Desk, company: Company) -> Desk:
    return replace(desk, company=company, policies=PolicyBook.load(company))


@pytest.fixture
def alarm(desk: Desk) -> Desk:
    return at(desk, data_may())


async def broken(desk: Desk, entitlement: str = DASHBOARDS, *, person: str = TOM) -> ItemPicture:
    request = await break_glass(
        desk, person=person, wish=Wish(entitlement=entitlement), duration=HOUR, reason="the loads fail",
        words="it is on fire", key=f"glass-{next(_keys)}",
    )  # fmt: skip
    return await only_item(desk, request)


async def judged(desk: Desk, item: ItemPicture, *, right: bool = False) -> None:
    await review_emergency(desk, item_id=item.id, by="nils.aker", right=right, note="the loads were fine")


async def found_wrong(desk: Desk, entitlement: str = DASHBOARDS, *, person: str = TOM) -> None:
    item = await broken(desk, entitlement, person=person)
    await judged(desk, item)
    assert item.grant is not None
    await revoke(desk, Systems(), grant_id=item.grant.id)


async def refused(desk: Desk, entitlement: str = DASHBOARDS, *, person: str = TOM) -> str:
    """Why it is refused: the same on the card as when they press, and nothing is written."""
    offer = await emergency_offer(desk, person=person, wish=Wish(entitlement=entitlement), duration=None)
    assert offer is not None
    assert not offer.allowed
    with pytest.raises(NotAllowed) as why:
        await broken(desk, entitlement, person=person)
    assert why.value.sentence == offer.says
    return offer.says


async def test_the_glass_stays_whole_until_the_verdict_is_old_enough(
    alarm: Desk, clock: StandingClock
) -> None:
    await found_wrong(alarm, EXPORTS)
    clock.advance(30 * DAY - timedelta(seconds=1))
    says = await refused(alarm, EXPORTS)
    assert says.startswith(
        "You must ask in the usual way, or talk to Security: it found an earlier emergency"
    )
    clock.advance(timedelta(seconds=1))
    assert (await broken(alarm, EXPORTS)).status is ItemStatus.APPROVED


async def test_it_is_about_every_level_and_about_nothing_else(alarm: Desk) -> None:
    await found_wrong(alarm, EDIT)
    assert "about this not right" in await refused(alarm)
    # The level is gone from the catalog, and its verdict is not.
    assert "about this not right" in await refused(at(alarm, data_may(edit=False)))
    assert (await broken(alarm, JOURNAL)).status is ItemStatus.APPROVED


async def test_somebody_elses_verdict_and_one_that_found_it_right_bind_nobody(alarm: Desk) -> None:
    for one in (EXPORTS, EDIT):
        await found_wrong(alarm, one, person=SANA)
    systems = Systems()
    for _ in range(3):
        item = await broken(alarm, EXPORTS)
        await judged(alarm, item, right=True)
        assert item.grant is not None
        await provision(alarm, systems, grant_id=item.grant.id)
        await give_back(alarm, grant_id=item.grant.id, by=TOM)
        await revoke(alarm, systems, grant_id=item.grant.id)
    (card,) = await assess(
        alarm, requester=SANA, beneficiary=TOM, wishes=[Wish(entitlement=DASHBOARDS)], duration=DAY
    )
    assert [one.policy for one in card.decision.reasons] == ["manager-for-a-colleague"]


async def test_two_verdicts_keep_them_from_every_glass(alarm: Desk, clock: StandingClock) -> None:
    await found_wrong(alarm)
    clock.advance(10 * DAY)
    await found_wrong(alarm, EXPORTS)
    says = await refused(alarm, JOURNAL)
    assert "it found 2 of your emergencies not right within 30 days" in says
    assert (await broken(alarm, JOURNAL, person="lena.osei")).status is ItemStatus.APPROVED
    clock.advance(20 * DAY)  # the first is too old by now
    assert (await broken(alarm, JOURNAL)).status is ItemStatus.APPROVED


async def test_how_long_it_binds_is_the_companys(alarm: Desk, clock: StandingClock) -> None:
    await found_wrong(alarm, EXPORTS)
    clock.advance(2 * DAY)
    assert "and that counts for 3 days" in await refused(at(alarm, data_may(binds=3 * DAY)), EXPORTS)
    assert (await broken(at(alarm, data_may(binds=2 * DAY)), EXPORTS)).status is ItemStatus.APPROVED


async def test_what_is_automatic_waits_for_the_manager_while_it_binds(
    alarm: Desk, clock: StandingClock
) -> None:
    await found_wrong(alarm, EDIT)
    waiting = await ask(alarm, DASHBOARDS)
    item = await only_item(alarm, waiting)
    assert [stage.name for stage in item.stages] == [StageName.MANAGER]
    (card,) = await assess(
        alarm, requester=TOM, beneficiary=TOM, wishes=[Wish(entitlement=DASHBOARDS)], duration=DAY
    )
    assert [reason.policy for reason in card.decision.reasons] == ["manager-after-not-right"]
    await approve(alarm, item_id=item.id, by="lena.osei")
    assert (await only_item(alarm, waiting)).status is ItemStatus.APPROVED
    later = await ask(alarm, DASHBOARDS, person="fay.moss")
    assert (await only_item(alarm, later)).status is ItemStatus.APPROVED
    clock.advance(30 * DAY)
    assert (await only_item(alarm, await ask(alarm, EDIT))).status is ItemStatus.APPROVED


async def test_a_verdict_between_the_request_and_the_set_up_stops_it(alarm: Desk) -> None:
    """Both were allowed; Security spoke about one level before the other was set up."""
    first = await broken(alarm, EDIT)
    again = await broken(alarm, DASHBOARDS)
    assert again.grant is not None
    await judged(alarm, first)
    systems = Systems()
    await provision(alarm, systems, grant_id=again.grant.id)
    stopped = await only_item(alarm, again.grant.request_id)
    assert stopped.status is ItemStatus.REFUSED
    assert [reason.policy for reason in stopped.reasons] == ["emergency-found-not-right"]
    assert systems.held == set()


async def test_an_ordinary_request_goes_back_to_the_manager_when_the_verdict_comes_before_the_set_up(
    alarm: Desk,
) -> None:
    emergency = await broken(alarm, EDIT)
    ordinary = await ask(alarm, DASHBOARDS)
    granted = await grant_of(alarm, ordinary)
    assert granted.status is GrantStatus.PROVISIONING
    await judged(alarm, emergency)
    systems = Systems()
    await provision(alarm, systems, grant_id=granted.id)
    item = await only_item(alarm, ordinary)
    assert item.status is ItemStatus.PENDING
    assert [stage.name for stage in item.stages] == [StageName.MANAGER]
    assert systems.held == set()


async def test_at_the_same_moment_the_glass_is_broken_before_the_verdict_or_not_at_all(alarm: Desk) -> None:
    first = await broken(alarm, EDIT)
    said, again = await asyncio.gather(
        judged(alarm, first), broken(alarm, DASHBOARDS), return_exceptions=True
    )
    assert said is None
    systems = Systems()
    if isinstance(again, ItemPicture):
        assert again.grant is not None
        await provision(alarm, systems, grant_id=again.grant.id)
    else:
        assert isinstance(again, NotAllowed)
    assert systems.held == set(), "what was not set up before the verdict is not set up after it"
    await refused(alarm)


async def test_an_auditor_can_put_the_question_again(alarm: Desk, clock: StandingClock) -> None:
    """The log has the facts of both decisions, the one that a verdict stopped and the one it sent to the manager."""
    emergency = await broken(alarm, EDIT)
    again = await broken(alarm, DASHBOARDS)
    assert again.grant is not None
    await judged(alarm, emergency)
    clock.advance(HOUR / 2)
    await provision(alarm, Systems(), grant_id=again.grant.id)
    await ask(alarm, DASHBOARDS)
    async with alarm.store.reading() as session:
        rows = await session.exec(
            select(LogRow)
            .where(col(LogRow.kind).in_(["item.refused", "grant.stopped", "item.pending"]))
            .order_by(col(LogRow.seq))
        )
        entries = [json.loads(row.data) for row in rows.all()]
    stopped = next(one for one in entries if one["answer"] == PolicyAnswer.REFUSED)
    waiting = next(one for one in entries if one["answer"] == PolicyAnswer.NEEDS)
    book = PolicyBook.load(alarm.company)
    for entry, fired in ((stopped, "emergency-found-not-right"), (waiting, "manager-after-not-right")):
        assert entry["facts"]["not_right"] == {
            "binds": 43_200, "times": 1, "minutes_ago": 30, "here_minutes_ago": 30,
        }  # fmt: skip
        facts = facts_from(entry["facts"] | {"model": entry.get("model")}, alarm.company)
        decided = book.decide(facts)
        assert decided.answer == entry["answer"]
        assert fired in {reason.policy for reason in decided.reasons}
