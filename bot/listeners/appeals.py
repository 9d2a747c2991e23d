"""Appealing a no, and ruling on an appeal: buttons, their modals, and the question in words."""

from __future__ import annotations

import re
from collections.abc import Coroutine
from typing import Any

from approvals.afterwards import AppealPicture
from approvals.errors import AlreadyDecided, NotFound, Refused
from approvals.pictures import ItemPicture, RequestPicture
from bot.listeners.acknowledging import committed_or_said
from bot.listeners.acting import redraw, request_of_item
from bot.listeners.decisions import item_of, remember, remembered, typed_reason
from bot.listeners.front import Front, Seat, seat_of
from bot.listeners.guarded import Guarded
from bot.views import action_ids
from bot.views.appeal_modals import appeal_modal, overturn_modal, stands_modal
from bot.views.appeals import APPEALABLE, appeals_answer
from bot.views.lessening_modal import typed_code
from bot.views.parts import Card
from catalog.model import Person
from intents.understanding import Understanding


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons and modals."""

    @app.action(re.compile(f"^{action_ids.APPEAL}(_\\d+)?$"))
    async def appealing(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        await ack()
        await front.person(context)
        request, item = await item_of(front, action["value"])
        kept = remember(item.id, seat_of(body, context))
        view = appeal_modal(kept, front.desk_of().company, request, item)
        await front.client.views_open(trigger_id=body["trigger_id"], view=view.to_dict())

    @app.view(action_ids.APPEAL_SENT)
    async def appealed(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.appeal import appeal

        item_id, seat = remembered(view, context)

        async def made() -> str:
            person = await front.person(context)
            return await appeal(front.desk_of(), item_id=item_id, by=person.id, reasons=typed_reason(view))

        if await _submitted(front, ack, made(), seat=seat, item_id=item_id):
            await front.tell(
                seat, "Your appeal is on its way; your request’s message shows what becomes of it."
            )

    @app.action(action_ids.APPEAL_STANDS)
    async def upholding(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        await ack()
        await front.person(context)
        request, item, appeal = await _appeal_of(front, action["value"])
        kept = remember(appeal.id, seat_of(body, context))
        view = stands_modal(kept, front.desk_of().company, request, item, appeal)
        await front.client.views_open(trigger_id=body["trigger_id"], view=view.to_dict())

    @app.action(action_ids.APPEAL_OVERTURN)
    async def overturning(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        await ack()
        await front.person(context)
        desk = front.desk_of()
        request, item, appeal = await _appeal_of(front, action["value"])
        kept = remember(appeal.id, seat_of(body, context))
        codes = desk.policies.asks_for_codes(desk.company)
        view = overturn_modal(kept, desk.company, request, item, appeal, codes=codes)
        await front.client.views_open(trigger_id=body["trigger_id"], view=view.to_dict())

    @app.view(action_ids.APPEAL_STANDS_SENT)
    async def upheld(ack: Any, view: dict[str, Any], context: Any) -> None:
        await _rule(front, ack, view, context, overturn=False)

    @app.view(action_ids.APPEAL_OVERTURN_SENT)
    async def overturned(ack: Any, view: dict[str, Any], context: Any) -> None:
        await _rule(front, ack, view, context, overturn=True)


async def appeals_card(front: Front, person: Person, understanding: Understanding) -> Card:
    """What the person could appeal; what their message names comes first."""
    from approvals.queries.requests import requests_of

    desk = front.desk_of()
    requests = await requests_of(desk, person.id, limit=30)
    found = [(request, item) for request in requests for item in request.items if item.status in APPEALABLE]
    named = {item.entitlement for item in understanding.items} or set(understanding.shortlist)
    found.sort(key=lambda pair: (not pair[1].appealable, pair[1].entitlement not in named))
    return appeals_answer(desk.company, found, reader=person.id)


async def _rule(front: Front, ack: Any, view: dict[str, Any], context: Any, *, overturn: bool) -> None:
    from approvals.operations.rule_on_appeal import rule_on_appeal
    from approvals.queries.appeals import item_of_appeal

    appeal_id, seat = remembered(view, context)

    async def ruled() -> bool:
        person = await front.person(context)
        note, code = typed_reason(view), typed_code(view) if overturn else ""
        await rule_on_appeal(
            front.desk_of(), appeal_id=appeal_id, by=person.id, overturn=overturn, note=note, code=code
        )
        return True

    await _submitted(front, ack, ruled(), seat=seat, item_id=await item_of_appeal(front.desk_of(), appeal_id))


async def _appeal_of(front: Front, appeal_id: str) -> tuple[RequestPicture, ItemPicture, AppealPicture]:
    """An appeal that can still be ruled on. Raises NotFound, AlreadyDecided."""
    from approvals.queries.appeals import item_of_appeal

    request, item = await item_of(front, await item_of_appeal(front.desk_of(), appeal_id))
    if item.appeal is None:
        raise NotFound("That appeal does not exist any more.")
    if item.appeal.ruling is not None:
        await redraw(front, item.id, request_of_item)
        raise AlreadyDecided("This appeal is settled already; the card shows how.")
    return request, item, item.appeal


async def _submitted(
    front: Front, ack: Any, operation: Coroutine[Any, Any, Any], *, seat: Seat, item_id: str
) -> bool:
    """Whether it was done; a refusal is said beside the field, and the newest state is shown everywhere."""
    try:
        done = await committed_or_said(
            ack, operation, field=action_ids.REASON, company=front.desk_of().company
        )
    except Refused as refusal:
        await front.tell(seat, refusal.sentence)
        return False
    finally:
        await redraw(front, item_id, request_of_item)
    return done is not None
