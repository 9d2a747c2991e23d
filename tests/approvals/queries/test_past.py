"""The past as the log and decisions.csv tell it, ready to be decided again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from approvals.desk import Desk
from approvals.log.entry import USHER, Entry
from approvals.model import PolicyAnswer, StageName, Wish
from approvals.operations.approve import approve
from approvals.operations.break_glass import break_glass
from approvals.operations.deny import deny
from approvals.policy.book import PolicyBook
from approvals.policy.candidate import Candidate
from approvals.policy.replay import Source, replay
from approvals.queries.past import logged
from approvals.queries.past_file import from_file
from approvals.store.tables import ItemRow, LogRow
from catalog.emergency import Called, Emergency
from catalog.model import PastDecision, PolicyFile
from tests.approvals.asking import ask, only_item
from tests.approvals.company import (
    DASHBOARDS,
    EXPORTS,
    NOW,
    PAYMENTS_CREATE,
    SALES,
    small_company,
    small_systems,
)
from tests.approvals.conftest import StandingClock


async def test_what_was_asked_comes_back_with_its_facts_at_every_moment(
    desk: Desk, clock: StandingClock
) -> None:
    item = await only_item(desk, await ask(desk, SALES))
    clock.advance(timedelta(hours=3))
    await approve(desk, item_id=item.id, by="lena.osei", note="fine")

    (one,) = (await logged(desk.store, desk.company)).found
    asked, decided = one.moments
    assert (one.id, one.source, one.outcome, one.answered) == (
        item.id,
        Source.LOG,
        "approved",
        "needs manager",
    )
    assert (asked.now, asked.approvals) == (NOW, frozenset())
    assert (decided.now, decided.approvals) == (NOW + timedelta(hours=3), {StageName.MANAGER})
    assert (asked.risk, asked.scope, asked.duration) == (37, {"region": "EMEA"}, timedelta(days=14))
    assert one.exact
    assert [desk.policies.decide(facts).answer for facts in one.moments] == [
        PolicyAnswer.NEEDS,
        PolicyAnswer.GRANTED,
    ]


async def test_replayed_under_the_policies_in_force_nothing_changes(desk: Desk) -> None:
    await ask(desk, DASHBOARDS)
    await ask(desk, SALES, person="kim.sato")
    item = await only_item(desk, await ask(desk, SALES, person="rosa.lima"))
    await deny(desk, item_id=item.id, by="lena.osei", reason="not needed for this")

    past = await logged(desk.store, desk.company)
    found = replay(past.found, desk.policies, Candidate(company=desk.company, book=desk.policies))
    assert not past.left_out
    assert (found.decided.total(), found.exact, found.answered_otherwise) == (3, 3, 0)
    assert not found.differences
    assert [one.outcome for one in past.found] == ["approved", "pending", "denied"]


async def test_what_cannot_be_decided_again_is_left_out_with_the_reason(desk: Desk) -> None:
    await ask(desk, DASHBOARDS)
    async with desk.store.transaction() as tx:
        tx.log(Entry(kind="item.approved", actor=USHER, item_id="it_old", data={"answer": "granted"}))
    ledger_only = small_company(systems=small_systems()[1:])

    past = await logged(desk.store, ledger_only)
    assert past.found == []
    assert past.left_out == {
        "its entitlement is no longer in the catalog": 1,
        "the log does not hold its facts": 1,
    }


@pytest.fixture
def alarm(desk: Desk) -> Desk:
    """Where Data may break the glass."""
    company = small_company(emergency=Emergency(who=Called(departments=("Data",))))
    return replace(desk, company=company, policies=PolicyBook.load(company))


async def broken(desk: Desk, entitlement: str, *, key: str) -> None:
    await break_glass(
        desk, person="tom.reyes", wish=Wish(entitlement=entitlement), duration=timedelta(hours=1), reason="the loads fail",
        words="it is on fire", key=key,
    )  # fmt: skip


async def test_an_emergency_is_decided_again_by_the_rules_for_emergencies(alarm: Desk) -> None:
    await broken(alarm, DASHBOARDS, key="one")
    await broken(alarm, EXPORTS, key="two")

    past = await logged(alarm.store, alarm.company)
    assert not past.left_out
    assert [one.moments[0].unreviewed for one in past.found] == [0, 1]
    stricter = PolicyFile(
        path="policies/glass.cedar",
        text='@id("one-at-a-time")\n@says("Another emergency of yours is still to be reviewed.")\n'
        'forbid (principal, action == Action::"emergency", resource) when { context.unreviewed > 0 };\n',
    )
    company = alarm.company.model_copy(update={"policies": (stricter,)})
    found = replay(past.found, alarm.policies, Candidate(company=company, book=PolicyBook.load(company)))
    assert (found.decided.total(), found.answered_otherwise) == (2, 0)
    (other,) = found.differences
    assert (other.facts.place.entitlement.id, other.before, other.after) == (EXPORTS, "granted", "refused")
    assert other.rules == ["one-at-a-time"]


async def test_an_emergency_from_before_its_facts_were_kept_is_left_out(alarm: Desk) -> None:
    await broken(alarm, DASHBOARDS, key="one")
    async with alarm.store.transaction() as tx:
        entries = await tx.session.exec(select(LogRow).where(LogRow.kind == "emergency.opened"))
        (entry,) = entries.all()
        data = json.loads(entry.data)
        del data["facts"]["broken_glass"]
        tx.log(Entry(kind="emergency.opened", actor=USHER, item_id="it_old", data=data))
        asked = await tx.session.exec(select(ItemRow).where(ItemRow.id == entry.item_id))
        old = ItemRow(**asked.one().model_dump() | {"id": "it_old", "position": 1})
        tx.session.add(old)

    past = await logged(alarm.store, alarm.company)
    assert len(past.found) == 1
    assert past.left_out == {"it was an emergency, of which the log does not hold all facts": 1}


AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def row(at: datetime = AT, *, person: str = "tom.reyes", entitlement: str = SALES, approved: bool = True, **attributes: str) -> PastDecision:  # fmt: skip
    return PastDecision(
        at=at, person=person, entitlement=entitlement, approved=approved, attributes=attributes
    )


def test_a_line_of_the_file_is_a_first_request_for_the_default_time() -> None:
    company = small_company(decisions=(row(),))
    (one,) = from_file(company).found
    (facts,) = one.moments
    assert (one.id, one.source, one.outcome) == ("decisions.csv#1", Source.FILE, "approved")
    assert (facts.duration, facts.scope, facts.now, facts.requests_today) == (timedelta(days=30), {}, AT, 1)
    assert (facts.risk, facts.approvals) == (38, frozenset())
    decided = PolicyBook.load(company).decide(facts)
    assert decided.open_stages == (StageName.MANAGER,), "no region is named there, which refuses nothing here"


def test_the_rows_before_tell_of_denials_and_of_requests_that_day() -> None:
    rows = (
        row(AT + timedelta(hours=2), entitlement=DASHBOARDS),
        row(AT, approved=False),
        row(AT - timedelta(days=91), approved=False),
        row(AT, person="fay.moss", approved=False),
    )
    alone, *_ = from_file(small_company(decisions=(rows[0],))).found
    after = next(one for one in from_file(small_company(decisions=rows)).found if one.id == "decisions.csv#1")
    assert after.moments[0].requests_today == 2
    assert alone.moments[0].requests_today == 1
    assert after.moments[0].risk > alone.moments[0].risk


def test_people_are_as_the_row_says_and_hold_what_they_held() -> None:
    rows = (
        row(department="Sales", employment="contractor"),
        row(person="fay.moss", entitlement=DASHBOARDS, employment="wizard"),
        row(person="gone.long", entitlement=DASHBOARDS, department="Data", title="Analyst", employment="employee"),
        row(person="gone.longer", entitlement=DASHBOARDS, department="Data"),
        row(entitlement="warehouse/gone:view"),
    )  # fmt: skip
    past = from_file(small_company(decisions=rows))
    people = {one.id: one.moments[0].person for one in past.found}
    assert (people["decisions.csv#1"].department, people["decisions.csv#1"].employment) == (
        "Sales",
        "contractor",
    )
    assert people["decisions.csv#2"].employment == "employee"
    assert people["decisions.csv#3"].name == "gone.long"
    fay = next(one for one in past.found if one.id == "decisions.csv#2")
    assert fay.moments[0].held == {PAYMENTS_CREATE}
    assert past.left_out == {
        "its person is not in people.csv, nor described in the row": 1,
        "its entitlement is no longer in the catalog": 1,
    }
