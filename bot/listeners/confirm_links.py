"""Sending an approver the link that confirms their click, where they have set up no codes."""

from __future__ import annotations

from approvals.errors import LinkNeeded
from bot.listeners.front import Front, Seat
from bot.texts import typed
from bot.views.confirm_links import link_card
from catalog.model import Person


async def send_the_link(front: Front, seat: Seat, person: Person, item_id: str, needed: LinkNeeded) -> None:
    """Into their direct messages, and says where it is. Raises Refused, and whatever Slack answers."""
    from approvals.operations.send_link import send_link
    from approvals.queries.requests import request_of_item

    desk = front.desk_of()
    channel = await front.dm(person)
    address = await send_link(desk, item_id=item_id, by=person.id)
    if not address:  # it was settled meanwhile, which has been said
        return
    request = await request_of_item(desk, item_id)
    item = next(item for item in request.items if item.id == item_id)
    card = link_card(desk.company, request, item, address=address, says=needed.sentence)
    await front.client.chat_postMessage(
        channel=channel, unfurl_links=False, unfurl_media=False, **card.arguments()
    )
    said = f"{typed(needed.sentence)} I sent you a link in our direct messages; it is good for five minutes."
    await front.whisper(seat, said)  # where that is not possible, the message with the link says it all
