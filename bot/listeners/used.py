"""A button that was used goes away: in answers, which are not drawn again by themselves as the cards are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from approvals.errors import AlreadyDecided
from bot.delivery.slack_calls import error_code
from bot.listeners.front import Front
from bot.views.used import without_button

log = structlog.get_logger(__name__)

_DRAWN_AGAIN = ("thread:", "security:", "status:", "task:")
"""The surfaces that always show the newest state."""


@asynccontextmanager
async def spent_after(front: Front, body: dict[str, Any], action: dict[str, Any]) -> AsyncIterator[None]:
    """Around what a button does: the button goes when it was done, or had been done before."""
    try:
        yield
    except AlreadyDecided:
        await _spent(front, body, action)
        raise
    await _spent(front, body, action)


async def _spent(front: Front, body: dict[str, Any], action: dict[str, Any]) -> None:
    """Takes the button off the message it was on. That is a nicety: when Slack is unwell the click counts all the same."""
    message, channel = body.get("message"), (body.get("container") or {}).get("channel_id")
    if not message or not channel or message.get("is_ephemeral"):
        return
    surface = await front.delivery.surfaces.at(channel, message["ts"])
    if surface.startswith(_DRAWN_AGAIN):
        return
    blocks = without_button(message.get("blocks") or [], str(action["action_id"]), str(action["value"]))
    try:
        await front.client.chat_update(
            channel=channel, ts=message["ts"], text=message.get("text") or "", blocks=blocks
        )
    except (TimeoutError, SlackApiError, aiohttp.ClientError) as error:
        log.info("used.button_left", channel=channel, error=error_code(error))
