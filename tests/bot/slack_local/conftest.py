"""A local Slack with a tiny real Bolt app behind it: what the product does, in a page of code."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.hosting import Hosted
from bot.slack_local import LocalSlack, SlackChannel, SlackUser

ANA, BEN, CYD, GONE = "U0ANA", "U0BEN", "U0CYD", "U0GONE"
USERS = (
    SlackUser(ANA, "ana", "Ana Lopes", "ana@example.com", "Analyst"),
    SlackUser(BEN, "ben", "Ben Okoro", "ben@example.com", "Manager"),
    SlackUser(CYD, "cyd", "Cyd Marsh", "cyd@example.com", "Security"),
    SlackUser(GONE, "gone", "Gil Gone", "gil@example.com", deleted=True),
)
CHANNELS = (
    SlackChannel("access-requests", (ANA, BEN), topic="Who needs what"),
    SlackChannel("lounge", (ANA, BEN, CYD), with_bot=False),
)


class HandClock:
    """A monotonic clock that only moves when told."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def local_slack(**options: Any) -> LocalSlack:
    """A workspace as these tests know it; retries happen at once."""
    settings: dict[str, Any] = {"users": USERS, "channels": CHANNELS, "retry_seconds": (0.0, 0.0, 0.0)}
    return LocalSlack(**(settings | options))


@dataclass
class Bot:
    """A Bolt app on a loopback port, and what it saw."""

    app: AsyncApp
    client: AsyncWebClient
    seen: list[Any] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with local_slack() as running:
        yield running


@pytest.fixture
def client(slack: LocalSlack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


@pytest.fixture
async def bot(slack: LocalSlack, client: AsyncWebClient) -> AsyncIterator[Bot]:
    app = AsyncApp(
        name="test", client=client, signing_secret=slack.signing_secret, process_before_response=True
    )
    bot = Bot(app, client)

    @app.middleware
    async def note_headers(req: Any, next: Any) -> None:
        bot.headers.append({name: values[0] for name, values in req.headers.items()})
        await next()

    hosted = Hosted(AsyncSlackRequestHandler(app))
    await hosted.start()
    slack.bot_url = f"{hosted.url}/slack/events"
    yield bot
    slack.bot_url = ""
    await hosted.stop()


def section(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(text: str, action_id: str, value: str = "42") -> dict[str, Any]:
    return {
        "type": "button",
        "text": {"type": "plain_text", "text": text},
        "action_id": action_id,
        "value": value,
    }


def card(text: str, *buttons: dict[str, Any]) -> list[dict[str, Any]]:
    return [section(text), {"type": "actions", "block_id": "choice", "elements": list(buttons)}]


def text_input(block_id: str, label: str, **more: Any) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "text", **more}
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": label},
        "element": element,
    }


def modal(*blocks: dict[str, Any], title: str = "A question", **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "ask",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": list(blocks),
        **more,
    }
