"""Approve, Deny and Withdraw: one click, one operation, and the newest state on every card."""

from __future__ import annotations

import json
from typing import Any

from sqlmodel import select

from approvals.errors import Refused
from approvals.store.tables import ItemRow
from bot.listeners.front import Front, Seat, seat_of
from bot.listeners.guarded import Guarded
from bot.listeners.homes import publish_if_home
from bot.views import action_ids
from bot.views.reasons import deny_modal


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons."""

    @app.action(action_ids.APPROVE)
    async def approved(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        from approvals.operations.approve import approve

        await ack()
        person = await front.person(context)
        try:
            await approve(front.desk_of(), item_id=action["value"], by=person.id)
        finally:  # a card that could still be clicked is drawn anew, whatever came of the click
            await refresh_item(front, action["value"])
            await publish_if_home(front, body, person)

    @app.action(action_ids.DENY)
    async def denying(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        await ack()
        await front.person(context)
        view = deny_modal(remember(action["value"], seat_of(body, context)))
        await front.client.views_open(trigger_id=body["trigger_id"], view=view.to_dict())

    @app.view(action_ids.REASON_DENY)
    async def denied(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.deny import deny

        reason = typed_reason(view)
        if not reason:
            await ack(
                response_action="errors", errors={action_ids.REASON: "Give a reason: the requester reads it."}
            )
            return
        await ack()
        item_id, seat = remembered(view, context)
        try:
            person = await front.person(context)
            await deny(front.desk_of(), item_id=item_id, by=person.id, reason=reason)
        except Refused as refusal:
            await front.tell(seat, refusal.sentence)
        await refresh_item(front, item_id)

    @app.action(action_ids.WITHDRAW)
    async def withdrawn(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        from approvals.operations.withdraw import withdraw

        await ack()
        person = await front.person(context)
        try:
            await withdraw(front.desk_of(), request_id=action["value"], by=person.id)
        finally:
            await front.refresh(action["value"])
            await publish_if_home(front, body, person)


async def refresh_item(front: Front, item_id: str) -> None:
    """Draws the request of that item anew; an item that never existed has none."""
    async with front.desk_of().store.reading() as session:
        request_id = (await session.exec(select(ItemRow.request_id).where(ItemRow.id == item_id))).first()
    if request_id is not None:
        await front.refresh(request_id)


def remember(about: str, seat: Seat) -> str:
    """What a modal keeps in mind: what it is about, and where its button was."""
    return json.dumps([about, seat.channel, seat.thread_ts])


def remembered(view: dict[str, Any], context: Any) -> tuple[str, Seat]:
    """The same, read back."""
    about, channel, thread_ts = json.loads(view["private_metadata"])
    return str(about), Seat(user=context.user_id, channel=str(channel), thread_ts=str(thread_ts))


def typed_reason(view: dict[str, Any]) -> str:
    """What was typed into the one field."""
    return str(view["state"]["values"][action_ids.REASON][action_ids.REASON].get("value") or "").strip()
