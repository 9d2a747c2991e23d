"""Somebody said something: read it, and answer with a card.

A message may refine the card before it in the same conversation, which then changes where it is, or answer
Usher's last question; then both are read together.
Everything here may be done again for the same message, after a crash: it then ends in the same place.
"""

from __future__ import annotations

from bot.cards_before import card_before, card_elsewhere
from bot.choice import Choice
from bot.drafts import Draft, DraftStatus, close_draft, draft_id_of, draft_known, start_draft
from bot.listeners.about_request import answered_about
from bot.listeners.answering import answer_outright, answer_question
from bot.listeners.answers_elsewhere import answered_elsewhere
from bot.listeners.asking_same import asks_for_the_same, same_again
from bot.listeners.calling_off import called_off
from bot.listeners.card_above import card_stays, stays
from bot.listeners.courtesies import answer_courtesy
from bot.listeners.drawing import show_open
from bot.listeners.following_up import Unhelpful, follow_up
from bot.listeners.front import Front, Seat
from bot.listeners.inquiries import reason_said
from bot.listeners.named_cards import card_named, drops
from bot.listeners.reading import read
from bot.listeners.refining import put_on_card, refine_card, standing_of
from bot.listeners.small_talk import says_yes
from bot.listeners.taking_away import ends_something_else
from bot.listeners.words_alone import answered_alone
from bot.texts import iam_admins
from bot.views.parts import text_card
from bot.views.questions import none_card
from catalog.model import Company, Person
from intents.understanding import Intent, Outcome, Understanding

LONGEST_MESSAGE = 10_000


async def hear(front: Front, *, person: Person, text: str, seat: Seat, on_its_own: bool = False) -> None:
    """Reads one message and answers it where it was said. Raises Refused.

    `on_its_own` is for words that were not said to Usher in this conversation: they answer no earlier card.
    """
    said = text.strip()
    before = None if on_its_own else await _card_before(front, person, seat)
    if (unreadable := _unreadable(said)) and not says_yes(said):
        await front.answer(seat, text_card(unreadable))
        return
    elsewhere = None if on_its_own else await _card_elsewhere(front, before, person, seat)
    # No question and no card takes in that access is to end.
    before, elsewhere = (_unless_it_ends(front, person, said, card) for card in (before, elsewhere))
    open_card = before if before is not None and before.status is DraftStatus.OPEN else None
    if open_card is None and (known := await _read_already(front, seat)) is not None:
        await show_open(front, known)
        return
    if await _needs_no_reading(front, before, elsewhere, said, person, seat):
        return
    understanding = await read(front, said, person)
    if open_card is not None:
        if await _goes_on(front, open_card, said, understanding, person, seat):
            return
        refused = understanding.intent in {Intent.APPEAL, Intent.WHY_DENIED}
        if refused and await answered_elsewhere(front, open_card, said, understanding, person, seat):
            return
        if stays(front.desk_of().company, open_card, said, understanding):
            await front.answer(seat, await card_stays(front, open_card))
            return
    if not on_its_own and await answered_elsewhere(front, before, said, understanding, person, seat):
        return
    await respond(front, person=person, said=said, understanding=understanding, seat=seat)


def _unless_it_ends(front: Front, person: Person, said: str, card: Draft | None) -> Draft | None:
    """The card, unless the message ends access that it has nothing to do with."""
    if card is None or ends_something_else(front.desk_of(), person, said, standing_of(card)):
        return None
    return card


def _unreadable(said: str) -> str:
    """What is said of a message without words, or with too many; empty for one that can be read."""
    if not any(character.isalnum() for character in said):
        return "I need words to work with; tell me which access you need, and what for."
    if len(said) > LONGEST_MESSAGE:
        return f"That message has {len(said):,} characters; tell me in a few sentences what you need."
    return ""


async def _card_before(front: Front, person: Person, seat: Seat) -> Draft | None:
    """The last card of the conversation, besides the one that came of this very message."""
    desk = front.desk_of()
    return await card_before(
        desk.store,
        person=person.id,
        channel=seat.channel,
        thread_ts=seat.thread_ts,
        root=await front.delivery.surfaces.at(seat.channel, seat.thread_ts) if seat.thread_ts else "",
        now=desk.now(),
        besides=_draft_id(seat),
    )


