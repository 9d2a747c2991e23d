"""Tickets: what each system is sent, the number that comes back, and one ticket however often it is tried."""

from __future__ import annotations

import json

import httpx
import pytest
import respx

from catalog.connectors.patience import Patience
from catalog.connectors.port import ConnectorFailed
from catalog.connectors.signature import is_genuine
from catalog.connectors.ticket_payloads import Numbered, Ticket, payload_of
from catalog.connectors.tickets import TicketSystem, ticket_system
from catalog.ticket_settings import Tickets

URL = "https://desk.harborline.example"
SECRET = "a shared secret"
NOW = 1_790_000_000.0
DANA = {"id": "dana.whitfield", "name": "Dana Whitfield", "email": "dana@harborline.example"}
KIM = {"id": "kim.vos", "name": "Kim Vos", "email": "kim@harborline.example"}
TICKET = Ticket(
    key="tick_1",
    title="Dana cannot sign in\nto Okta",
    lines=("Ten wrong passwords from iPhone", "", "*not* <b>marked</b> up"),
    person=DANA,
    opened_by=KIM,
)
JIRA = Tickets(kind="jira", url=URL, project="OPS", user="bot@harborline.example")
SERVICENOW = Tickets(kind="servicenow", url=URL, project="Service desk")
WEBHOOK = Tickets(kind="webhook", url=f"{URL}/hook")


def opener(settings: Tickets, patience: Patience) -> TicketSystem:
    return TicketSystem(settings, SECRET, patience=patience, clock=lambda: NOW)


@respx.mock
async def test_jira_gets_a_document_of_plain_text_and_gives_a_key(patience: Patience) -> None:
    route = respx.post(f"{URL}/rest/api/3/issue").mock(
        return_value=httpx.Response(201, json={"id": "10000", "key": "OPS-24", "self": f"{URL}/x"})
    )
    made = await opener(JIRA, patience).open(TICKET)
    assert made == Numbered(reference="OPS-24", link=f"{URL}/browse/OPS-24")
    request = route.calls.last.request
    assert request.headers["Authorization"].startswith("Basic ")
    fields = json.loads(request.content)["fields"]
    assert fields["project"] == {"key": "OPS"}
    assert fields["issuetype"] == {"name": "Task"}
    assert fields["summary"] == "Dana cannot sign in to Okta"
    assert fields["labels"] == ["usher", "usher-tick_1"]
    document = fields["description"]
    assert (document["type"], document["version"]) == ("doc", 1)
    lines = [paragraph["content"][0]["text"] for paragraph in document["content"]]
    assert (
        lines[0]
        == "About Dana Whitfield (dana@harborline.example). Asked for by Kim Vos (kim@harborline.example)."
    )
    assert lines[2] == "*not* <b>marked</b> up"


@respx.mock
async def test_servicenow_gets_an_incident_with_our_key_and_gives_a_number(patience: Patience) -> None:
    route = respx.post(f"{URL}/api/now/table/incident").mock(
        return_value=httpx.Response(201, json={"result": {"number": "INC0010023", "sys_id": "ab12"}})
    )
    made = await opener(SERVICENOW, patience).open(TICKET)
    assert made == Numbered(reference="INC0010023", link=f"{URL}/nav_to.do?uri=incident.do?sys_id=ab12")
    request = route.calls.last.request
    assert request.headers["Authorization"] == f"Bearer {SECRET}"
    sent = json.loads(request.content)
    assert sent["correlation_id"] == "tick_1"
    assert sent["caller_id"] == "dana@harborline.example"
    assert sent["assignment_group"] == "Service desk"
    assert "Ten wrong passwords" in sent["description"]


@respx.mock
async def test_a_webhook_is_signed_and_may_answer_without_a_number(patience: Patience) -> None:
    route = respx.post(f"{URL}/hook").mock(return_value=httpx.Response(204))
    assert await opener(WEBHOOK, patience).open(TICKET, again=True) == Numbered(reference="")
    request = route.calls.last.request
    assert is_genuine(
        SECRET,
        timestamp=request.headers["X-Usher-Timestamp"],
        body=request.content,
        signature=request.headers["X-Usher-Signature"],
        now=NOW,
    )
    assert json.loads(request.content)["key"] == "tick_1"


@pytest.mark.parametrize(
    ("settings", "path", "found"),
    [
        (JIRA, "/rest/api/3/search/jql", {"issues": [{"id": "1", "key": "OPS-7"}]}),
        (SERVICENOW, "/api/now/table/incident", {"result": [{"number": "OPS-7", "sys_id": "x"}]}),
    ],
)
@respx.mock
async def test_a_try_that_may_have_been_heard_is_looked_up_first(
    settings: Tickets, path: str, found: object, patience: Patience
) -> None:
    """The first answer is lost on the way: no second ticket is made."""
    made = respx.post(url__startswith=URL).mock(side_effect=httpx.ReadTimeout("lost"))
    looked = respx.get(f"{URL}{path}").mock(return_value=httpx.Response(200, json=found))
    assert (await opener(settings, patience).open(TICKET)).reference == "OPS-7"
    assert (made.call_count, looked.call_count) == (1, 1)
    assert "tick_1" in str(looked.calls.last.request.url)


@respx.mock
async def test_what_is_not_found_again_is_made(patience: Patience) -> None:
    respx.get(f"{URL}/rest/api/3/search/jql").mock(return_value=httpx.Response(200, json={"issues": []}))
    respx.post(f"{URL}/rest/api/3/issue").mock(return_value=httpx.Response(201, json={"key": "OPS-8"}))
    assert (await opener(JIRA, patience).open(TICKET, again=True)).reference == "OPS-8"


@pytest.mark.parametrize(
    ("answer", "retryable", "says"),
    [
        (httpx.Response(401), False, "renew USHER_TICKETS_SECRET"),
        (httpx.Response(400, json={"errors": {}}), False, "did not accept"),
        (httpx.Response(503), True, "too busy"),
        (httpx.Response(201, text="<html>"), False, "makes no sense"),
        (httpx.Response(201, json={"key": ["x"]}), False, "makes no sense"),
    ],
)
@respx.mock
async def test_a_refusal_is_one_sentence(
    answer: httpx.Response, retryable: bool, says: str, patience: Patience
) -> None:
    respx.get(url__startswith=URL).mock(return_value=httpx.Response(200, json={"issues": "?"}))
    respx.post(url__startswith=URL).mock(return_value=answer)
    with pytest.raises(ConnectorFailed) as failed:
        await opener(JIRA, patience).open(TICKET)
    assert failed.value.retryable is retryable
    assert says in failed.value.sentence


def test_without_a_secret_there_is_no_ticket_system_and_a_sentence() -> None:
    assert ticket_system(None, {}) is None
    missing = ticket_system(JIRA, {})
    assert isinstance(missing, str)
    assert "USHER_TICKETS_SECRET is not set" in missing
    assert "cannot be sent" in str(ticket_system(JIRA, {"USHER_TICKETS_SECRET": "ö"}))
    assert isinstance(ticket_system(JIRA, {"USHER_TICKETS_SECRET": "x"}), TicketSystem)


def test_the_longest_title_fits() -> None:
    long = Ticket(key="k", title="x" * 900, lines=(), person=DANA, opened_by=DANA)
    assert len(payload_of(JIRA, long)["fields"]["summary"]) <= 255
