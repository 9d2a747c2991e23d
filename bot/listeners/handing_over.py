"""Delegate and Not me: somebody else is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from approvals.errors import BadInput
from bot.links import Unlinked
from bot.listeners.acting import act, request_of_item
from bot.listeners.decisions import item_of
from bot.listeners.front import Front, seat_of
from bot.listeners.guarded import Guarded
from bot.listeners.submitting import remember, remembered, submitted
from bot.texts import mentions
from bot.views import action_ids
from bot.views.handing_over import delegate_modal, read_delegate
from catalog.model import Person

PROPOSED = timedelta(days=7)
_AWAY = (TimeoutError, SlackApiError, aiohttp.ClientError)


def register(app: Guarded, front: Front) -> None:
    """Listens to the modal; its opening and Not me are entries of the menu on the card."""

    @app.view(action_ids.DELEGATE)
    async def delegated(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.delegate import delegate

        item_id, seat = remembered(view, context)
        user, until = read_delegate(view)
        if until is None:
            errors = {action_ids.DELEGATE_UNTIL: "Choose a day, from today on."}
            await ack(response_action="errors", errors=errors)
            return
        day = until

        async def handed() -> None:
            person = await front.person(context)
            try:
                to = await front.identity.named(user, context.team_id)
            except Unlinked as refusal:
                raise BadInput(refusal.about_them) from refusal
            except _AWAY as away:
                raise BadInput("Slack did not tell me who that is just now; try again in a moment.") from away
            await delegate(front.desk_of(), item_id=item_id, by=person.id, to=to.id, until=day)

        await submitted(front, ack, handed(), seat=seat, field=action_ids.DELEGATE_TO, about=item_id)


async def delegation(front: Front, body: dict[str, Any], context: Any, item_id: str) -> View:
    """The window in which somebody is chosen."""
    await front.person(context)
    request, item = await item_of(front, item_id)
    desk = front.desk_of()
    until = desk.now().astimezone(desk.company.zone).date() + PROPOSED
    return delegate_modal(remember(item_id, body, context), desk.company, request, item, until=until)


async def send_on(front: Front, ack: Any, body: dict[str, Any], context: Any, item_id: str) -> None:
    """Not me. Raises Refused."""
    from approvals.operations.not_mine import not_mine

    instead: list[str] = []

    async def on(person: Person) -> None:
        instead.extend(await not_mine(front.desk_of(), item_id=item_id, by=person.id))

    await act(front, ack, body, context, on, about=item_id, request_of=request_of_item)
    names = mentions(front.desk_of().company, instead)
    await front.tell(seat_of(body, context), f"Thank you; it waits for {names} now.")
