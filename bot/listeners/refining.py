"""A few words that refine the card before them: the card changes where it is, and one line says what changed.

What stands on the card is in the database; the rules of `intents.refining` read the words. A language engine is
asked only about a further wish in them.
"""

from __future__ import annotations

import re

from approvals.model import GrantStatus
from bot.choice import Change, Choice
from bot.drafts import Draft, DraftStatus, change_draft
from bot.listeners.drawing import show_open
from bot.listeners.front import Front, Seat
from bot.listeners.lengths_kept import length_change, with_length
from bot.listeners.named_cards import says_its_name
from bot.listeners.personal import spoken_of
from bot.listeners.proposing import assessments_of
from bot.listeners.questions_asked import choice_with_scope
from bot.listeners.reading import read
from bot.views.extending import extend_card
from bot.views.parts import text_card
from bot.views.proposal import sendable
from bot.views.refinement import (
    CANCELLED_BEFORE,
    QUESTION_CANCELLED,
    SENT_ELSEWHERE,
    change_line,
    changed_card,
    sent_already_card,
    unchanged_card,
)
from catalog.model import Company, Person
from intents.names_said import orders_extending
from intents.refining import Refined, Standing, is_bare_number, join, refine
from intents.understanding import Intent, Item, Outcome, Understanding

_LONGER = re.compile(r"\b(?:more|longer|another|extra|additional|further)\b", re.IGNORECASE)


def standing_of(draft: Draft) -> Standing:
    """What stands on the card."""
    choice, understanding = draft.choice, draft.understanding
    on_card = bool(choice.items)
    return Standing(
        items=tuple(
            Item(entitlement=wish.entitlement, scope=wish.scope, duration=wish.duration, until=wish.until)
            for wish in choice.items
        ),
        duration=choice.duration if on_card else draft.duration,
        until=choice.until if on_card else draft.until,
        of_these=choice.of_these,
        justification=choice.justification or understanding.justification or None,
        beneficiary=choice.beneficiary if on_card else choice.beneficiary or understanding.beneficiary,
        shortlist=draft.offered or understanding.shortlist,
        shown=bool(draft.offered),
        missing=understanding.missing if understanding.outcome is Outcome.ASK else (),
        question=understanding.question,
        said=draft.text,
    )


async def refine_card(front: Front, before: Draft, said: str, person: Person, seat: Seat) -> bool:
    """Applies the message to the card before it; says whether it was about that card. Raises Refused."""
    change = before.choice.change
    if change is not None and seat.event_id and change.event == seat.event_id:
        # read before, by a process that may not have lived to say so
        await _told(front, before, seat)
        return True
    desk = front.desk_of()
    standing = standing_of(before)
    refined = refine(said, standing, person=person, company=desk.company, now=desk.now())
    if before.status is DraftStatus.CANCELLED and _answers_question(desk.company, before, said):
        await front.answer(seat, text_card(QUESTION_CANCELLED))
        return True
    if refined is None:
        return False
    if before.status is DraftStatus.CANCELLED:
        if refined.also or says_its_name(desk.company, before, said):
            return False
        await front.answer(seat, text_card(CANCELLED_BEFORE if before.choice.items else QUESTION_CANCELLED))
        return True
    if before.status is DraftStatus.SENT:
        return await _too_late(front, before, said, refined, person=person, seat=seat)
    if refined.also:
        alone = await read(front, refined.also, person)
        joined = join(refined, alone, standing, person=person, company=desk.company, now=desk.now())
        if joined is None:
            return False
        refined = joined
    if not refined.changed:
        if is_bare_number(said):
            # The answer to what it is a number of may be nothing but the unit.
            await change_draft(desk.store, before.id, before.choice, text=f"{before.text}\n{said}")
        await front.answer(seat, unchanged_card(refined.understanding.question))
        return True
    choice = Choice.read_from(refined.understanding)
    stood = before.choice
    timed = any(wish.duration for wish in (*choice.items, *stood.items))
    if not timed and not any(one.field == "duration" for one in refined.understanding.evidence):
        stood = with_length(desk.company, before.choice, choice)
        choice = choice.model_copy(update={"duration": choice.duration or stood.duration})
    understanding = _of_the_same_kind(before.understanding, refined.understanding)
    await put_on_card(front, before, said, choice, understanding, seat, stood=stood)
    return True


