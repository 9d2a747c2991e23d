"""Unlock now: looked at once more, asked of the policy, done, and told to the one whose account it is."""

from __future__ import annotations

from typing import Any

from approvals.errors import NotAllowed
from approvals.jobs.handlers import Handler
from approvals.queries.inquiries import InquiryPicture
from bot.listeners import lockouts
from bot.listeners.acknowledging import committed
from bot.listeners.front import Front, seat_of
from bot.listeners.guarded import Guarded
from bot.listeners.inquiries import patient
from bot.listeners.used import spent_after
from bot.texts import mention, name_of
from bot.views import action_ids
from bot.views.lockout import Reader
from bot.views.parts import text_card


def register(app: Guarded, front: Front) -> None:
    """Listens to the button."""

    @app.action(action_ids.UNLOCK)
    async def unlocked(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        async with spent_after(front, body, action):
            inquiry = await committed(ack, _unlock(front, context, action))
        await front.tell(
            seat_of(body, context), "Done: Okta has lifted the lock. Signing in works again now."
        )
        if inquiry.about != inquiry.asker:
            who = mention(front.desk_of().company, inquiry.asker)
            says = f"{who} has unlocked your account. If that surprises you, tell Security now."
            await front.delivery.people.tell(inquiry.about, says)


async def _unlock(front: Front, context: Any, action: dict[str, Any]) -> InquiryPicture:
    """Lifts the lock, if there is one still; returns the inquiry whose answer had the button. Raises Refused."""
    from approvals.operations.unlock_account import unlock_account

    desk = front.desk_of()
    inquiry = await lockouts.inquiry_behind(front, context, action)
    unlocks = front.unlocks()
    lock = lockouts.lock_of(await lockouts.explained(desk, Reader(inquiry.asker, inquiry.about)))
    if unlocks is None:
        raise NotAllowed("Nobody can be unlocked from here any more; talk to the helpdesk.")
    if lock is None:
        raise NotAllowed("The account is not locked any more; sign in, or ask me again.")
    await unlock_account(desk, inquiry_id=inquiry.id, by=inquiry.asker, lock=lock, unlocks=unlocks)
    return inquiry


def settling_unlock(front: Front) -> Handler:
    """The job that comes back to an unlocking; who wanted it is told where nobody knows what came of it."""

    async def settle(payload: Any) -> None:
        from approvals.operations.settle_unlock import settle_unlock
        from approvals.queries.inquiries import inquiry_picture

        desk = front.desk_of()
        unlock_id = await settle_unlock(desk, inquiry_id=payload["inquiry"])
        if not unlock_id:
            return
        inquiry = await inquiry_picture(desk, payload["inquiry"])
        whose = "your account" if inquiry.asker == inquiry.about else name_of(desk.company, inquiry.about)
        says = (
            f"I was interrupted while I had {whose} unlocked, and do not know whether Okta did it;"
            " ask me again why it is locked, and I look."
        )
        await front.delivery.people.show(inquiry.asker, f"unlock:{unlock_id}", text_card(says), once=True)

    return patient(settle)
