"""Tickets that come in: who may send them, and the draft that is all they lead to."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from approvals.desk import Desk
from approvals.policy.book import PolicyBook
from approvals.store.store import Store
from bot.incoming_tickets import Drafts, drafting
from bot.ticket_door import LARGEST_BODY, ticket_door
from catalog.connectors.signature import sign
from catalog.demo import DEMO_DAY
from intents.engines.choose import engine_for
from tests.approvals.conftest import StandingClock
from tests.catalog.demo import quillmere

SECRET = "shared"
NOW = 1_790_000_000.0


class _Clock:
    """A store that is never opened: drafting reads the company and the time, and nothing else."""

    clock = StandingClock(DEMO_DAY)


@dataclass
class Taking:
    """What the door is given."""

    drafts: Drafts
    tickets_secret: Callable[[], str]


@pytest.fixture(scope="module")
def drafts() -> Drafts:
    company = quillmere()
    desk = Desk(store=cast(Store, _Clock()), company=company, policies=PolicyBook.load(company))
    return drafting(lambda: desk, engine_for("builtin"))


async def sent(
    drafts: Drafts, body: bytes, *, secret: str = SECRET, wanted: str = SECRET, age: int = 0
) -> httpx.Response:
    door = ticket_door(Taking(drafts, lambda: wanted), clock=lambda: NOW)
    app = Starlette(routes=[Route("/tickets", door, methods=["POST"])])
    stamp = str(int(NOW) - age)
    headers = {"X-Usher-Timestamp": stamp, "X-Usher-Signature": sign(secret, stamp, body)}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://usher") as http:
        return await http.post("/tickets", content=body, headers=headers)


def ticket(text: str, sender: str = "mira.castelhano@quillmere.example") -> bytes:
    return json.dumps({"key": "OPS-7", "from": sender, "text": text}).encode()


async def test_a_request_becomes_a_draft_that_names_it_and_files_nothing(drafts: Drafts) -> None:
    answer = await sent(
        drafts, ticket("I need read access to the Q3 sales reports for EMEA, two weeks, board deck")
    )
    assert answer.status_code == 200
    read: dict[str, Any] = answer.json()
    assert (read["key"], read["person"], read["intent"]) == ("OPS-7", "mira.castelhano", "request")
    assert read["items"][0]["entitlement"] == "snowflake/sales-reports:read"
    assert "Sales reports" in read["draft"]
    assert "Nothing was done" in read["draft"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("How do I reset my password?", "docs/passwords.md, “Resetting your password”"),
        ("Why was I locked out?", "Because of ticket OPS-7"),
        ("Where is my request?", "where a request stands"),
        ("I need access to everything in AWS", "Usher"),
    ],
)
async def test_other_tickets_get_what_helps(drafts: Drafts, text: str, says: str) -> None:
    assert says in (await sent(drafts, ticket(text))).json()["draft"]


async def test_a_lock_out_tells_nothing_about_the_person(drafts: Drafts) -> None:
    """Whoever writes a ticket is not who they say; the helpdesk asks with a reason instead."""
    draft = (await sent(drafts, ticket("my account is locked"))).json()["draft"]
    assert "Okta" not in draft
    assert "since" not in draft.casefold()


@pytest.mark.parametrize("sender", ["nobody@elsewhere.example", "", "gareth.ollerton@quillmere.example"])
async def test_a_stranger_and_a_leaver_get_no_more_than_that(drafts: Drafts, sender: str) -> None:
    read = (await sent(drafts, ticket("I need Snowflake", sender))).json()
    assert read["person"] is None
    assert "I know nobody here" in read["draft"]


async def test_who_is_not_let_in(drafts: Drafts) -> None:
    body = ticket("hello")
    assert (await sent(drafts, body, secret="other")).status_code == 401
    assert (await sent(drafts, body, age=3_600)).status_code == 401
    assert (await sent(drafts, body, wanted="")).status_code == 404
    assert (await sent(drafts, b"x" * (LARGEST_BODY + 1))).status_code == 413
    for broken in (b"", b"[]", b"\xff", b'{"key": "", "from": "x", "text": "y"}'):
        answer = await sent(drafts, broken)
        assert answer.status_code == 400
        assert "as JSON" in answer.json()["error"]
