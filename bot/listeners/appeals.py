"""Appealing a no, and ruling on an appeal: buttons, their modals, and the question in words."""

from __future__ import annotations

import re
from typing import Any

from slack_sdk.models.views import View

from approvals import gone
from approvals.afterwards import AppealPicture
from approvals.errors import AlreadyDecided, NotFound
from approvals.pictures import ItemPicture, RequestPicture
from bot.listeners.acting import redraw, request_of_item
from bot.listeners.decisions import item_of
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded
from bot.listeners.submitting import remember, remembered, submitted, typed_reason
from bot.views import action_ids
from bot.views.appeal_modals import appeal_modal, overturn_modal, stands_modal
from bot.views.appeals import APPEALABLE, appeals_answer
from bot.views.lessening_modal import typed_code
from bot.views.parts import Card
from catalog.model import Person
from intents.understanding import Understanding


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons and modals."""

    @app.opening(re.compile(f"^{action_ids.APPEAL}(_\\d+)?$"))
    async def appealing(body: dict[str, Any], action: dict[str, Any], context: Any) -> View:
        person = await front.person(context)
        request, item = await item_of(front, action["value"])
        kept = remember(item.id, body, context)
        return appeal_modal(kept, front.desk_of().company, request, item, reader=person.id)

    @app.view(action_ids.APPEAL_SENT)
    async def appealed(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.appeal import appeal

        item_id, seat = remembered(view, context)

        async def made() -> str:
            person = await front.person(context)
            return await appeal(front.desk_of(), item_id=item_id, by=person.id, reasons=typed_reason(view))

        if await submitted(front, ack, made(), seat=seat, about=item_id):
            await front.tell(
                seat, "Your appeal is on its way; your request’s message shows what becomes of it."
            )

    @app.opening(action_ids.APPEAL_STANDS)
    async def upholding(body: dict[str, Any], action: dict[str, Any], context: Any) -> View:
        await front.person(context)
        request, item, appeal = await _appeal_of(front, action["value"])
        return stands_modal(
            remember(appeal.id, body, context), front.desk_of().company, request, item, appeal
        )

    @app.opening(action_ids.APPEAL_OVERTURN)
    async def overturning(body: dict[str, Any], action: dict[str, Any], context: Any) -> View:
        await front.person(context)
        desk = front.desk_of()
        request, item, appeal = await _appeal_of(front, action["value"])
        codes = desk.policies.asks_for_codes(desk.company)
        return overturn_modal(
            remember(appeal.id, body, context), desk.company, request, item, appeal, codes=codes
        )

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

    async def ruled() -> None:
        person = await front.person(context)
        note, code = typed_reason(view), typed_code(view) if overturn else ""
        await rule_on_appeal(
            front.desk_of(), appeal_id=appeal_id, by=person.id, overturn=overturn, note=note, code=code
        )

    await submitted(front, ack, ruled(), seat=seat, about=await item_of_appeal(front.desk_of(), appeal_id))


async def _appeal_of(front: Front, appeal_id: str) -> tuple[RequestPicture, ItemPicture, AppealPicture]:
    """An appeal that can still be ruled on. Raises NotFound, AlreadyDecided."""
    from approvals.queries.appeals import item_of_appeal

    request, item = await item_of(front, await item_of_appeal(front.desk_of(), appeal_id))
    if item.appeal is None:
        raise NotFound(gone.APPEAL)
    if item.appeal.ruling is not None:
        await redraw(front, item.id, request_of_item)
        raise AlreadyDecided("This appeal is settled already; the card shows how.")
    return request, item, item.appeal
