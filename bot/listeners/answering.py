"""Answers to questions: everything a message can mean that files nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from approvals.model import GrantStatus, ItemStatus
from approvals.pictures import ItemPicture, RequestPicture
from bot.listeners.front import Front, Seat
from bot.texts import iam_admins
from bot.views.answers import (
    discover_card,
    help_card,
    inventory_card,
    lockout_card,
    status_answer,
    why_denied_card,
)
from bot.views.parts import Card, text_card
from bot.views.questions import decline_card
from catalog.model import Company, EntitlementId, Person
from intents.understanding import Intent, Understanding

MOST_FOUND = 3
LOOK_BACK = timedelta(days=30)


async def answer_question(
    front: Front, *, person: Person, understanding: Understanding, said: str, seat: Seat
) -> None:
    """Answers where it was asked."""
    await front.answer(seat, await _card(front, person, understanding, said))


async def _card(front: Front, person: Person, understanding: Understanding, said: str) -> Card:
    from approvals.queries.grants import held_by
    from approvals.queries.requests import requests_of

    desk = front.desk_of()
    company = desk.company
    match understanding.intent:
        case Intent.INVENTORY:
            return inventory_card(company, await held_by(desk, person.id))
        case Intent.RETURN:
            return inventory_card(company, await held_by(desk, person.id), returning=True)
        case Intent.STATUS:
            return status_answer(company, await requests_of(desk, person.id))
        case Intent.DISCOVER:
            return discover_card(company, understanding.shortlist or _found(company, person, said), person.id)
        case Intent.WHY_DENIED:
            return why_denied_card(company, await requests_of(desk, person.id, limit=30))
        case Intent.LOCKOUT:
            requests = await requests_of(desk, person.id, limit=30)
            recent = [(r, i) for r in requests for i in r.items if _explains(r, i, desk.now() - LOOK_BACK)]
            return lockout_card(company, recent)
        case Intent.EXTEND:
            return text_card(
                "I cannot extend access while it runs: ask for it again once it has ended,"
                f" or talk to {iam_admins(company)} if a gap would hurt."
            )
        case Intent.APPEAL:
            return text_card(
                "There is no appeal through me: talk to the person who denied it, or to"
                f" {iam_admins(company)}, and ask again with what has changed."
            )
        case Intent.OUT_OF_SCOPE:
            return decline_card(company)
        case _:
            return help_card(company)


def _found(company: Company, person: Person, said: str) -> tuple[EntitlementId, ...]:
    """What the catalog's own search has for the words, where the reading named nothing."""
    from catalog.search import search

    return tuple(place.entitlement.id for place in search(company, person, said, MOST_FOUND))


def _explains(request: RequestPicture, item: ItemPicture, since: datetime) -> bool:
    """Whether this item may be why somebody cannot get in: not granted, not yet, or not any more."""
    grant = item.grant
    ended = grant is not None and grant.status in {
        GrantStatus.ENDED,
        GrantStatus.FAILED,
        GrantStatus.REVOKING,
    }
    at = (grant.ended_at if grant else None) or item.decided_at or request.opened_at
    fresh = at >= since
    return fresh and (item.status is not ItemStatus.APPROVED or ended)
