"""The Slack app: everything people can do, registered on one Bolt app."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from approvals.desk import Desk
from bot.delivery import Delivery
from bot.identity import Identity
from bot.listeners import afterwards, cards, commands, decisions, errors, forms, homes, messages, suggestions
from bot.listeners.counting import count_work
from bot.listeners.front import Front
from bot.work import Work
from intents.engines.port import Engine

LISTENERS = (messages, suggestions, commands, cards, forms, decisions, afterwards, homes, errors)


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
    if work is not None:
        count_work(app, work)
    for listener in LISTENERS:
        listener.register(app, front)
    return app
