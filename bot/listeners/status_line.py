"""The line "is reading…" under a message that takes longer to read than people wait without wondering.

The built-in engine is done before anybody could see it, and so is a quick model: what appears for a blink only
makes the screen flicker. Slack takes the line away with the answer; it is taken away here too, for an answer
that is an edit of an earlier card.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot.delivery.slack_calls import error_code
from bot.listeners.front import Front

log = structlog.get_logger(__name__)

AFTER_SECONDS = 1.0
READING = "is reading…"

Wait = Callable[[float], Awaitable[None]]


@asynccontextmanager
async def status_line(
    front: Front, channel: str, thread_ts: str, *, wait: Wait = asyncio.sleep
) -> AsyncIterator[None]:
    """Shows the line while the body runs, if that takes longer than `AFTER_SECONDS`; `wait` waits that long."""
    if front.engine.name == "builtin":
        yield
        return
    shown = asyncio.Event()

    async def show() -> None:
        await wait(AFTER_SECONDS)
        shown.set()
        await _set(front, channel, thread_ts, READING)

    showing = asyncio.create_task(show())
    try:
        yield
    finally:
        if shown.is_set():
            # Not cut short on its way: the line could arrive after it was taken away, and stay.
            await showing
            await _set(front, channel, thread_ts, "")
        else:
            showing.cancel()
            with suppress(asyncio.CancelledError):
                await showing


async def _set(front: Front, channel: str, thread_ts: str, text: str) -> None:
    try:
        await front.client.assistant_threads_setStatus(channel_id=channel, thread_ts=thread_ts, status=text)
    except SlackApiError as error:  # a nicety: workspaces without the assistant surface do not have it
        log.info("message.no_status_line", error=error_code(error))
    except (aiohttp.ClientError, TimeoutError) as error:
        log.info("message.no_status_line", error=type(error).__name__)
