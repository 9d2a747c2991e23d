"""One-time codes: setting them up and taking them away on the Home tab, and confirming an approval with one."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from slack_sdk.models.views import View

from approvals.errors import CodeNeeded, NotFound
from bot.links import Unlinked
from bot.listeners.front import Front, Seat, seat_of
from bot.listeners.guarded import Guarded
from bot.listeners.homes import publish_after
from bot.listeners.submitting import submitted
from bot.texts import iam_admins, mention
from bot.views import action_ids
from bot.views.codes import code_modal, remove_modal, reset_modal, set_up_modal
from catalog.model import Person, PersonId


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons and modals."""

    @app.view(action_ids.CODE_APPROVE)
    async def confirmed(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.approve import approve
        from approvals.operations.stepping_up import Proof

        item_id, ticket, seat = _asked_about(view, context)
        proof = Proof(ticket=ticket, code=_typed(view, action_ids.CODE))

        async def yes(person: Person) -> None:
            await approve(front.desk_of(), item_id=item_id, by=person.id, proof=proof)

        person = await _submitted(front, ack, seat, context, yes, about=item_id)
        if person is not None and not seat.channel:  # it began on the Home tab
            await publish_after(front, context.user_id, person)

    @app.opening(action_ids.CODES_BEGIN)
    async def begun(context: Any) -> View:
        from approvals.operations.begin_codes import begin_codes

        person = await front.person(context)
        return set_up_modal(await begin_codes(front.desk_of(), by=person.id))

    @app.view(action_ids.CODES_SET_UP)
    async def set_up(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.confirm_codes import confirm_codes

        async def confirm(person: Person) -> None:
            await confirm_codes(
                front.desk_of(),
                by=person.id,
                code=_typed(view, action_ids.CODE),
                present_code=_typed(view, action_ids.CODE_BEFORE),
            )

        if (person := await _submitted(front, ack, Seat(context.user_id), context, confirm)) is not None:
            await _told(front, person.id, "One-time codes were set up for you just now.")
            await publish_after(front, context.user_id, person)

    @app.opening(action_ids.CODES_REMOVE)
    async def removing(context: Any) -> View:
        await front.person(context)
        return remove_modal()

    @app.view(action_ids.CODES_REMOVED)
    async def removed(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.remove_codes import remove_codes

        async def remove(person: Person) -> None:
            await remove_codes(front.desk_of(), by=person.id, code=_typed(view, action_ids.CODE))

        if (person := await _submitted(front, ack, Seat(context.user_id), context, remove)) is not None:
            await _told(front, person.id, "Your one-time codes were removed just now.")
            await publish_after(front, context.user_id, person)

    @app.opening(action_ids.CODES_RESET)
    async def resetting(context: Any) -> View:
        await front.person(context)
        return reset_modal()

    @app.view(action_ids.CODES_RESET_SENT)
    async def reset(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.reset_codes import reset_codes

        whose: list[PersonId] = []

        async def take_away(person: Person) -> None:
            picked = view["state"]["values"][action_ids.CODES_WHOSE][action_ids.CODES_WHOSE]["selected_user"]
            try:
                whose.append((await front.identity.named(picked, context.team_id)).id)
            except Unlinked as nobody:
                raise NotFound(nobody.about_them) from nobody
            await reset_codes(
                front.desk_of(), person=whose[0], by=person.id, reason=_typed(view, action_ids.REASON)
            )

        admin = await _submitted(
            front, ack, Seat(context.user_id), context, take_away, field=action_ids.REASON
        )
        if admin is not None:
            who = mention(front.desk_of().company, admin.id)
            await _told(front, whose[0], f"{who} reset your one-time codes; set up new ones on my Home tab.")


async def code_due(
    front: Front, body: dict[str, Any], context: Any, item_id: str, needed: CodeNeeded
) -> View:
    """The window in which the click is confirmed."""
    from approvals.queries.requests import request_of_item as picture_of

    desk = front.desk_of()
    request = await picture_of(desk, item_id)
    item = next(item for item in request.items if item.id == item_id)
    seat = seat_of(body, context)
    about = json.dumps([item_id, needed.ticket, seat.channel, seat.thread_ts])
    return code_modal(about, desk.company, request, item, needed.sentence)


def _asked_about(view: dict[str, Any], context: Any) -> tuple[str, str, Seat]:
    item_id, ticket, channel, thread_ts = json.loads(view["private_metadata"])
    seat = Seat(user=context.user_id, channel=str(channel), thread_ts=str(thread_ts))
    return str(item_id), str(ticket), seat


async def _submitted(
    front: Front,
    ack: Any,
    seat: Seat,
    context: Any,
    operation: Callable[[Person], Awaitable[None]],
    *,
    field: str = action_ids.CODE,
    about: str = "",
) -> Person | None:
    """Runs what a modal asks for, as whoever sent it; None when it was refused, which has been said then."""

    async def done() -> Person:
        person = await front.person(context)
        await operation(person)
        return person

    return await submitted(front, ack, done(), seat=seat, field=field, about=about)


async def _told(front: Front, person: PersonId, sentence: str) -> None:
    """To the one it is about, who may know nothing of it."""
    whom = iam_admins(front.desk_of().company)
    await front.delivery.people.tell(person, f"{sentence} If you did not expect that, tell {whom} now.")


def _typed(view: dict[str, Any], field: str) -> str:
    """What was typed into that field; nothing where the modal does not have it."""
    state = view["state"]["values"].get(field, {}).get(field, {})
    return str(state.get("value") or "")
