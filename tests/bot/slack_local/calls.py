"""Calls of the Web API that are refused, or made by hand."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.slack_local import LocalSlack


async def refusal(call: Any) -> str:
    """The code a call is refused with."""
    with pytest.raises(SlackApiError) as found:
        await call
    return str(found.value.response["error"])


async def raw(slack: LocalSlack, method: str, token: str = "", **request: Any) -> tuple[int, dict[str, Any]]:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    url = slack.api_url + method
    async with aiohttp.ClientSession() as session, session.post(url, headers=headers, **request) as answer:
        return answer.status, await answer.json()
