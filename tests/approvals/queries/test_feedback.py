"""What people decided becomes past decisions; what policy decided by itself does not."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, select

from approvals.desk import Desk
from approvals.log.entry import Entry
from approvals.model import Verdict
from approvals.operations.approve import approve
from approvals.operations.deny import deny
from approvals.operations.withdraw import withdraw
from approvals.queries.feedback import COLUMNS, as_csv, feedback
from approvals.risk.model.history import parse_history
from approvals.store.tables import ItemRow
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, LAB_BADGE, NOW, SALES
from tests.approvals.conftest import StandingClock
from tests.approvals.reloading import without_person


async def approved(desk: Desk, entitlement: str = SALES, person: str = "tom.reyes") -> str:
    request = await ask(desk, entitlement, person=person)
    await approve(desk, item_id=(await only_item(desk, request)).id, by="lena.osei", note="")
    return request


async def test_a_yes_and_a_no_of_people_are_lessons(desk: Desk, clock: StandingClock) -> None:
    await approved(desk)
    clock.advance(timedelta(hours=1))
    refused = await only_item(desk, await ask(desk, SALES, person="kim.sato"))
    await deny(desk, item_id=refused.id, by="lena.osei", reason="not in her contract")
    yes, no = await feedback(desk.store, desk.company)
    assert (yes.at, yes.person, yes.entitlement, yes.outcome) == (NOW, "tom.reyes", SALES, Verdict.APPROVED)
    assert (no.at, no.person, no.outcome) == (NOW + timedelta(hours=1), "kim.sato", Verdict.DENIED)
    assert no.attributes == {
        "department": "Data",
        "title": "Data Consultant",
        "manager": "lena.osei",
        "employment": "contractor",
        "company": "Northlight",
        "location": "Utrecht",
    }


async def test_what_nobody_decided_teaches_nothing(desk: Desk) -> None:
    await ask(desk, DASHBOARDS)
    await ask(desk, SALES)
    await ask(desk, SALES, scope={"region": "AMER"}, duration=None, person="kim.sato")
    await withdraw(desk, request_id=await ask(desk, LAB_BADGE), by="tom.reyes")
    assert await feedback(desk.store, desk.company) == []


async def test_attributes_are_those_the_log_has_of_that_time(desk: Desk) -> None:
    request = await approved(desk)
    async with desk.store.transaction() as tx:
        item = (await tx.session.exec(select(ItemRow).where(col(ItemRow.request_id) == request))).one()
        then = {"id": "tom.reyes", "department": "Sales", "title": "Trainee", "employment": "intern"}
        tx.log(
            Entry(
                kind="item.approved",
                actor="usher",
                request_id=request,
                item_id=item.id,
                data={"facts": {"person": then}},
            )
        )
    (lesson,) = await feedback(desk.store, desk.company)
    assert (lesson.attributes["department"], lesson.attributes["title"]) == ("Sales", "Trainee")
    assert lesson.attributes["manager"] == ""


async def test_the_csv_is_one_a_model_can_be_trained_on(desk: Desk) -> None:
    await approved(desk)
    text = as_csv(await feedback(desk.store, desk.company))
    assert text.splitlines() == [
        "at,person,entitlement,outcome,department,title,manager,employment,company,location",
        f"2026-12-01T10:00:00+00:00,tom.reyes,{SALES},approved,Data,Analyst,lena.osei,employee,Northlight,Utrecht",
    ]
    history = parse_history(text.encode())
    assert (len(history), int(history.denied.sum())) == (1, 0)


async def test_without_lessons_the_csv_is_its_header(desk: Desk) -> None:
    assert as_csv(await feedback(desk.store, desk.company)) == ",".join(COLUMNS) + "\n"


async def test_whoever_is_gone_is_known_by_the_log_or_left_out(desk: Desk) -> None:
    await approved(desk)
    gone = without_person(desk, "tom.reyes")
    known = await feedback(gone.store, gone.company)
    assert all(lesson.attributes["department"] == "Data" for lesson in known)
