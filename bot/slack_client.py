"""The Web API client: one connection pool for the process, wherever Slack is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

TIMEOUT_SECONDS = 15
"""For one call; a job tries again after that."""


@asynccontextmanager
async def slack_client(*, token: str, base_url: str) -> AsyncIterator[AsyncWebClient]:
    """A client whose connections are reused; without a session of its own the SDK opens one for every call."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)) as session:
        yield AsyncWebClient(token=token, base_url=base_url, session=session, timeout=TIMEOUT_SECONDS)
