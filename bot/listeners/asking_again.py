"""What whoever asked can do about it: nudge, ask again with changes, ask for what they were pointed to."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.models.views import View

from approvals.ends import passed
from approvals.errors import NotYours, TargetChanged
from approvals.model import ItemStatus, Wish
from approvals.pictures import ItemPicture, RequestPicture
from bot.choice import Choice
from bot.listeners.acting import act, the_request
from bot.listeners.decisions import item_of
from bot.listeners.form_people import user_shown
from bot.listeners.forms import start_chosen
from bot.listeners.front import Front, seat_of
from bot.listeners.guarded import Guarded
from bot.listeners.proposing import show_proposal
from bot.views import action_ids
from bot.views.form import MOST_ROWS, Form, form_view
from bot.views.form_row import Row
from catalog.model import Person

_ENDED = {ItemStatus.DENIED, ItemStatus.REFUSED, ItemStatus.WITHDRAWN, ItemStatus.LAPSED}


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons."""

    @app.action(action_ids.NUDGE)
    async def nudged(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        from approvals.operations.nudge import nudge

        async def told(person: Person) -> None:
            await nudge(front.desk_of(), request_id=action["value"], by=person.id)

        await act(front, ack, body, context, told, about=action["value"], request_of=the_request)
        await front.tell(seat_of(body, context), "They have been told once more.")

    @app.opening(action_ids.ASK_AGAIN)
    async def again(action: dict[str, Any], context: Any) -> View:
        from approvals.queries.requests import request_picture

        person = await front.person(context)
        request = await request_picture(front.desk_of(), action["value"])
        _refuse_others(request, person)
        return form_view(front.desk_of().company, await _filled_in(front, request))

    @app.action(re.compile(f"^{action_ids.ASK_INSTEAD}_\\d+$"))
    async def instead(ack: Any, action: dict[str, Any], context: Any) -> None:
        await ack()
        person = await front.person(context)
        request, item = await item_of(front, action["value"])
        _refuse_others(request, person)
        place = front.desk_of().company.places.get(item.instead)
        if place is None:
            raise TargetChanged(
                "What you were pointed to is no longer in the catalog; tell me what you need."
            )
        rules = place.resource.scopes
        scope = {key: value for key, value in item.scope.items() if key in rules and rules[key].allows(value)}
        duration, until = _time_of(front, request, item)
        choice = Choice(
            items=(Wish(entitlement=item.instead, scope=scope),),
            duration=duration,
            until=until,
            justification=request.justification,
            beneficiary=request.beneficiary if request.beneficiary != request.requester else None,
        )
        await show_proposal(front, await start_chosen(front, person, choice))


def _refuse_others(request: RequestPicture, person: Person) -> None:
    if person.id != request.requester:
        raise NotYours("Only the person who asked can ask again; tell me what you need yourself.")


def _time_of(
    front: Front, request: RequestPicture, item: ItemPicture
) -> tuple[timedelta | None, datetime | None]:
    """How long it was asked for, with the end that was named unless that is over; nothing where the usual was meant."""
    desk = front.desk_of()
    until = None if passed(item.until, desk.now()) else item.until
    if request.duration is not None:
        return request.duration, until
    place = desk.company.places.get(item.entitlement)
    usual = place is not None and item.until is None and item.duration == place.entitlement.default_duration
    return (None, None) if usual else (item.duration, until)


async def _filled_in(front: Front, request: RequestPicture) -> Form:
    """The form with what did not come about, as it was asked for, without what the catalog no longer has."""
    known = [
        item
        for item in request.items
        if item.status in _ENDED and item.entitlement in front.desk_of().company.places
    ]
    shared = (None, None) if request.duration is None else _time_of(front, request, request.items[0])
    rows = []
    for number, item in enumerate(known[:MOST_ROWS]):
        own = _time_of(front, request, item) if request.duration is None else (None, None)
        rows.append(Row(number, item.entitlement, item.scope, *own))
    other = request.beneficiary if request.beneficiary != request.requester else None
    return Form(
        rows=tuple(rows) or (Row(0),),
        duration=shared[0],
        until=shared[1],
        why=request.justification,
        user=await user_shown(front, other),
        beneficiary=other,
    )
