"""What to try, offered when somebody opens the conversation with Usher.

In the agent view that is the Messages tab being opened; older apps have an assistant pane with threads.
"""

from __future__ import annotations

from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bot.delivery.slack_calls import error_code
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded

log = structlog.get_logger(__name__)

SUGGESTIONS = (
    ("Ask for access", "I need read access to the sales reports for two weeks"),
    ("What do I have?", "What access do I have?"),
    ("Where is my request?", "Where is my request?"),
    ("What can you do?", "What can you help me with?"),
)
"""Title and message; Slack shows four at most."""


def register(app: Guarded, front: Front) -> None:
    """Listens to the assistant pane of apps that still have one."""

    @app.event("assistant_thread_started")
    async def opened(event: dict[str, Any]) -> None:
        thread = event["assistant_thread"]
        await suggest(front, thread["channel_id"], thread.get("thread_ts"))


async def suggest(front: Front, channel: str, thread_ts: str | None = None) -> None:
    """Offers the suggestions; a workspace without the surface does not get them, and loses nothing else."""
    prompts = [{"title": title, "message": message} for title, message in SUGGESTIONS]
    try:
        await front.client.assistant_threads_setSuggestedPrompts(
            channel_id=channel, thread_ts=thread_ts, title="Try one of these", prompts=prompts
        )
    except SlackApiError as error:
        log.info("suggestions.not_shown", error=error_code(error))
