"""The Slack app: everything people can do, registered on one Bolt app."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from approvals.desk import Desk
from bot.delivery import Delivery
from bot.identity import Identity
from bot.listeners import afterwards, cards, commands, decisions, forms, homes, messages, suggestions
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded, tell_failure
from bot.work import Work
from intents.engines.port import Engine

LISTENERS = (messages, suggestions, commands, cards, forms, decisions, afterwards, homes)


def build_app(
    *,
    desk_of: Callable[[], Desk],
    engine: Engine,
    client: AsyncWebClient,
    signing_secret: str,
    delivery: Delivery | None = None,
    work: Work | None = None,
) -> AsyncApp:
    """The app. With the process's own `delivery` it shares what jobs have looked up; `work` counts what is under way."""
    app = AsyncApp(name="usher", client=client, signing_secret=signing_secret, process_before_response=False)
    front = Front(
        desk_of=desk_of,
        engine=engine,
        client=client,
        identity=Identity(desk_of, client),
        delivery=delivery or Delivery(desk_of, client),
    )
    guarded = Guarded(app, front, work or Work())
    for listener in LISTENERS:
        listener.register(guarded, front)

    @app.error
    async def failed(error: Exception, body: dict[str, Any], context: Any) -> None:
        await tell_failure(front, error, body, context)

    return app
