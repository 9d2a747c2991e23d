"""The job that hands a ticket over: once, with its number, or to people with the reason."""

from __future__ import annotations

import httpx
import pytest
import respx

from approvals.desk import Desk
from approvals.helpdesk import Topic
from approvals.jobs import tickets
from approvals.jobs.port import JobName
from approvals.jobs.retry import TryAgain
from approvals.operations.ask_about import ask_about
from approvals.operations.note_facts import note_facts
from approvals.operations.open_ticket import open_ticket
from approvals.queries.inquiries import Facts, ticket_picture
from approvals.store.helpdesk_tables import TicketState
from catalog.connectors.patience import Patience
from catalog.connectors.tickets import TicketSystem
from catalog.ticket_settings import Tickets
from tests.approvals.conftest import NotedJobs

URL = "https://desk.example.com"
SETTINGS = Tickets(kind="servicenow", url=URL)


async def _at_once(seconds: float) -> None:
    """Nobody waits in a test."""


SYSTEM = TicketSystem(SETTINGS, "secret", patience=Patience(tries=1, sleep=_at_once))


@pytest.fixture
async def ticket_id(desk: Desk) -> str:
    object.__setattr__(desk, "company", desk.company.model_copy(update={"tickets": SETTINGS}))
    await ask_about(
        desk, inquiry_id="inq_1", by="tom.reyes", about="tom.reyes", topic=Topic.SIGN_INS, words="Why?"
    )
    await note_facts(desk, inquiry_id="inq_1", facts=Facts(title="Tom cannot get in"))
    return await open_ticket(desk, inquiry_id="inq_1", by="tom.reyes")


@respx.mock
async def test_the_number_comes_back_and_a_second_run_sends_nothing(
    desk: Desk, ticket_id: str, jobs: NotedJobs
) -> None:
    made = respx.post(f"{URL}/api/now/table/incident").mock(
        return_value=httpx.Response(201, json={"result": {"number": "INC7", "sys_id": "x"}})
    )
    for _ in range(2):
        await tickets.hand_over(desk, lambda: SYSTEM, ticket_id=ticket_id)
    ticket = await ticket_picture(desk, ticket_id)
    assert (ticket.state, ticket.reference) == (TicketState.HANDED_OVER, "INC7")
    assert made.call_count == 1
    assert len(jobs.named(JobName.TELL_TICKET)) == 1


@respx.mock
async def test_an_answer_that_was_lost_makes_no_second_ticket(desk: Desk, ticket_id: str) -> None:
    made = respx.post(f"{URL}/api/now/table/incident").mock(side_effect=httpx.ReadTimeout("lost"))
    with pytest.raises(TryAgain):
        await tickets.hand_over(desk, lambda: SYSTEM, ticket_id=ticket_id)
    respx.get(f"{URL}/api/now/table/incident").mock(
        return_value=httpx.Response(200, json={"result": [{"number": "INC7", "sys_id": "x"}]})
    )
    await tickets.hand_over(desk, lambda: SYSTEM, ticket_id=ticket_id)
    assert (await ticket_picture(desk, ticket_id)).reference == "INC7"
    assert made.call_count == 1


@respx.mock
async def test_a_clear_no_brings_it_to_people(desk: Desk, ticket_id: str, jobs: NotedJobs) -> None:
    respx.post(f"{URL}/api/now/table/incident").mock(return_value=httpx.Response(401))
    await tickets.hand_over(desk, lambda: SYSTEM, ticket_id=ticket_id)
    ticket = await ticket_picture(desk, ticket_id)
    assert ticket.state is TicketState.WITH_PEOPLE
    assert "renew USHER_TICKETS_SECRET" in ticket.trouble
    assert len(jobs.named(JobName.TELL_TICKET)) == 1


@pytest.mark.parametrize("system", [None, "Tickets go to the helpdesk in Slack, because X is not set."])
async def test_without_a_system_it_goes_to_people(desk: Desk, ticket_id: str, system: str | None) -> None:
    await tickets.hand_over(desk, lambda: system, ticket_id=ticket_id)
    ticket = await ticket_picture(desk, ticket_id)
    assert ticket.state is TicketState.WITH_PEOPLE
    assert ticket.trouble
