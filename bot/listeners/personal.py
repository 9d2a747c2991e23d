"""Answers about one person: themselves, or somebody else for those who may ask, and who then say why."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from approvals.helpdesk import Topic, may_ask, owes_a_reason, serves_everybody
from approvals.pictures import HeldAccess
from approvals.store.tables import new_id
from bot.drafts import DraftStatus, last_draft
from bot.listeners.asked import asks_what_was_lost, speaks_of_a_no, split_reason
from bot.listeners.denials import LOOKED_THROUGH, denials
from bot.listeners.discretion import about_whom
from bot.listeners.front import Front, Seat
from bot.listeners.lockouts import lockout
from bot.listeners.taking_away import anothers_access
from bot.texts import helpdesk
from bot.views.answers import status_answer
from bot.views.holdings import inventory_card, return_card
from bot.views.inquiries import reason_card
from bot.views.lockout import Reader
from bot.views.losses import losses_card
from bot.views.parts import Card, text_card
from bot.views.unheld import unheld_card
from bot.views.why_denied import refused_items
from catalog.model import Company, Person, PersonId
from intents.named_access import held_meant, named_unheld
from intents.names_said import NOTHING_NAMED, NamesSaid, names_said
from intents.understanding import Intent, Understanding

_POINTS_BACK = re.compile(r"\b(?:it|this|that)\b(?! (?:access|role|right|system|tool)\b)", re.IGNORECASE)
_PLACE_IN_LIST = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|other)(?: one)?\W*$|\b(?:number|no\.?|#) ?\d+\b",
    re.IGNORECASE,
)
"""`give back the first`: of a list that stands as it was drawn, so all that is held is shown to press on."""
LOSSES_FROM = timedelta(days=365)
_TOPICS = {
    Intent.INVENTORY: Topic.ACCESS,
    Intent.STATUS: Topic.REQUESTS,
    Intent.WHY_DENIED: Topic.DENIALS,
    Intent.LOCKOUT: Topic.SIGN_INS,
}


@dataclass(frozen=True)
class Told:
    """An answer, and the inquiry whose message it is; without one it is a message of its own."""

    card: Card
    inquiry_id: str = ""
    personal: bool = False
    """Whether it is about somebody, so that nobody else reads it."""


async def personal(front: Front, person: Person, understanding: Understanding, said: str, seat: Seat) -> Told:
    """The answer to a question about one person. Raises Refused."""
    from approvals.operations.ask_about import ask_about

    desk = front.desk_of()
    company = desk.company
    if understanding.intent is Intent.RETURN:
        if another := await anothers_access(front, person, understanding, said):
            return Told(another, personal=True)
        return Told(await _return(front, person, understanding, said, seat), personal=True)
    asked = split_reason(said)
    about = about_whom(company, person.id, asked.question, understanding.intent).person
    topic = await _topic(front, about or person.id, understanding, asked.question)
    if about is None or not may_ask(company, person.id, about, topic):
        return Told(text_card(_not_told(company, person.id, topic)), personal=True)
    if topic is not Topic.SIGN_INS and not owes_a_reason(company, person.id, about, topic):
        return Told(await answer_about(front, topic, who=Reader(person.id, about)), personal=True)
    inquiry_id = _inquiry_of(seat)
    answerable = await ask_about(
        desk,
        inquiry_id=inquiry_id,
        by=person.id,
        about=about,
        topic=topic,
        words=said,
        reason=asked.reason,
    )
    if not answerable:
        return Told(reason_card(company, about, topic, inquiry_id), inquiry_id, personal=True)
    card = await answer_about(front, topic, who=Reader(person.id, about), inquiry_id=inquiry_id)
    return Told(card, inquiry_id, personal=True)


async def answer_about(front: Front, topic: Topic, *, who: Reader, inquiry_id: str = "") -> Card:
    """The answer itself, for somebody who may have it."""
    from approvals.queries.grants import held_by
    from approvals.queries.not_held import ENDED, not_held
    from approvals.queries.requests import requests_of

    desk = front.desk_of()
    company, about, reader = desk.company, who.about, who.reader
    match topic:
        case Topic.SIGN_INS:
            return await lockout(front, who=who, inquiry_id=inquiry_id)
        case Topic.ACCESS:
            return inventory_card(company, await held_by(desk, about), about=about, reader=reader)
        case Topic.ENDED:
            gone = await not_held(desk, about, since=desk.now() - LOSSES_FROM)
            ended = [one for one in gone if one.why in ENDED]
            return losses_card(company, ended, about=about, reader=reader)
        case Topic.REQUESTS:
            return status_answer(company, await requests_of(desk, about), about=about, reader=reader)
        case Topic.DENIALS:
            return await denials(desk, about=about, reader=reader)


async def _topic(front: Front, about: PersonId, understanding: Understanding, question: str) -> Topic:
    """A why that no refusal answers, of nothing that was refused, is about how the requests stand."""
    from approvals.queries.requests import requests_of

    topic = topic_of(understanding.intent, question)
    if topic is not Topic.DENIALS or speaks_of_a_no(question):
        return topic
    desk = front.desk_of()
    requests = await requests_of(desk, about, limit=LOOKED_THROUGH)
    named = names_said(question, desk.company).resources
    refused = {item.entitlement.rpartition(":")[0] for _, item in refused_items(requests)}
    return topic if named & refused or not requests else Topic.REQUESTS


def topic_of(intent: Intent, question: str) -> Topic:
    """What the question is about; what was lost is asked in the words of several intents."""
    if intent in {Intent.INVENTORY, Intent.LOCKOUT} and asks_what_was_lost(question):
        return Topic.ENDED
    return _TOPICS[intent]


def named_in(understanding: Understanding, held: Sequence[HeldAccess], names: NamesSaid) -> list[HeldAccess]:
    """What the person holds of what the message names: exactly that, else what it may mean."""
    meant = held_meant(understanding, {one.entitlement for one in held}, names)
    those = [one for one in held if one.entitlement in meant]
    in_scope = [
        one
        for one in those
        if any(
            item.entitlement == one.entitlement and item.scope and item.scope.items() <= one.scope.items()
            for item in understanding.items
        )
    ]
    return in_scope or those


def unheld(
    company: Company,
    understanding: Understanding,
    held: Sequence[HeldAccess],
    names: NamesSaid,
    *,
    what_for: str,
) -> Card | None:
    """The answer where what is named is nothing they hold."""
    named = named_unheld(understanding, {one.entitlement for one in held}, names)
    place = company.places.get(named) if named else None
    return unheld_card(place, what_for=what_for) if place else None


async def _return(front: Front, person: Person, understanding: Understanding, said: str, seat: Seat) -> Card:
    from approvals.queries.grants import held_by

    desk = front.desk_of()
    held = await held_by(desk, person.id)
    names = names_said(said, desk.company)
    if names == NOTHING_NAMED and _PLACE_IN_LIST.search(said) is not None:
        return return_card(desk.company, [], everything=held)
    if names.points_back or names_nothing(said, names):
        meant = await spoken_of(front, person, held, seat)
        return return_card(desk.company, meant, everything=held)
    nothing = unheld(desk.company, understanding, held, names, what_for="give back")
    return nothing or return_card(desk.company, named_in(understanding, held, names), everything=held)


def names_nothing(said: str, names: NamesSaid) -> bool:
    """Whether it speaks of `it` and calls nothing by name: what is nearest among all they hold would be a guess."""
    return names == NOTHING_NAMED and _POINTS_BACK.search(said) is not None


async def spoken_of(front: Front, person: Person, held: Sequence[HeldAccess], seat: Seat) -> list[HeldAccess]:
    """What `it` means: of what they hold, that which the last card of this conversation asked for; maybe nothing."""
    desk = front.desk_of()
    last = await last_draft(
        desk.store, person=person.id, channel=seat.channel, thread_ts=seat.thread_ts, now=desk.now()
    )
    if last is None or last.status is not DraftStatus.SENT:
        return []
    return [
        one
        for one in held
        if any(one.entitlement == wish.entitlement and one.scope == wish.scope for wish in last.choice.items)
    ]


def _not_told(company: Company, asker: PersonId, topic: Topic) -> str:
    """One sentence for everybody who may not know: whether there is such a person, or such an account, it does not say."""
    if serves_everybody(company, asker):
        return "I could not tell whom you mean; ask again with the full name of one person."
    if topic is Topic.SIGN_INS:
        return (
            "Only the helpdesk may ask why somebody else cannot sign in; they can ask me themselves,"
            f" or ask {helpdesk(company)}."
        )
    return (
        "I tell that only to the person themselves, those above them and the helpdesk; ask them, or"
        f" {helpdesk(company)}. If you lead them, ask again with their full name."
    )


def _inquiry_of(seat: Seat) -> str:
    """The same message is one inquiry, however often it is read."""
    if not seat.event_id:
        return new_id("inq")
    return f"inq_{hashlib.sha256(seat.event_id.encode()).hexdigest()[:24]}"
