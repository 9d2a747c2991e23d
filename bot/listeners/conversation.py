"""Somebody said something: read it, and answer with a card.

A message may be the answer to Usher's last question in the same conversation; then both are read together.
"""

from __future__ import annotations

from datetime import timedelta

from approvals.model import Wish
from bot.drafts import Choice, Draft, DraftStatus, close_draft, draft_id_of, last_draft, start_draft
from bot.listeners.answering import answer_question
from bot.listeners.front import Front, Seat
from bot.listeners.proposing import show_proposal
from bot.texts import iam_admins
from bot.views.parts import text_card
from bot.views.questions import ask_card, choose_card, none_card
from catalog.model import Company, Person, Place, ScopeRule
from intents.understanding import Intent, Outcome, Understanding

LONGEST_MESSAGE = 10_000
SURE_ENOUGH = 0.8
"""From this confidence on, a message that asks something else is not taken for an answer."""


async def hear(front: Front, *, person: Person, text: str, seat: Seat) -> None:
    """Reads one message and answers it where it was said. Raises Refused."""
    said = text.strip()
    if not any(character.isalnum() for character in said):
        await front.answer(
            seat, text_card("I need words to work with; tell me which access you need, and what for.")
        )
        return
    if len(said) > LONGEST_MESSAGE:
        await front.answer(
            seat,
            text_card(
                f"That message has {len(said):,} characters; tell me in a few sentences what you need."
            ),
        )
        return
    desk = front.desk_of()
    before = await last_draft(
        desk.store,
        person=person.id,
        channel=seat.channel,
        thread_ts=seat.thread_ts,
        now=desk.now(),
        besides=draft_id_of(seat.event_id) if seat.event_id else "",
    )
    understanding = await read(front, said, person)
    if before is not None and (together := await _as_answer(front, before, said, understanding, person)):
        await close_draft(desk.store, before.id, DraftStatus.CANCELLED)
        await front.show_draft(before, text_card("Continued below."))
        said, choice, understanding = together
        await _propose(front, person, said, understanding, seat, choice)
        return
    await respond(front, person=person, said=said, understanding=understanding, seat=seat)


async def read(front: Front, text: str, person: Person) -> Understanding:
    """What the message means."""
    from intents.understand import understand

    desk = front.desk_of()
    return await understand(text, person=person, company=desk.company, now=desk.now(), engine=front.engine)


async def respond(
    front: Front, *, person: Person, said: str, understanding: Understanding, seat: Seat
) -> None:
    """The right card for what was understood."""
    intent = understanding.intent
    if intent in {Intent.REQUEST, Intent.EMERGENCY}:
        if intent is Intent.EMERGENCY:
            company = front.desk_of().company
            await front.answer(
                seat,
                text_card(
                    "There is no fast path for emergencies here: this goes the usual way."
                    f" If it cannot wait, call {iam_admins(company)} as well."
                ),
            )
        await _propose(front, person, said, understanding, seat, Choice.read_from(understanding))
        return
    await answer_question(front, person=person, understanding=understanding, said=said, seat=seat)


async def _propose(
    front: Front, person: Person, said: str, understanding: Understanding, seat: Seat, choice: Choice
) -> None:
    desk = front.desk_of()
    if not choice.items and understanding.outcome is Outcome.NONE:
        await front.answer(seat, none_card(desk.company, understanding.shortlist))
        return
    draft = await start_draft(
        desk.store,
        person=person.id,
        channel=seat.channel,
        thread_ts=seat.thread_ts,
        text=said,
        understanding=understanding,
        choice=choice,
        draft_id=draft_id_of(seat.event_id) if seat.event_id else "",
    )
    if choice.items:
        await show_proposal(front, draft)
    elif understanding.outcome is Outcome.CHOOSE and understanding.shortlist:
        await front.show_draft(draft, choose_card(desk.company, draft))
    else:
        await front.show_draft(draft, ask_card(desk.company, draft, asked_scope(desk.company, understanding)))


async def _as_answer(
    front: Front, before: Draft, said: str, alone: Understanding, person: Person
) -> tuple[str, Choice, Understanding] | None:
    """The earlier message and this one as one request; None when this one stands for itself."""
    if alone.intent.acting and alone.outcome is Outcome.PROPOSE:
        return None
    if (
        not alone.intent.acting
        and alone.intent is not Intent.OUT_OF_SCOPE
        and alone.confidence >= SURE_ENOUGH
    ):
        return None
    both = f"{before.text}\n{said}"
    if before.choice.items:
        reason_only = not before.choice.justification and alone.outcome in {Outcome.NONE, Outcome.DECLINE}
        if not reason_only:
            return None
        return both, before.choice.model_copy(update={"justification": said[:3_000]}), before.understanding
    if before.understanding.outcome is not Outcome.ASK:
        return None
    together = await read(front, both, person)
    if together.outcome is Outcome.PROPOSE:
        return both, Choice.read_from(together), together
    chosen = choice_with_scope(front.desk_of().company, before.understanding, said)
    if chosen is not None:
        return both, chosen, before.understanding
    if together.outcome in {Outcome.ASK, Outcome.CHOOSE}:
        return both, Choice.read_from(together), together
    return None


def asked_place(company: Company, understanding: Understanding) -> Place | None:
    """What a question about a scope is about: the best candidate that has such a scope."""
    for entitlement in understanding.shortlist:
        place = company.places.get(entitlement)
        if place is not None and any(key in place.resource.scopes for key in understanding.missing):
            return place
    return None


def asked_scope(company: Company, understanding: Understanding) -> tuple[str, ScopeRule] | None:
    """The scope that is asked for, if that is what the question is."""
    place = asked_place(company, understanding)
    if place is None:
        return None
    key = next(key for key in understanding.missing if key in place.resource.scopes)
    return key, place.resource.scopes[key]


def choice_with_scope(company: Company, understanding: Understanding, said: str) -> Choice | None:
    """The asked-about entitlement with the scope that was answered; None when the answer is not a value of it."""
    place, asked = asked_place(company, understanding), asked_scope(company, understanding)
    if place is None or asked is None:
        return None
    key, rule = asked
    names = {alias.casefold(): value for alias, value in rule.aliases.items()}
    names |= {value.casefold(): value for value in rule.values}
    value = names.get(said.casefold(), said)
    if not rule.allows(value):
        return None
    duration: timedelta | None = understanding.duration
    return Choice(
        items=(Wish(entitlement=place.entitlement.id, scope={key: value}),),
        duration=duration,
        justification=understanding.justification or "",
        beneficiary=understanding.beneficiary,
    )
