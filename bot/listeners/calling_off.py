"""`cancel`, `withdraw it`, `I don't need it any more`: what is done depends on how far it is.

A card is dropped at once. What was sent is taken back by a click only, with the button for it.
"""

from __future__ import annotations

import re

from approvals.model import GrantStatus, ItemStatus
from approvals.pictures import RequestPicture
from bot.cards_before import open_cards
from bot.drafts import Draft, DraftStatus, close_draft, request_filed
from bot.listeners.front import Front, Seat
from bot.listeners.personal import spoken_of
from bot.views.answers import request_rows
from bot.views.holdings import return_card
from bot.views.parts import Card, section, text_card
from bot.views.proposal import closed_card
from bot.views.refinement import SENT_ELSEWHERE
from catalog.model import Person

_ALL = re.compile(r"\b(?:both|all|everything)\b", re.IGNORECASE)
CANCELLED = "Cancelled; nothing was sent."


async def called_off(front: Front, before: Draft | None, said: str, person: Person, seat: Seat) -> Card:
    """Drops the card before, or all that are open where all are said; of what was sent, the way to take it back.

    Done again for the same message, it drops no further card. Raises Refused.
    """
    store = front.desk_of().store
    if before is not None and before.status is DraftStatus.OPEN and not await _dropped(front, before):
        before = before.model_copy(update={"status": DraftStatus.SENT})
    others = await open_cards(
        store,
        person=person.id,
        channel=seat.channel,
        thread_ts=before.thread_ts if before else seat.thread_ts,
        now=front.desk_of().now(),
    )
    if others and _ALL.search(said):
        for one in others:
            await _dropped(front, one)
        return text_card(CANCELLED)
    if before is None:
        return text_card(
            "There is nothing to cancel here; _where is my request?_ shows what was sent, with a button to withdraw it."
        )
    if before.status is DraftStatus.SENT:
        return await taken_back(front, before, person, seat)
    if not others:
        return text_card(CANCELLED)
    more = "One more card is" if len(others) == 1 else f"{len(others)} more cards are"
    return text_card(f"{CANCELLED} {more} still open above: press _Cancel_ there, or say _cancel all_.")


async def taken_back(front: Front, before: Draft, person: Person, seat: Seat) -> Card:
    """How a request that was sent is withdrawn, or its access given back; in a channel nothing of how it stands."""
    from approvals.queries.grants import held_by
    from approvals.queries.requests import request_picture

    desk = front.desk_of()
    if not seat.channel.startswith("D"):
        return text_card(SENT_ELSEWHERE)
    request_id = before.request_id or await request_filed(desk.store, before.id) or ""
    request = await request_picture(desk, request_id)
    if any(item.status is ItemStatus.PENDING for item in request.items):
        return _with_rows(
            front, request, person, "That request was sent already; press _Withdraw_ to take it back."
        )
    if any(one.grant is not None for one in request.items) and not _over(request):
        held = await held_by(desk, person.id)
        if meant := await spoken_of(front, person, held, seat):
            return return_card(desk.company, meant, everything=held)
        return _with_rows(
            front,
            request,
            person,
            "That was granted already; press _I'm done_ on its status message to end it.",
        )
    return _with_rows(
        front, request, person, "That request was sent already and decided, so there is nothing to cancel."
    )


async def _dropped(front: Front, draft: Draft) -> bool:
    """Closes an open card; says whether it could be, as one that was filed meanwhile cannot."""
    if not await close_draft(front.desk_of().store, draft.id, DraftStatus.CANCELLED):
        return False
    gone = draft.model_copy(update={"status": DraftStatus.CANCELLED})
    await front.show_draft(gone, closed_card(gone))
    return True


def _over(request: RequestPicture) -> bool:
    """Whether nothing of it is there or on its way any more."""
    grants = [one.grant for one in request.items if one.grant is not None]
    return all(one.status in {GrantStatus.REVOKING, GrantStatus.ENDED, GrantStatus.FAILED} for one in grants)


def _with_rows(front: Front, request: RequestPicture, person: Person, text: str) -> Card:
    rows = request_rows(front.desk_of().company, request, reader=person.id)
    return Card(text=text, blocks=(section(f"*{text}*"), *rows))
