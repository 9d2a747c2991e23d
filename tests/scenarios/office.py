"""A running Usher in the demo company, met only as Slack meets it: signed HTTP in, Web API calls out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import SecretStr

from approvals.clock import MovableClock
from approvals.step_up.vault import new_key
from bot.hosting import Hosted
from bot.http import web_app
from bot.playground import JumpingClock, playground
from bot.preparing import prepare
from bot.settings import Settings
from bot.slack_client import slack_client
from bot.slack_local.model import Message
from bot.slack_local.people import Person
from bot.slack_local.server import LocalSlack
from bot.wiring import running
from catalog.model import Company
from tests.catalog.demo import quillmere
from tests.depth import BUSY
from tests.scim_peer import ScimPeer

MONDAY = datetime.fromisoformat("2026-11-23T09:30:00+00:00")
REQUESTS, SECURITY = "access-requests", "security-reviews"
PATIENCE = 30.0
"""Seconds until a test gives up waiting; only ever reached by one that fails."""


@dataclass
class Office:
    """The company at work: its Slack, its systems, its people and its clock."""

    company: Company
    slack: LocalSlack
    scim: ScimPeer
    clock: JumpingClock
    database: str
    bot_url: str = ""

    def user(self, person: str) -> str:
        """A person's Slack id."""
        return str(self.company.people[person].slack_id)

    def person(self, person: str) -> Person:
        """A person at their keyboard."""
        return self.slack.person(self.user(person))

    async def card(self, containing: str, *, channel: str = REQUESTS) -> Message:
        """The newest thread card with those words."""
        return await self.slack.message(channel, containing, timeout=PATIENCE)

    async def dm(self, person: str, containing: str) -> Message:
        """The newest message of Usher to that person with those words."""
        return await self.slack.message(self.user(person), containing, timeout=PATIENCE)

    async def reply(self, card: Message, containing: str) -> Message:
        """A reply in the card's thread with those words."""
        return await self.slack.message(card.channel, containing, thread_ts=card.ts, timeout=PATIENCE)

    async def note(self, person: str, containing: str = "") -> Message:
        """A private note to that person with those words."""
        return await self.slack.note(self.user(person), containing, timeout=PATIENCE)

    async def becomes(self, message: Message, containing: str) -> Message:
        """The same message, once an edit has put those words there."""

        def look() -> Message | None:
            now = self.slack.latest(message)
            return now if containing in self.slack.text_of(now) else None

        found = await self.slack.until(look, timeout=PATIENCE)
        assert found is not None
        return found

    async def asks(self, person: str, text: str) -> Message:
        """A person asks in their direct messages and confirms the card; returns the card, now the status message."""
        who = self.person(person)
        who.says(text)
        card = await self.dm(person, "Is this what you need?")
        await who.clicks(card, "Send request")
        return card

    async def jump(self, span: timedelta) -> None:
        """Time passes."""
        await self.clock.advance(span)

    async def redraws(self) -> None:
        """Until Slack's side has nothing left to deliver."""
        await self.slack.settled()


@asynccontextmanager
async def workplace(company: Company | None = None) -> AsyncIterator[Office]:
    """Slack and the systems around Usher, without Usher."""
    company = company or quillmere()
    clock = JumpingClock(MovableClock(MONDAY))
    slack = playground(
        company,
        personas=(),
        clock=clock,
        port=0,
        signing_secret="a-secret-of-the-tests",
        bot_token="xoxb-of-the-tests",
        ack_seconds=BUSY,
        trigger_seconds=BUSY,
    )
    scim = ScimPeer()
    try:
        async with slack:
            yield Office(company=company, slack=slack, scim=scim, clock=clock, database="")
    finally:
        scim.stop()


@asynccontextmanager
async def open_office(
    database: str, company: Company | None = None, *, public_url: str = ""
) -> AsyncIterator[Office]:
    """Usher at work, in this process, on that database; in the demo company unless another one is named."""
    async with AsyncExitStack() as stack:
        office = await stack.enter_async_context(workplace(company))
        office.database = database
        client = await stack.enter_async_context(
            slack_client(token=office.slack.bot_token, base_url=office.slack.api_url)
        )
        usher = await stack.enter_async_context(
            running(
                prepare(
                    Settings(database_url=database, public_url=public_url, secret_key=SecretStr(new_key())),
                    office.company,
                    {"USHER_SCIM_URL": office.scim.url, "USHER_SCIM_TOKEN": office.scim.token},
                ),
                clock=office.clock.inner,
                client=client,
                signing_secret=office.slack.signing_secret,
            )
        )
        hosted = Hosted(web_app(usher, slack_over_http=True))
        await hosted.start()
        stack.push_async_callback(hosted.stop)
        office.bot_url = hosted.url
        office.slack.bot_url = f"{hosted.url}/slack/events"
        office.clock.runner = usher.runner
        yield office