async def _read_already(front: Front, seat: Seat) -> Draft | None:
    """The card that came of this message in a process that did not live to say so."""
    this = _draft_id(seat)
    return await draft_known(front.desk_of().store, this) if this else None


def _draft_id(seat: Seat) -> str:
    """The id of the card that comes of a message; empty where nothing tells the message from others."""
    return draft_id_of(seat.event_id) if seat.event_id else ""


async def _needs_no_reading(
    front: Front, before: Draft | None, elsewhere: Draft | None, said: str, person: Person, seat: Seat
) -> bool:
    """Answers what tells by its words alone what it is: small talk, a reason that was asked for, an outright
    question, a change to the card before it or `elsewhere`. Says whether it was any of these."""
    if await answered_alone(front, before, elsewhere, said, person, seat):
        return True
    if await answer_courtesy(front, before, said, person, seat):
        return True
    if seat.channel.startswith("D") and await reason_said(front, person, said):
        await front.answer(seat, text_card("Thank you; the answer is above."))
        return True
    if before is not None and await answered_about(front, before, said, person, seat):
        return True
    if await answer_outright(front, person=person, said=said, seat=seat):
        return True
    if elsewhere is not None and await refine_card(front, elsewhere, said, person, seat):
        return True
    return before is not None and await _about_card(front, before, said, person, seat)


async def _card_elsewhere(front: Front, before: Draft | None, person: Person, seat: Seat) -> Draft | None:
    """The one card that stands in a channel and is newer than any here, which words in the direct messages may be about."""
    if not seat.channel.startswith("D") or seat.thread_ts:
        return None
    desk = front.desk_of()
    found = await card_elsewhere(desk.store, person=person.id, channel=seat.channel, now=desk.now())
    if found is None or (
        before is not None and (before.status is DraftStatus.OPEN or before.created_at > found.created_at)
    ):
        return None
    return found


async def _about_card(front: Front, before: Draft, said: str, person: Person, seat: Seat) -> bool:
    """Changes, drops or repeats a card that there is, where the words do that; says whether they do."""
    different = asks_for_the_same(said)
    if different is not None and await same_again(front, before, different, said, person, seat):
        return True
    named = await card_named(front, before, said, person, seat)
    for card in (named, before) if named is not None else (before,):
        if card.status is DraftStatus.OPEN and drops(front.desk_of().company, card, said):
            await front.answer(seat, await called_off(front, card, "", person, seat))
            return True
        if await refine_card(front, card, said, person, seat):
            return True
    return False


async def _goes_on(
    front: Front, before: Draft, said: str, understanding: Understanding, person: Person, seat: Seat
) -> bool:
    """Goes on with the open card before, where the message is about it; says whether it is."""
    follows = await follow_up(front, before, said, understanding, person)
    if follows is None:
        return False
    if isinstance(follows, Unhelpful):
        await front.answer(seat, follows.card)
    elif before.choice.items:
        await put_on_card(front, before, said, follows.choice, follows.understanding, seat)
    else:
        await _propose(front, person, follows.text, follows.understanding, seat, follows.choice)
        await front.show_draft(before, text_card("Continued below."))
        await close_draft(front.desk_of().store, before.id, DraftStatus.CANCELLED)
    return True


async def respond(
    front: Front, *, person: Person, said: str, understanding: Understanding, seat: Seat
) -> None:
    """The right card for what was understood."""
    intent = understanding.intent
    if intent in {Intent.REQUEST, Intent.EMERGENCY}:
        if intent is Intent.EMERGENCY and (says := _fast_path(front.desk_of().company, seat)):
            await front.answer(seat, text_card(says))
        await _propose(front, person, said, understanding, seat, Choice.read_from(understanding))
        return
    await answer_question(front, person=person, understanding=understanding, said=said, seat=seat)


def _fast_path(company: Company, seat: Seat) -> str:
    """What to say of emergencies where the card that follows cannot be used for one; empty where it can."""
    call = f"If it cannot wait, call {iam_admins(company)} as well."
    if company.emergency is None:
        return f"There is no fast path for emergencies here: this goes the usual way. {call}"
    if not seat.channel.startswith("D"):
        return f"For access at once tell me in our direct messages; here this goes the usual way. {call}"
    return ""


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
        draft_id=_draft_id(seat),
    )
    await show_open(front, draft)
