"""The menu beside Approve and Deny, and approving with changes."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from slack_sdk.models.views import View

from approvals.errors import CodesMissing, NoCode, NotFound, Refused, WrongCode
from bot.drafts import FORGOTTEN
from bot.listeners.decisions import item_of
from bot.listeners.front import Front
from bot.listeners.guarded import Guarded
from bot.listeners.handing_over import delegation, send_on
from bot.listeners.opening import open_window
from bot.listeners.submitting import remember, remembered, submitted, typed_reason
from bot.views import action_ids
from bot.views.decision_buttons import chosen
from bot.views.details import details_modal
from bot.views.lessening_modal import asks_for_code, changed_modal, read_changed, typed_code
from bot.views.reasons import ask_modal

Opened = Callable[[Front, dict[str, Any], Any, str], Coroutine[Any, Any, View]]


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
        await open_window(front, body, _OPENED[verb](front, body, context, item_id))

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

        await submitted(front, ack, yes(), seat=seat, field=field, about=item_id)

    @app.view(action_ids.ASK)
    async def asked(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.ask_for_more import ask_for_more

        item_id, seat = remembered(view, context)

        async def put() -> None:
            person = await front.person(context)
            await ask_for_more(front.desk_of(), item_id=item_id, by=person.id, text=typed_reason(view))

        await submitted(front, ack, put(), seat=seat, about=item_id)


async def _changed(front: Front, body: dict[str, Any], context: Any, item_id: str) -> View:
    await front.person(context)
    request, item = await item_of(front, item_id)
    desk = front.desk_of()
    codes = desk.policies.asks_for_codes(desk.company)
    return changed_modal(remember(item_id, body, context), desk.company, request, item, codes=codes)


async def _details(front: Front, body: dict[str, Any], context: Any, item_id: str) -> View:
    reader = await front.person(context)
    return details_modal(front.desk_of().company, *await item_of(front, item_id), reader=reader.id)


async def _question(front: Front, body: dict[str, Any], context: Any, item_id: str) -> View:
    await front.person(context)
    request, item = await item_of(front, item_id)
    return ask_modal(remember(item_id, body, context), front.desk_of().company, request, item)


_OPENED: dict[str, Opened] = {
    action_ids.MORE_CHANGED: _changed,
    action_ids.MORE_DETAILS: _details,
    action_ids.MORE_ASK: _question,
    action_ids.MORE_DELEGATE: delegation,
}
