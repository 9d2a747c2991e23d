"""Words: direct messages, and mentions in channels."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bot.delivery.slack_calls import error_code
from bot.listeners.conversation import hear
from bot.listeners.front import Front, Seat
from bot.listeners.guarded import Guarded
from bot.listeners.incoming import written
from bot.listeners.once import first_time

log = structlog.get_logger(__name__)

_WORDS = {None, "file_share", "thread_broadcast"}
"""The subtypes of a message that somebody wrote; edits, deletions and notices are others."""


def register(app: Guarded, front: Front) -> None:
    """Listens to messages and mentions."""

    @app.event("message")
    async def heard(body: dict[str, Any], event: dict[str, Any], context: Any) -> None:
        if event.get("channel_type") == "im" and _said_by_a_person(event):
            await _take_in(front, body, event, context, thread_ts=str(event.get("thread_ts") or ""))

    @app.event("app_mention")
    async def mentioned(body: dict[str, Any], event: dict[str, Any], context: Any) -> None:
        # in a direct message the same words also come as a message, which is the one that counts
        if _said_by_a_person(event) and not str(event.get("channel", "")).startswith("D"):
            await _take_in(front, body, event, context, thread_ts=str(event.get("thread_ts") or event["ts"]))


def _said_by_a_person(event: dict[str, Any]) -> bool:
    return bool(event.get("user")) and not event.get("bot_id") and event.get("subtype") in _WORDS


async def _take_in(
    front: Front, body: dict[str, Any], event: dict[str, Any], context: Any, *, thread_ts: str
) -> None:
    desk = front.desk_of()
    if not await first_time(desk.store, body["event_id"]):
        log.info("message.seen_before", event_id=body["event_id"])
        return
    person = await front.person(context)
    seat = Seat(user=event["user"], channel=event["channel"], thread_ts=thread_ts)
    text = written(str(event.get("text") or ""), desk.company, context.bot_user_id)
    async with _status_line(front, seat.channel, thread_ts or str(event["ts"])):
        await hear(front, person=person, text=text, seat=seat)


@asynccontextmanager
async def _status_line(front: Front, channel: str, thread_ts: str) -> AsyncIterator[None]:
    """Shows "is reading…" while a language model thinks; the built-in engine is done before anybody could see it."""
    if front.engine.name == "builtin":
        yield
        return
    await _set_status(front, channel, thread_ts, "is reading…")
    try:
        yield
    finally:
        await _set_status(front, channel, thread_ts, "")


async def _set_status(front: Front, channel: str, thread_ts: str, text: str) -> None:
    try:
        await front.client.assistant_threads_setStatus(channel_id=channel, thread_ts=thread_ts, status=text)
    except SlackApiError as error:  # a nicety: workspaces without the assistant surface do not have it
        log.info("message.no_status_line", error=error_code(error))
