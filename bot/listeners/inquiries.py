"""The reason for asking about somebody else, what that person is told, and talking to the helpdesk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from approvals.errors import NotFound
from approvals.helpdesk import serves_everybody
from approvals.jobs.handlers import Handler
from approvals.jobs.retry import TryAgain
from approvals.queries.inquiries import InquiryPicture, TicketPicture
from approvals.store.helpdesk_tables import TicketState
from bot.delivery.places import ChannelUnreachable
from bot.drafts import ANSWERED_WITHIN
from bot.listeners.acknowledging import committed
from bot.listeners.asked import bare_reason
from bot.listeners.front import Front, seat_of
from bot.listeners.guarded import Guarded
from bot.listeners.personal import answer_about
from bot.listeners.submitting import remember, remembered, submitted, typed_reason
from bot.listeners.used import spent_after
from bot.views import action_ids
from bot.views.inquiries import looked_at_card, reason_due_modal
from bot.views.lockout import Reader
from bot.views.parts import Card
from bot.views.tickets import helpdesk_card, helped_by, nobody_card, opened_card
from catalog.model import Person, PersonId

log = structlog.get_logger(__name__)


def register(app: Guarded, front: Front) -> None:
    """Listens to those buttons and to the modal."""

    @app.opening(action_ids.GIVE_REASON)
    async def giving(body: dict[str, Any], action: dict[str, Any], context: Any) -> View:
        person = await front.person(context)
        inquiry = await _inquiry(front, action["value"], by=person.id)
        return reason_due_modal(remember(inquiry.id, body, context), front.desk_of().company, inquiry)

    @app.view(action_ids.REASON_ASKED)
    async def given(ack: Any, view: dict[str, Any], context: Any) -> None:
        from approvals.operations.give_reason import give_reason

        inquiry_id, seat = remembered(view, context)
        desk = front.desk_of()

        async def said() -> PersonId:
            person = await front.person(context)
            await give_reason(desk, inquiry_id=inquiry_id, by=person.id, reason=typed_reason(view))
            return person.id

        who = await submitted(front, ack, said(), seat=seat)
        if who is not None:
            await _show_answer(front, await _inquiry(front, inquiry_id, by=who))

    @app.action(action_ids.TICKET)
    async def wanted(ack: Any, body: dict[str, Any], action: dict[str, Any], context: Any) -> None:
        from approvals.operations.open_ticket import open_ticket

        async def opened() -> None:
            person = await front.person(context)
            await open_ticket(front.desk_of(), inquiry_id=action["value"], by=person.id)

        async with spent_after(front, body, action):
            await committed(ack, opened())
        await front.tell(seat_of(body, context), "It is on its way to the helpdesk.")


async def reason_said(front: Front, person: Person, said: str) -> bool:
    """Takes "because …" as the reason that the last question waits for; says whether it was one. Raises Refused."""
    from approvals.operations.give_reason import give_reason
    from approvals.queries.inquiries import waiting_inquiry

    desk = front.desk_of()
    reason = bare_reason(said)
    if not reason or not serves_everybody(desk.company, person.id):
        return False
    inquiry_id = await waiting_inquiry(desk, person.id, since=desk.now() - ANSWERED_WITHIN)
    if not inquiry_id:
        return False
    await give_reason(desk, inquiry_id=inquiry_id, by=person.id, reason=reason)
    await _show_answer(front, await _inquiry(front, inquiry_id, by=person.id))
    return True


async def _inquiry(front: Front, inquiry_id: str, *, by: PersonId) -> InquiryPicture:
    from approvals.queries.inquiries import inquiry_picture

    return await inquiry_picture(front.desk_of(), inquiry_id, by=by)


async def _show_answer(front: Front, inquiry: InquiryPicture) -> None:
    """The card that asked for the reason becomes the answer."""
    who = Reader(inquiry.asker, inquiry.about)
    card = await answer_about(front, inquiry.topic, who=who, inquiry_id=inquiry.id)
    placed = await front.delivery.surfaces.placed(f"inquiry:{inquiry.id}")
    channel = placed.channel if placed else await front.dm(front.desk_of().company.people[inquiry.asker])
    await front.delivery.surfaces.show(f"inquiry:{inquiry.id}", channel, card)


def telling_inquiry(front: Front) -> Handler:
    """The job that tells somebody that they were asked about."""

    async def tell(payload: Any) -> None:
        from approvals.operations.note_told import note_inquiry_told
        from approvals.queries.inquiries import inquiry_picture

        desk = front.desk_of()
        inquiry = await inquiry_picture(desk, payload["inquiry"])
        company = await front.delivery.places.linked({inquiry.asker, inquiry.about})
        card = looked_at_card(company, inquiry)
        await front.delivery.people.show(inquiry.about, f"looked:{inquiry.id}", card, once=True)
        await note_inquiry_told(desk.store, inquiry_id=inquiry.id)

    return patient(tell)


def telling_ticket(front: Front) -> Handler:
    """The job that says where a ticket is: to whoever asked, and, without a ticket system, to the helpdesk."""

    async def tell(payload: Any) -> None:
        from approvals.operations.note_told import note_ticket_told
        from approvals.queries.inquiries import ticket_picture

        ticket = await ticket_picture(front.desk_of(), payload["ticket"])
        company = front.desk_of().company
        people = {ticket.person, ticket.opened_by, *helped_by(company)}
        linked = await front.delivery.places.linked(people)
        told = True
        if ticket.state is TicketState.WITH_PEOPLE:
            told = await _to_helpdesk(front, ticket, helpdesk_card(linked, ticket))
        if ticket.state is not TicketState.WAITING:
            card = opened_card(linked, ticket) if told else nobody_card(linked)
            await front.delivery.people.show(ticket.opened_by, f"ticket:{ticket.id}", card, once=True)
            await note_ticket_told(front.desk_of().store, ticket_id=ticket.id)

    return patient(tell)


async def _to_helpdesk(front: Front, ticket: TicketPicture, card: Card) -> bool:
    """Into their channel, where the company named one that can be used; else to each of them. Says whether anybody has it."""
    company = front.desk_of().company
    surface = f"helped:{ticket.id}"
    if company.channels.helpdesk is not None:
        try:
            await front.delivery.channels.show(company.channels.helpdesk, surface, card, once=True)
            return True
        except ChannelUnreachable as unreachable:
            log.error("tickets.channel_unreachable", problem=unreachable.sentence)
    people = front.delivery.people
    told = [await people.show(one, f"{surface}:{one}", card, once=True) for one in helped_by(company)]
    if not any(told):
        log.error("tickets.nobody_has_it", ticket=ticket.id)
    return any(told)


def patient(tell: Callable[[Any], Awaitable[None]]) -> Handler:
    """The job, tried again while Slack is away; what is gone has nobody to be told."""

    async def handle(payload: Any) -> None:
        try:
            await tell(payload)
        except NotFound:
            return
        except (aiohttp.ClientError, TimeoutError, SlackApiError) as away:
            raise TryAgain("Slack does not take the message.") from away

    return handle
