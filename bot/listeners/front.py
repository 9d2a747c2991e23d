"""What every listener needs at hand, and the three ways of answering: a card, a sentence, a private sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from approvals.desk import Desk
from approvals.errors import NotAllowed
from approvals.jobs.retry import TryAgain
from approvals.operations.unlock_account import Unlocks
from bot.delivery import Delivery
from bot.delivery.slack_calls import error_code
from bot.drafts import Draft, DraftStatus, request_filed
from bot.identity import Identity, workspaces
from bot.views.parts import Card
from catalog.model import Person
from intents.engines.port import Engine

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Seat:
    """Where somebody is talking to Usher; no channel means a place that cannot be written to (a modal, App Home)."""

    user: str
    channel: str = ""
    thread_ts: str = ""
    event_id: str = ""
    """The message that is being answered: however often it is read, it is answered once."""


def nobody_unlocks() -> None:
    """Where no lock can be lifted from Slack."""


@dataclass(frozen=True, kw_only=True)
class Front:
    """The parts that meet people."""

    desk_of: Callable[[], Desk]
    engine: Engine
    client: AsyncWebClient
    identity: Identity
    delivery: Delivery
    unlocks: Callable[[], Unlocks | None] = nobody_unlocks
    """What lifts locks; None where that is switched off."""

    async def person(self, context: Any) -> Person:
        """Who did it, from the signed payload alone. Raises Unlinked, NotAllowed."""
        if not context.user_id:
            raise NotAllowed("Slack did not say who you are, so nothing was done; try again.")
        return await self.identity.person(context.user_id, *workspaces(context))

    async def dm(self, person: Person) -> str:
        """The direct messages with that person. Raises NotAllowed when Slack has none."""
        channel = await self.delivery.places.dm(person.id)
        if channel is None:
            raise NotAllowed(
                "I cannot write you a direct message; check that my Messages tab is open to you."
            )
        return channel

    async def answer(self, seat: Seat, card: Card) -> None:
        """Says something where the person is; once, when it answers a message."""
        if seat.event_id:
            said = hashlib.sha256(card.text.encode()).hexdigest()[:12]
            await self.delivery.surfaces.show(
                f"answer:{seat.event_id}:{said}", seat.channel, card, thread_ts=seat.thread_ts, once=True
            )
            return
        await self.client.chat_postMessage(
            channel=seat.channel,
            thread_ts=seat.thread_ts or None,
            unfurl_links=False,
            unfurl_media=False,
            **card.arguments(),
        )

    async def show_draft(self, draft: Draft, card: Card) -> None:
        """Puts up the draft's card, or edits it; once the request is filed the message is its status, and stays that."""
        store = self.desk_of().store
        if draft.status is not DraftStatus.SENT and await request_filed(store, draft.id):
            return
        await self.delivery.surfaces.show(draft.surface, draft.channel, card, thread_ts=draft.thread_ts)
        if draft.status is not DraftStatus.SENT and (filed := await request_filed(store, draft.id)):
            await self.refresh(filed, overwrite=True)

    async def tell(self, seat: Seat, sentence: str) -> None:
        """Says something to one person only: where they are if that is possible, else in their direct messages."""
        if await self.whisper(seat, sentence):
            return
        opened = seat.channel if seat.channel.startswith("D") else ""
        if not opened:
            opened = (await self.client.conversations_open(users=[seat.user]))["channel"]["id"]
        await self.client.chat_postMessage(
            channel=opened, text=sentence, thread_ts=seat.thread_ts if opened == seat.channel else None
        )

    async def whisper(self, seat: Seat, sentence: str) -> bool:
        """Says something to one person only, in the channel where they are; says whether that was possible."""
        if not seat.channel or seat.channel.startswith("D"):
            return False
        try:
            await self.client.chat_postEphemeral(
                channel=seat.channel, user=seat.user, text=sentence, thread_ts=seat.thread_ts or None
            )
        except SlackApiError as error:
            log.info("front.no_private_note_there", channel=seat.channel, error=error_code(error))
            return False
        return True

    async def refresh(self, request_id: str, *, overwrite: bool = False) -> None:
        """Shows the newest state at once; when Slack is unwell, the job that was queued with the change does it."""
        try:
            await self.delivery.refresh(request_id, overwrite=overwrite)
        except (TimeoutError, SlackApiError, aiohttp.ClientError, TryAgain) as error:
            log.info("front.left_to_the_job", request_id=request_id, error=str(error))

    async def remind_anew(self, grant_id: str) -> None:
        """Shows on the reminder what was chosen there, in the same way."""
        try:
            await self.delivery.remind_anew(grant_id)
        except (TimeoutError, SlackApiError, aiohttp.ClientError, TryAgain) as error:
            log.info("front.left_to_the_job", grant_id=grant_id, error=str(error))


def seat_of(body: dict[str, Any], context: Any) -> Seat:
    """Where an event, a click, a command or a shortcut came from.

    A message that others have replied to names itself as its thread; whoever clicks on it is in the channel.
    """
    event = body.get("event") or {}
    container = body.get("container") or {}
    message = body.get("message") or {}
    thread_ts = event.get("thread_ts") or container.get("thread_ts") or message.get("thread_ts") or ""
    if thread_ts == (message.get("ts") or container.get("message_ts")):
        thread_ts = ""
    channel = context.channel_id if body.get("view") is None else None
    return Seat(user=context.user_id or "", channel=channel or "", thread_ts=str(thread_ts))
