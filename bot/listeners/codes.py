"""One-time codes: setting them up and taking them away on the Home tab, and confirming an approval with one."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from approvals.errors import CodeNeeded, NotAllowed, NotFound, Refused
from approvals.jobs.retry import TryAgain
from bot.delivery.slack_calls import error_code
from bot.links import Unlinked
from bot.listeners.acknowledging import committed_or_said
from bot.listeners.acting import redraw, request_of_item
from bot.listeners.front import Front, Seat, seat_of
from bot.listeners.guarded import Guarded
from bot.listeners.homes import publish
from bot.texts import iam_admins, mention
from bot.views import action_ids
from bot.views.codes import code_modal, remove_modal, reset_modal, set_up_modal
from catalog.model import Person, PersonId

log = structlog.get_logger(__name__)


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

        person: Person | None = None
        try:
            person = await _submitted(front, ack, context, yes)
        except Refused as refusal:
            await front.tell(seat, refusal.sentence)
        finally:
            await redraw(front, item_id, request_of_item)
        if person is not None and not seat.channel:  # it began on the Home tab
            await publish(front, context.user_id, person)

    @app.action(action_ids.CODES_BEGIN)
    async def begun(ack: Any, body: dict[str, Any], context: Any) -> None:
        from approvals.operations.begin_codes import begin_codes

        await ack()
        person = await front.person(context)
        view = set_up_modal(await begin_codes(front.desk_of(), by=person.id))
        await front.client.views_open(trigger_id=body["trigger_id"], view=view.to_dict())

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

        if (person := await _submitted(front, ack, context, confirm)) is not None:
            await _told(front, person.id, "One-time codes were set up for you just now.")
            await publish(front, context.user_id, person)

    @app.action(action_ids.CODES_REMOVE)
    async def removing(ack: Any, body: dict[str, Any], context: Any) -> None:
        await ack()
        await front.person(context)
        await front.client.views_open(trigger_id=body["trigger_id"], view=remove_modal().to_dict())

    @app.view(action_ids.CODES_REMOVED)
    async def removed(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.remove_codes import remove_codes

        async def remove(person: Person) -> None:
            await remove_codes(front.desk_of(), by=person.id, code=_typed(view, action_ids.CODE))

        if (person := await _submitted(front, ack, context, remove)) is not None:
            await _told(front, person.id, "Your one-time codes were removed just now.")
            await publish(front, context.user_id, person)

    @app.action(action_ids.CODES_RESET)
    async def resetting(ack: Any, body: dict[str, Any], context: Any) -> None:
        await ack()
        await front.person(context)
        await front.client.views_open(trigger_id=body["trigger_id"], view=reset_modal().to_dict())

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

        admin = await _submitted(front, ack, context, take_away, field=action_ids.REASON)
        if admin is not None:
            who = mention(front.desk_of().company, admin.id)
            await _told(front, whose[0], f"{who} reset your one-time codes; set up new ones on my Home tab.")


async def ask_for_code(
    front: Front, body: dict[str, Any], context: Any, item_id: str, needed: CodeNeeded
) -> None:
    """Opens the modal in which the click is confirmed; it has to be open before Slack's trigger runs out."""
    from approvals.queries.requests import request_of_item as picture_of

    desk = front.desk_of()
    request = await picture_of(desk, item_id)
    item = next(item for item in request.items if item.id == item_id)
    seat = seat_of(body, context)
    about = json.dumps([item_id, needed.ticket, seat.channel, seat.thread_ts])
    view = code_modal(about, desk.company, request, item, needed.sentence)
    await front.client.views_open(trigger_id=body["trigger_id"], view=view.to_dict())


def _asked_about(view: dict[str, Any], context: Any) -> tuple[str, str, Seat]:
    item_id, ticket, channel, thread_ts = json.loads(view["private_metadata"])
    seat = Seat(user=context.user_id, channel=str(channel), thread_ts=str(thread_ts))
    return str(item_id), str(ticket), seat


async def _submitted(
    front: Front,
    ack: Any,
    context: Any,
    operation: Callable[[Person], Awaitable[None]],
    *,
    field: str = action_ids.CODE,
) -> Person | None:
    """Runs what a modal asks for, as whoever sent it; None when it was refused, which then stands beside the field."""

    async def done() -> Person:
        person = await front.person(context)
        await operation(person)
        return person

    return await committed_or_said(ack, done(), field=field, company=front.desk_of().company)


async def _told(front: Front, person: PersonId, sentence: str) -> None:
    """In the direct messages of the one it is about, who may know nothing of it. What was done stays done without it."""
    whom = iam_admins(front.desk_of().company)
    try:
        if (channel := await front.delivery.places.dm(person)) is not None:
            text = f"{sentence} If you did not expect that, tell {whom} now."
            await front.client.chat_postMessage(channel=channel, text=text)
    except (TimeoutError, SlackApiError, aiohttp.ClientError, TryAgain, NotAllowed) as error:
        log.warning("codes.not_told", person=person, error=error_code(error))


def _typed(view: dict[str, Any], field: str) -> str:
    """What was typed into that field; nothing where the modal does not have it."""
    state = view["state"]["values"].get(field, {}).get(field, {})
    return str(state.get("value") or "")
