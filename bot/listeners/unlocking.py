"""Unlock now: looked at once more, asked of the policy, done, and told to the one whose account it is."""

from __future__ import annotations

from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from approvals.errors import NotAllowed
from bot.listeners import lockouts
from bot.listeners.front import Front, seat_of
from bot.listeners.guarded import Guarded
from bot.listeners.used import spent_after
from bot.texts import mention
from bot.views import action_ids
from catalog.model import PersonId

log = structlog.get_logger(__name__)


def register(app: Guarded, front: Front) -> None:
    """Listens to the button."""

    @app.action(action_ids.UNLOCK)
    async def unlocked(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        from approvals.operations.unlock_account import unlock_account

        await ack()
        desk = front.desk_of()
        inquiry = await lockouts.inquiry_behind(front, context, action)
        unlocks = front.unlocks()
        lock = lockouts.lock_of(await lockouts.explained(desk, inquiry.about))
        if unlocks is None:
            raise NotAllowed("Nobody can be unlocked from here any more; talk to the helpdesk.")
        if lock is None:
            raise NotAllowed("The account is not locked any more; sign in, or ask me again.")
        async with spent_after(front, body, action):
            whose = await unlock_account(
                desk, inquiry_id=inquiry.id, by=inquiry.asker, lock=lock, unlocks=unlocks
            )
        await front.tell(
            seat_of(body, context), "Done: Okta has lifted the lock. Signing in works again now."
        )
        if whose != inquiry.asker:
            await _told(front, whose, by=inquiry.asker)


async def _told(front: Front, person: PersonId, *, by: PersonId) -> None:
    """What was done stays done without it; the log has it as well."""
    text = f"{mention(front.desk_of().company, by)} has unlocked your account. If that surprises you, tell Security now."
    try:
        if (channel := await front.delivery.places.dm(person)) is not None:
            await front.client.chat_postMessage(channel=channel, text=text)
    except (TimeoutError, SlackApiError, aiohttp.ClientError):
        log.warning("unlocking.not_told", person=person, exc_info=True)
