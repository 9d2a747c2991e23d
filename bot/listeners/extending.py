"""Extend: a button on live access and on the reminder, and the modal behind it."""

from __future__ import annotations

import re
from typing import Any

from approvals.errors import NotYours, Refused
from bot.listeners.acknowledging import committed_or_said
from bot.listeners.decisions import remember, remembered, typed_reason
from bot.listeners.front import Front, seat_of
from bot.listeners.guarded import Guarded
from bot.views import action_ids
from bot.views.extending import extend_modal, read_extend


def register(app: Guarded, front: Front) -> None:
    """Listens to that button and its modal."""

    @app.action(re.compile(f"^{action_ids.EXTEND}(_\\d+)?$"))
    async def extending(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        from approvals.queries.grants import grant_picture
        from approvals.queries.requests import request_picture

        await ack()
        person = await front.person(context)
        desk = front.desk_of()
        grant = await grant_picture(desk, action["value"])
        if person.id != grant.person:
            request = await request_picture(desk, grant.request_id)
            if person.id != request.requester:
                raise NotYours("Only the person who holds this access, or who asked for it, can extend it.")
        view = extend_modal(remember(grant.id, seat_of(body, context)), desk.company, grant)
        await front.client.views_open(trigger_id=body["trigger_id"], view=view.to_dict())

    @app.view(action_ids.EXTEND_SENT)
    async def asked(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.extend import extend

        grant_id, seat = remembered(view, context)
        duration, faults = read_extend(view)
        if duration is None:
            await ack(response_action="errors", errors=faults)
            return

        async def filed() -> str:
            person = await front.person(context)
            # One modal that is submitted twice asks once.
            key = f"extend:{view['id']}"
            reason = typed_reason(view)
            return await extend(
                front.desk_of(), grant_id=grant_id, by=person.id, duration=duration, reason=reason, key=key
            )

        try:
            request_id = await committed_or_said(
                ack, filed(), field=action_ids.REASON, company=front.desk_of().company
            )
        except Refused as refusal:
            await front.tell(seat, refusal.sentence)
            return
        if request_id is not None:
            await front.refresh(request_id)
            await front.refresh(await _request_of(front, grant_id))


async def _request_of(front: Front, grant_id: str) -> str:
    from approvals.queries.grants import grant_picture

    return (await grant_picture(front.desk_of(), grant_id)).request_id
