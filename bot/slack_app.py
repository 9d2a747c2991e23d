"""The Slack app: everything people can do, registered on one Bolt app."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from approvals.desk import Desk
from approvals.jobs.handlers import Handler, LastWords
from approvals.jobs.port import JobName
from approvals.operations.unlock_account import Unlocks
from bot.delivery import Delivery
from bot.identity import Identity
from bot.listeners import (
    accounts,
    afterwards,
    appeals,
    asking_again,
    cards,
    codes,
    commands,
    decisions,
    denials,
    emergencies,
    exceptions,
    extending,
    forms,
    handing_over,
    homes,
    inquiries,
    lockouts,
    messages,
    picking,
    replies,
    reviewing,
    several,
    shaping,
    suggestions,
    unlocking,
    warning_signs,
)
from bot.listeners.failures import tell_failure
from bot.listeners.front import Front, nobody_unlocks
from bot.listeners.guarded import Guarded
from bot.work import Work
from intents.engines.port import Engine

LISTENERS = (
    messages,
    replies,
    suggestions,
    commands,
    cards,
    picking,
    forms,
    decisions,
    several,
    shaping,
    handing_over,
    codes,
    asking_again,
    denials,
    inquiries,
    lockouts,
    unlocking,
    appeals,
    exceptions,
    extending,
    emergencies,
    afterwards,
    reviewing,
    homes,
    accounts,
    warning_signs,
)


def build_front(
    *,
    desk_of: Callable[[], Desk],
    engine: Engine,
    client: AsyncWebClient,
    delivery: Delivery,
    unlocks: Callable[[], Unlocks | None] = nobody_unlocks,
) -> Front:
    """What the listeners and the jobs that answer people have at hand."""
    return Front(
        desk_of=desk_of,
        engine=engine,
        client=client,
        identity=Identity(desk_of, client),
        delivery=delivery,
        unlocks=unlocks,
    )


def slack_handlers(front: Front) -> dict[str, Handler]:
    """The jobs of this room, by name."""
    return {
        messages.HEAR: messages.hearing(front),
        replies.REPLY: replies.passing_on(front),
        JobName.TELL_INQUIRY: inquiries.telling_inquiry(front),
        JobName.TELL_TICKET: inquiries.telling_ticket(front),
        JobName.SETTLE_UNLOCK: unlocking.settling_unlock(front),
    }


def slack_last_words(front: Front) -> dict[str, LastWords]:
    """What is done when one of them is given up: whoever wrote is told so."""
    return {messages.HEAR: messages.giving_up(front), replies.REPLY: replies.giving_up(front)}


def build_app(front: Front, *, signing_secret: str, work: Work) -> AsyncApp:
    """The app; `work` counts what is under way after an acknowledgement."""
    app = AsyncApp(
        name="usher", client=front.client, signing_secret=signing_secret, process_before_response=False
    )

    @app.middleware
    async def whose_member(body: dict[str, Any], context: Any, next: Any) -> None:
        """A click says whose workspace's member clicked, where Bolt looks only at the workspace that was told."""
        user = body.get("user")
        if isinstance(user, dict) and user.get("team_id"):
            context["actor_team_id"] = user["team_id"]
        await next()

    guarded = Guarded(app, front, work)
    for listener in LISTENERS:
        listener.register(guarded, front)

    @app.error
    async def failed(error: Exception, body: dict[str, Any], context: Any) -> None:
        await tell_failure(front, error, body, context)

    return app
