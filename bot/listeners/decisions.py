"""Approve, Deny and Withdraw: one click, one operation, and the newest state on every card."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.views import View

from approvals.errors import CodeNeeded, LinkNeeded, Refused
from approvals.pictures import ItemPicture, RequestPicture
from bot.listeners.acting import act, request_of_item, the_request
from bot.listeners.codes import code_due
from bot.listeners.confirm_links import send_the_link
from bot.listeners.front import Front, seat_of
from bot.listeners.guarded import Guarded
from bot.listeners.opening import open_window
from bot.listeners.submitting import remember, remembered, submitted, typed_reason
from bot.listeners.used import spent_after
from bot.views import action_ids
from bot.views.form_row import MENU_OPTIONS, entitlement_of, entitlement_option
from bot.views.reasons import deny_modal
from catalog.model import Person


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons."""

    @app.action(action_ids.APPROVE)
    async def approved(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        from approvals.operations.approve import approve

        async def yes(person: Person) -> None:
            try:
                await approve(front.desk_of(), item_id=action["value"], by=person.id)
            except CodeNeeded as needed:
                await open_window(front, body, code_due(front, body, context, action["value"], needed))
            except LinkNeeded as needed:
                await send_the_link(front, seat_of(body, context), person, action["value"], needed)

        await act(front, ack, body, context, yes, about=action["value"], request_of=request_of_item)

    @app.opening(action_ids.DENY)
    async def denying(body: dict[str, Any], action: dict[str, Any], context: Any) -> View:
        await front.person(context)
        request, item = await item_of(front, action["value"])
        return deny_modal(remember(item.id, body, context), front.desk_of().company, request, item)

    @app.options(action_ids.DENY_INSTEAD)
    async def searched(ack: Any, body: dict[str, Any], context: Any) -> None:
        from catalog.search import search

        company = front.desk_of().company
        try:
            await front.person(context)
            request, item = await item_of(front, remembered(body["view"], context)[0])
        except Refused:  # a menu can show nothing but options; submitting says why
            await ack(options=[])
            return
        holder = company.people.get(request.beneficiary)
        found = search(company, holder, str(body.get("value") or ""), MENU_OPTIONS) if holder else []
        others = [place.entitlement.id for place in found if place.entitlement.id != item.entitlement]
        await ack(options=[entitlement_option(company, one).to_dict() for one in others])

    @app.view(action_ids.REASON_DENY)
    async def denied(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.deny import deny

        reason = typed_reason(view)
        if not reason:
            await ack(
                response_action="errors", errors={action_ids.REASON: "Give a reason: the requester reads it."}
            )
            return
        item_id, seat = remembered(view, context)
        pointed = _pointed(view)
        instead = entitlement_of(front.desk_of().company, pointed) if pointed else None
        if pointed and instead is None:
            errors = {action_ids.DENY_INSTEAD: "That is not in the catalog; choose something else."}
            await ack(response_action="errors", errors=errors)
            return

        async def no() -> None:
            person = await front.person(context)
            await deny(front.desk_of(), item_id=item_id, by=person.id, reason=reason, instead=instead)

        await submitted(front, ack, no(), seat=seat, about=item_id)

    @app.action(action_ids.WITHDRAW)
    async def withdrawn(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        from approvals.operations.withdraw import withdraw

        async def back(person: Person) -> None:
            await withdraw(front.desk_of(), request_id=action["value"], by=person.id)

        async with spent_after(front, body, action):
            await act(front, ack, body, context, back, about=action["value"], request_of=the_request)


async def item_of(front: Front, item_id: str) -> tuple[RequestPicture, ItemPicture]:
    """An item with its request. Raises NotFound."""
    from approvals.queries import requests

    request = await requests.request_of_item(front.desk_of(), item_id)
    return request, next(item for item in request.items if item.id == item_id)


def _pointed(view: dict[str, Any]) -> str:
    """The option of what is pointed to; empty where nothing was."""
    held = view["state"]["values"].get(action_ids.DENY_INSTEAD, {}).get(action_ids.DENY_INSTEAD) or {}
    return str((held.get("selected_option") or {}).get("value") or "")
