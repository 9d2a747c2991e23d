"""Talking to Usher in direct messages, the short way."""

from __future__ import annotations

from bot.slack_local.model import Message
from tests.bot.listeners.stage import Stage


async def asks(stage: Stage, user: str, text: str) -> Message:
    """They say it in their direct messages; gives back the newest thing Usher said there by then."""
    stage.slack.person(user).says(text)
    await stage.work_off()
    return [m for m in stage.slack.messages(user) if m.by_bot][-1]
