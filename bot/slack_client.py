"""The Web API client: one connection pool for the process, wherever Slack is, and a count of what it refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.metrics import SLACK_FAILED

TIMEOUT_SECONDS = 15
"""For one call; a job tries again after that."""


def slacks_word(refused: SlackApiError) -> str:
    """Slack's own code for why; empty when something else answered, such as a proxy with a page of its own."""
    answer = getattr(refused.response, "data", None)
    return str(answer.get("error") or "") if isinstance(answer, dict) else ""


class CountingClient(AsyncWebClient):
    """Slack's client; calls that fail stand in the metrics, by method and Slack's own word for why."""

    async def api_call(self, api_method: str, **arguments: Any) -> AsyncSlackResponse:
        """One call. Raises SlackApiError and connection errors."""
        try:
            return await super().api_call(api_method, **arguments)
        except SlackApiError as refused:
            SLACK_FAILED.labels(api_method, slacks_word(refused) or "no_slack_answer").inc()
            raise
        except (aiohttp.ClientError, TimeoutError):
            SLACK_FAILED.labels(api_method, "no_answer").inc()
            raise


@asynccontextmanager
async def slack_client(*, token: str, base_url: str) -> AsyncIterator[AsyncWebClient]:
    """A client whose connections are reused; without a session of its own the SDK opens one for every call."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)) as session:
        yield CountingClient(token=token, base_url=base_url, session=session, timeout=TIMEOUT_SECONDS)
