"""The menu beside Approve and Deny, and approving with changes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from approvals.errors import CodesMissing, NoCode, NotFound, Refused, WrongCode
from bot.drafts import FORGOTTEN
from bot.listeners.acknowledging import FieldOf, committed_or_said
from bot.listeners.acting import redraw, request_of_item
from bot.listeners.decisions import item_of, remember, remembered, typed_reason
from bot.listeners.front import Front, Seat, seat_of
from bot.listeners.guarded import Guarded
from bot.listeners.handing_over import open_delegate, send_on
from bot.views import action_ids
from bot.views.decision_buttons import chosen
from bot.views.details import details_modal
from bot.views.lessening_modal import asks_for_code, changed_modal, read_changed, typed_code
from bot.views.reasons import ask_modal

Opened = Callable[[Front, dict[str, Any], Any, str], Awaitable[None]]


def register(app: Guarded, front: Front) -> None:
    """Listens to the menu and to its modals."""

    @app.action(action_ids.MORE)
    async def more(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        verb, item_id = chosen(str((action.get("selected_option") or {}).get("value") or ""))
        if verb == action_ids.MORE_NOT_MINE:
            await send_on(front, ack, body, context, item_id)
            return
        if verb not in _OPENED:
            await ack()
            raise NotFound(FORGOTTEN)
        await ack()
        await _OPENED[verb](front, body, context, item_id)

    @app.view(action_ids.CHANGED)
    async def changed(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.approve_changed import approve_changed

        item_id, seat = remembered(view, context)
        company = front.desk_of().company
        _, item = await item_of(front, item_id)
        less, why, faults = read_changed(company, item, view)
        if less is None:
            await ack(response_action="errors", errors=faults)
            return

        async def yes() -> None:
            person = await front.person(context)
            await approve_changed(
                front.desk_of(), item_id=item_id, by=person.id, less=less, why=why, code=typed_code(view)
            )

        def field(refusal: Refused) -> str:
            about_the_code = isinstance(refusal, (WrongCode, NoCode, CodesMissing))
            return action_ids.CODE if about_the_code and asks_for_code(view) else action_ids.CHANGED_WHY

        await _submitted(front, ack, yes(), seat=seat, field=field, item_id=item_id)

    @app.view(action_ids.ASK)
    async def asked(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.ask_for_more import ask_for_more

        item_id, seat = remembered(view, context)

        async def put() -> None:
            person = await front.person(context)
            await ask_for_more(front.desk_of(), item_id=item_id, by=person.id, text=typed_reason(view))

        await _submitted(front, ack, put(), seat=seat, field=action_ids.REASON, item_id=item_id)


async def _submitted(
    front: Front,
    ack: Any,
    operation: Coroutine[Any, Any, None],
    *,
    seat: Seat,
    field: str | FieldOf,
    item_id: str,
) -> None:
    """A modal about an item: what it does, a refusal beside the field, and the newest state everywhere."""
    try:
        await committed_or_said(ack, operation, field=field, company=front.desk_of().company)
    except Refused as refusal:
        await front.tell(seat, refusal.sentence)
    finally:
        await redraw(front, item_id, request_of_item)


async def _open_changed(front: Front, body: dict[str, Any], context: Any, item_id: str) -> None:
    await front.person(context)
    request, item = await item_of(front, item_id)
    kept = remember(item_id, seat_of(body, context))
    desk = front.desk_of()
    codes = desk.policies.asks_for_codes(desk.company)
    view = changed_modal(kept, desk.company, request, item, codes=codes)
    await front.client.views_open(trigger_id=body["trigger_id"], view=view.to_dict())


async def _open_details(front: Front, body: dict[str, Any], context: Any, item_id: str) -> None:
    reader = await front.person(context)
    request, item = await item_of(front, item_id)
    view = details_modal(front.desk_of().company, request, item, reader=reader.id)
    await front.client.views_open(trigger_id=body["trigger_id"], view=view.to_dict())


async def _open_ask(front: Front, body: dict[str, Any], context: Any, item_id: str) -> None:
    await front.person(context)
    request, item = await item_of(front, item_id)
    kept = remember(item_id, seat_of(body, context))
    view = ask_modal(kept, front.desk_of().company, request, item)
    await front.client.views_open(trigger_id=body["trigger_id"], view=view.to_dict())


_OPENED: dict[str, Opened] = {
    action_ids.MORE_CHANGED: _open_changed,
    action_ids.MORE_DETAILS: _open_details,
    action_ids.MORE_ASK: _open_ask,
    action_ids.MORE_DELEGATE: open_delegate,
}
