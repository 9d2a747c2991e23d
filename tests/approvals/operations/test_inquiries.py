"""Asking about somebody else: with a reason, in the log, and told to the one it is about; and what is handed over."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlmodel import col, select

from approvals.desk import Desk
from approvals.errors import BadInput, NotAllowed, NotFound, NotYours
from approvals.helpdesk import Topic
from approvals.jobs.port import JobName
from approvals.operations.ask_about import ask_about
from approvals.operations.forget_facts import forget_facts
from approvals.operations.give_reason import give_reason
from approvals.operations.note_facts import note_facts
from approvals.operations.open_ticket import open_ticket
from approvals.queries.inquiries import Facts, inquiry_picture, ticket_picture
from approvals.store.helpdesk_tables import TicketState
from approvals.store.tables import LogRow
from catalog.ticket_settings import Tickets
from tests.approvals.conftest import NotedJobs

KIM = {"by": "cara.cruz", "about": "tom.reyes", "topic": Topic.SIGN_INS}
"""The helpdesk about an analyst."""


async def logged(desk: Desk, kind: str) -> list[LogRow]:
    async with desk.store.reading() as session:
        rows = await session.exec(select(LogRow).where(LogRow.kind == kind).order_by(col(LogRow.seq)))
        return list(rows.all())


async def test_about_another_a_reason_is_due_and_given_once(desk: Desk, jobs: NotedJobs) -> None:
    for _ in range(2):  # the message is read again
        assert not await ask_about(desk, inquiry_id="inq_1", words="Why?", **KIM)
    assert not (await inquiry_picture(desk, "inq_1", by="cara.cruz")).open
    assert await logged(desk, "inquiry.opened") == []
    for empty in ("   ", "?!", "1 2 3"):
        with pytest.raises(BadInput):
            await give_reason(desk, inquiry_id="inq_1", by="cara.cruz", reason=empty)
    for _ in range(2):
        await give_reason(desk, inquiry_id="inq_1", by="cara.cruz", reason="He called  from the train")
    assert await ask_about(desk, inquiry_id="inq_1", words="Why?", **KIM)
    (entry,) = await logged(desk, "inquiry.opened")
    assert (entry.actor, entry.person) == ("cara.cruz", "tom.reyes")
    assert json.loads(entry.data)["reason"] == "He called from the train"
    assert len(jobs.named(JobName.TELL_INQUIRY)) == 1


async def test_a_reason_in_the_message_is_enough_and_ones_own_needs_none(desk: Desk, jobs: NotedJobs) -> None:
    assert await ask_about(desk, inquiry_id="inq_1", words="Why?", reason="INC-12, he called", **KIM)
    assert len(await logged(desk, "inquiry.opened")) == 1
    own = {"by": "tom.reyes", "about": "tom.reyes", "topic": Topic.SIGN_INS}
    assert await ask_about(desk, inquiry_id="inq_2", words="Why?", **own)
    assert len(await logged(desk, "inquiry.opened")) == 1
    assert len(jobs.named(JobName.TELL_INQUIRY)) == 1


@pytest.mark.parametrize(
    ("by", "topic", "may"),
    [
        ("lena.osei", Topic.SIGN_INS, False),
        ("lena.osei", Topic.ACCESS, True),
        ("sana.malik", Topic.SIGN_INS, False),
        ("sana.malik", Topic.ACCESS, False),
        ("ida.berg", Topic.SIGN_INS, True),
        ("greta.lund", Topic.DENIALS, True),
    ],
)
async def test_who_may_ask_about_whom(desk: Desk, by: str, topic: Topic, may: bool) -> None:
    asking = ask_about(
        desk, inquiry_id="inq_1", by=by, about="tom.reyes", topic=topic, words="?", reason="a call"
    )
    if may:
        assert await asking
    else:
        with pytest.raises(NotAllowed):
            await asking


async def test_an_inquiry_is_its_askers_alone(desk: Desk) -> None:
    await ask_about(desk, inquiry_id="inq_1", words="Why?", **KIM)
    with pytest.raises(NotYours):
        await give_reason(desk, inquiry_id="inq_1", by="ida.berg", reason="a call")
    with pytest.raises(NotYours):
        await inquiry_picture(desk, "inq_1", by="tom.reyes")
    with pytest.raises(NotYours):
        await open_ticket(desk, inquiry_id="inq_1", by="tom.reyes")
    with pytest.raises(NotAllowed):
        await open_ticket(desk, inquiry_id="inq_1", by="cara.cruz")
    with pytest.raises(NotFound):
        await give_reason(desk, inquiry_id="inq_2", by="cara.cruz", reason="a call")


async def test_what_old_answers_said_is_forgotten_and_who_asked_is_not(desk: Desk) -> None:
    await ask_about(desk, inquiry_id="inq_1", words="Why?", reason="a call", **KIM)
    await note_facts(desk, inquiry_id="inq_1", facts=Facts(title="Tom cannot get in", lines=("Locked",)))
    ticket = await open_ticket(desk, inquiry_id="inq_1", by="cara.cruz")
    assert await forget_facts(desk.store, before=desk.now()) == 0
    assert await forget_facts(desk.store, before=desk.now() + timedelta(days=1)) == 1
    assert (await inquiry_picture(desk, "inq_1")).facts is None
    assert (await ticket_picture(desk, ticket)).lines == ()
    assert len(await logged(desk, "inquiry.opened")) == 1


@pytest.mark.parametrize("with_system", [True, False])
async def test_a_ticket_is_opened_once(desk: Desk, jobs: NotedJobs, with_system: bool) -> None:
    if with_system:
        tickets = Tickets(kind="jira", url="https://desk.example.com", project="OPS")
        company = desk.company.model_copy(update={"tickets": tickets})
        desk = Desk(store=desk.store, company=company, policies=desk.policies)
    await ask_about(desk, inquiry_id="inq_1", words="Why?", reason="a call", **KIM)
    await note_facts(desk, inquiry_id="inq_1", facts=Facts(title="Tom cannot get in", lines=("Locked",)))
    first = await open_ticket(desk, inquiry_id="inq_1", by="cara.cruz")
    assert await open_ticket(desk, inquiry_id="inq_1", by="cara.cruz") == first
    ticket = await ticket_picture(desk, first)
    assert (ticket.title, ticket.lines, ticket.person) == ("Tom cannot get in", ("Locked",), "tom.reyes")
    assert ticket.state is (TicketState.WAITING if with_system else TicketState.WITH_PEOPLE)
    assert len(jobs.named(JobName.OPEN_TICKET)) == int(with_system)
    assert len(jobs.named(JobName.TELL_TICKET)) == int(not with_system)
    assert len(await logged(desk, "ticket.opened")) == 1
