"""Break glass: the button on the card, the modal that says what will happen, and Security's review."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.views import View

from approvals.emergencies import EmergencyOffer
from approvals.errors import AlreadyDecided, NotAllowed
from bot.drafts import Draft, DraftStatus, close_draft, closed_sentence, open_draft, request_filed
from bot.listeners.acting import act, request_of_item
from bot.listeners.decisions import item_of
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded
from bot.listeners.homes import publish_after
from bot.listeners.proposing import offered_in_emergency
from bot.listeners.submitting import remember, remembered, submitted, typed_reason
from bot.views import action_ids
from bot.views.emergency import break_glass_modal, not_right_modal
from catalog.model import Person


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons and modals."""

    @app.opening(action_ids.BREAK_GLASS)
    async def breaking(body: dict[str, Any], action: dict[str, Any], context: Any) -> View:
        draft = await open_draft(front.desk_of().store, action["value"], by=(await front.person(context)).id)
        offer = await _offer(front, draft)
        company = front.desk_of().company
        wish = draft.choice.items[0]
        place = company.places[wish.entitlement]
        kept = remember(draft.id, body, context)
        return break_glass_modal(kept, company, offer, label=place.label, scope=wish.scope, owner=place.owner)

    @app.view(action_ids.BREAK_GLASS_SENT)
    async def broken(ack: Any, view: dict[str, Any], context: Any) -> None:
        draft_id, seat = remembered(view, context)

        async def done() -> str:
            person = await front.person(context)
            draft = await open_draft(front.desk_of().store, draft_id, by=person.id)
            return await _break(front, draft, person, typed_reason(view))

        filed = await submitted(front, ack, done(), seat=seat)
        if filed is not None:
            await front.refresh(filed)

    @app.action(action_ids.REVIEW_RIGHT)
    async def right(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        from approvals.operations.review_emergency import review_emergency

        async def said(person: Person) -> None:
            await review_emergency(front.desk_of(), item_id=action["value"], by=person.id, right=True)

        await act(front, ack, body, context, said, about=action["value"], request_of=request_of_item)

    @app.opening(action_ids.REVIEW_NOT_RIGHT)
    async def not_right(body: dict[str, Any], action: dict[str, Any], context: Any) -> View:
        await front.person(context)
        request, item = await item_of(front, action["value"])
        return not_right_modal(remember(item.id, body, context), front.desk_of().company, request, item)

    @app.view(action_ids.REVIEW_NOT_RIGHT_SENT)
    async def reviewed(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.review_emergency import review_emergency

        item_id, seat = remembered(view, context)

        async def said() -> Person:
            person = await front.person(context)
            await review_emergency(
                front.desk_of(), item_id=item_id, by=person.id, right=False, note=typed_reason(view)
            )
            return person

        reviewer = await submitted(front, ack, said(), seat=seat, about=item_id)
        if reviewer is not None and not seat.channel:  # the button was on the Home tab, which still shows it
            await publish_after(front, context.user_id, reviewer)


async def _offer(front: Front, draft: Draft) -> EmergencyOffer:
    """What it would come to now. Raises NotAllowed."""
    offer = await offered_in_emergency(front, draft)
    if offer is None or not offer.allowed:
        says = (
            offer.says if offer else "Tell me of the emergency in our direct messages, one thing at a time."
        )
        raise NotAllowed(says)
    return offer


async def _break(front: Front, draft: Draft, person: Person, reason: str) -> str:
    """The request's id; the same card gives the same request. Raises Refused."""
    from approvals.operations.break_glass import break_glass
    from approvals.queries.requests import request_picture

    desk = front.desk_of()
    known = await request_filed(desk.store, draft.id)
    if known is None:
        await _offer(front, draft)  # what a model made of the message is no reason: the card has to offer it
    elif not any(item.emergency for item in (await request_picture(desk, known)).items):
        raise AlreadyDecided(closed_sentence(DraftStatus.SENT))
    wish = draft.choice.items[0]
    duration, until = wish.time(draft.choice.duration, draft.choice.until)
    request_id = await break_glass(
        desk,
        person=person.id,
        wish=wish,
        duration=duration,
        until=until,
        reason=reason,
        words=draft.text,
        key=draft.id,
    )
    await close_draft(
        desk.store, draft.id, DraftStatus.SENT, request_id=request_id, company_version=desk.company.version
    )
    return request_id