def _of_the_same_kind(before: Understanding, refined: Understanding) -> Understanding:
    """A card of a package stays one, whatever is changed on it, and one drawn in an emergency is still for it."""
    intent = Intent.EMERGENCY if before.intent is Intent.EMERGENCY else refined.intent
    return refined.model_copy(update={"packages": before.packages, "intent": intent})


async def put_on_card(
    front: Front,
    before: Draft,
    said: str,
    choice: Choice,
    understanding: Understanding,
    seat: Seat,
    *,
    stood: Choice | None = None,
) -> None:
    """Changes the open card in its place, and says what changed. Raises Refused.

    `stood` is what the card showed before, where that is more than what was chosen on it.
    """
    desk = front.desk_of()
    was = stood or before.choice
    lists_anew = not choice.items and understanding.outcome is Outcome.CHOOSE
    holder = desk.company.people.get(choice.beneficiary or before.person)
    length = length_change(desk.company, holder, was, choice, now=desk.now()) if holder else None
    says = change_line(desk.company, before.person, was, choice, length=length, now=desk.now())
    draft = await change_draft(
        desk.store,
        before.id,
        choice.model_copy(
            update={
                "change": Change(event=seat.event_id, says=says),
                "offered": None if lists_anew else before.offered,
                "of_these": _of_these(before, choice),
            }
        ),
        understanding=understanding,
        text=f"{before.text}\n{said}".strip(),
    )
    await _told(front, draft, seat)


def _answers_question(company: Company, card: Draft, said: str) -> bool:
    """Whether the message is the value that a card without items asked for."""
    return (
        not card.choice.items
        and choice_with_scope(company, card.understanding, said.strip(" .!")) is not None
    )


def _of_these(before: Draft, choice: Choice) -> bool:
    """Whether the length was said of what was picked, while more of the list was left to pick."""
    if choice.duration is None or not choice.items or not before.offered:
        return False
    return before.choice.of_these or (choice.duration, choice.until) != (before.duration, before.until)


async def _told(front: Front, draft: Draft, seat: Seat) -> None:
    if draft.status is not DraftStatus.OPEN:
        return
    await show_open(front, draft)
    can = not draft.choice.items or any(map(sendable, await assessments_of(front, draft)))
    await front.answer(seat, changed_card(draft, sendable=can, here=seat.channel))


async def _too_late(
    front: Front, before: Draft, said: str, refined: Refined, *, person: Person, seat: Seat
) -> bool:
    """A request that was sent stays as it is; what to do instead is said where it can be done.

    Where its access is live already, who says `extend` wants just that: it is no change of what was sent.
    """
    from approvals.queries.grants import held_by
    from approvals.queries.requests import request_picture

    desk = front.desk_of()
    nothing_new = not refined.changed and not refined.understanding.question
    if refined.also or not before.request_id or (nothing_new and says_its_name(desk.company, before, said)):
        return False
    picture = await request_picture(desk, before.request_id)
    if any(one.grant and one.grant.status is GrantStatus.LIVE for one in picture.items):
        if orders_extending(said):
            return False
        longer = any(one.field == "duration" for one in refined.understanding.evidence)
        if longer and _LONGER.search(said) and seat.channel.startswith("D"):
            held = await held_by(desk, person.id)
            if meant := await spoken_of(front, person, held, seat):
                await front.answer(seat, extend_card(desk.company, meant, everything=held))
                return True
    if not seat.channel.startswith("D"):
        await front.answer(seat, text_card(SENT_ELSEWHERE))
        return True
    await front.answer(seat, sent_already_card(desk.company, picture, reader=person.id))
    return True
