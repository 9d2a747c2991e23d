"""Answers to questions: everything a message can mean that files nothing.

What is about one person goes to the asker's direct messages, wherever it was asked, and about others only to those
who may be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from approvals.model import GrantStatus, ItemStatus
from approvals.pictures import HeldAccess, ItemPicture, RequestPicture
from bot.listeners.appeals import appeals_card
from bot.listeners.discovering import discovered
from bot.listeners.discretion import PERSONAL, about_whom, may_see_holdings, serves_everybody
from bot.listeners.front import Front, Seat
from bot.listeners.small_talk import in_another_language
from bot.texts import helpdesk, mention, name_of
from bot.views.answers import help_card, lockout_card, status_answer, why_denied_card
from bot.views.extending import extend_card
from bot.views.holdings import inventory_card, return_card
from bot.views.parts import Card, text_card
from bot.views.questions import decline_card
from catalog.model import Company, EntitlementId, Person, PersonId
from intents.understanding import Intent, Understanding

log = structlog.get_logger(__name__)

LOOK_BACK = timedelta(days=30)
ENGLISH_ONLY = (
    "I read English only for now; tell me in English what you need, or use the form under _Request access_."
)


async def answer_question(
    front: Front, *, person: Person, understanding: Understanding, said: str, seat: Seat
) -> None:
    """Answers where it was asked, or in the direct messages where others would read along. Raises Refused."""
    private = seat.channel.startswith("D")
    card = await _card(front, person, understanding, said, private=private)
    if private or understanding.intent not in PERSONAL | {Intent.EXTEND, Intent.APPEAL}:
        await front.answer(seat, card)
        return
    dm = await front.dm(person)
    await front.answer(Seat(user=seat.user, channel=dm, event_id=seat.event_id), card)
    await front.whisper(seat, "I answered you in our direct messages.")


async def _card(
    front: Front, person: Person, understanding: Understanding, said: str, *, private: bool
) -> Card:
    company = front.desk_of().company
    intent = understanding.intent
    if intent in PERSONAL:
        return await _personal(front, person, understanding, said)
    match intent:
        case Intent.DISCOVER:
            return await discovered(front, person, understanding, said, private=private)
        case Intent.EXTEND:
            return await _extend(front, person, understanding)
        case Intent.APPEAL:
            return await appeals_card(front, person, understanding)
        case Intent.OUT_OF_SCOPE:
            return text_card(ENGLISH_ONLY) if in_another_language(said) else decline_card(company)
        case _:
            return help_card(company)


async def _personal(front: Front, person: Person, understanding: Understanding, said: str) -> Card:
    from approvals.queries.grants import held_by
    from approvals.queries.requests import requests_of

    desk = front.desk_of()
    company, intent = desk.company, understanding.intent
    about = about_whom(company, person.id, said, intent).person
    if about is None:
        return text_card("I could not tell whom you mean; ask again with the full name of one person.")
    if about != person.id:
        if not _may_ask(company, person.id, about, intent):
            return text_card(_not_about_others(company, about, intent))
        log.info("question.about_another", intent=str(intent), asked_by=person.id, about=about)
    match intent:
        case Intent.INVENTORY:
            return inventory_card(company, await held_by(desk, about), about=about, reader=person.id)
        case Intent.RETURN:
            held = await held_by(desk, person.id)
            return return_card(company, _meant(understanding, held), everything=held)
        case Intent.STATUS:
            return status_answer(company, await requests_of(desk, about), about=about, reader=person.id)
        case Intent.WHY_DENIED:
            requests = await requests_of(desk, about, limit=30)
            return why_denied_card(company, requests, about=about, reader=person.id)
        case _:
            requests = await requests_of(desk, about, limit=30)
            recent = [(r, i) for r in requests for i in r.items if _explains(r, i, desk.now() - LOOK_BACK)]
            return lockout_card(company, recent, about=about, reader=person.id)


def _may_ask(company: Company, asker: PersonId, about: PersonId, intent: Intent) -> bool:
    if intent is Intent.LOCKOUT:
        return serves_everybody(company, asker)
    return may_see_holdings(company, asker, about)


def _not_about_others(company: Company, about: PersonId, intent: Intent) -> str:
    if intent is Intent.LOCKOUT:
        return f"Only the helpdesk may ask why somebody else was locked out; {mention(company, about)} can ask me, or ask {helpdesk(company)}."
    return f"I tell that only to {name_of(company, about)}, those above them and the helpdesk; ask them, or {helpdesk(company)}."


def _meant(understanding: Understanding, held: Sequence[HeldAccess]) -> list[HeldAccess]:
    """What the person holds of what the message names: exactly that, else what it may mean."""
    named: list[set[EntitlementId]] = [
        {item.entitlement for item in understanding.items},
        set(understanding.shortlist),
    ]
    for wanted in named:
        if found := [one for one in held if one.entitlement in wanted]:
            return found
    return []


async def _extend(front: Front, person: Person, understanding: Understanding) -> Card:
    from approvals.queries.grants import held_by

    desk = front.desk_of()
    held = await held_by(desk, person.id)
    return extend_card(desk.company, _meant(understanding, held), everything=held)


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
