"""Somebody said something: read it, and answer with a card.

A message may refine the card before it in the same conversation, which then changes where it is, or answer
Usher's last question; then both are read together.
Everything here may be done again for the same message, after a crash: it then ends in the same place.
"""

from __future__ import annotations

from bot.drafts import (
    Choice,
    Draft,
    DraftStatus,
    close_draft,
    draft_id_of,
    draft_known,
    last_draft,
    start_draft,
)
from bot.listeners.answering import answer_outright, answer_question
from bot.listeners.drawing import show_open
from bot.listeners.following_up import Continued, follow_up
from bot.listeners.front import Front, Seat
from bot.listeners.inquiries import reason_said
from bot.listeners.reading import read
from bot.listeners.refining import put_on_card, refine_card
from bot.listeners.small_talk import SmallTalk, small_talk
from bot.texts import iam_admins
from bot.views.answers import help_card
from bot.views.parts import text_card
from bot.views.proposal import closed_card
from bot.views.questions import none_card
from catalog.model import Company, Person
from intents.understanding import Intent, Outcome, Understanding

LONGEST_MESSAGE = 10_000


async def hear(front: Front, *, person: Person, text: str, seat: Seat, on_its_own: bool = False) -> None:
    """Reads one message and answers it where it was said. Raises Refused.

    `on_its_own` is for words that were not said to Usher in this conversation: they answer no earlier card.
    """
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
    this = draft_id_of(seat.event_id) if seat.event_id else ""
    before = (
        None
        if on_its_own
        else await last_draft(
            desk.store,
            person=person.id,
            channel=seat.channel,
            thread_ts=seat.thread_ts,
            now=desk.now(),
            besides=this,
        )
    )
    open_before = before is not None and before.status is DraftStatus.OPEN
    if this and not open_before and (known := await draft_known(desk.store, this)) is not None:
        await show_open(front, known)  # read before, by a process that did not live to say so
        return
    kind = small_talk(said)
    if kind is not None:
        await _small_talk(front, kind, before, seat)
        return
    if seat.channel.startswith("D") and await reason_said(front, person, said):
        await front.answer(seat, text_card("Thank you; the answer is above."))
        return
    if await answer_outright(front, person=person, said=said, seat=seat):
        return
    if before is not None and await refine_card(front, before, said, person, seat):
        return
    understanding = await read(front, said, person)
    if before is not None and open_before:
        follows = await follow_up(front, before, said, understanding, person)
        if isinstance(follows, Continued) and before.choice.items:
            await put_on_card(front, before, said, follows.choice, follows.understanding, seat)
            return
        if isinstance(follows, Continued):
            await _propose(front, person, follows.text, follows.understanding, seat, follows.choice)
            await front.show_draft(before, text_card("Continued below."))
            await close_draft(desk.store, before.id, DraftStatus.CANCELLED)
            return
        if follows is not None:
            await front.answer(seat, follows.card)
            return
    await respond(front, person=person, said=said, understanding=understanding, seat=seat)


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


async def _small_talk(front: Front, kind: SmallTalk, before: Draft | None, seat: Seat) -> None:
    if kind is SmallTalk.GREETING:
        await front.answer(seat, help_card(front.desk_of().company))
    elif kind is SmallTalk.THANKS:
        await front.answer(seat, text_card("You’re welcome."))
    else:
        await front.answer(seat, text_card(await _cancelled(front, before)))


async def _cancelled(front: Front, before: Draft | None) -> str:
    """Closes the open card, and says what became of it."""
    if before is None:
        return "There is nothing to cancel here; _where is my request?_ shows what was sent, with a button to withdraw it."
    store = front.desk_of().store
    if before.status is DraftStatus.OPEN and not await close_draft(store, before.id, DraftStatus.CANCELLED):
        before = before.model_copy(update={"status": DraftStatus.SENT})
    if before.status is DraftStatus.SENT:
        return "That request was sent already; press _Withdraw_ on its status message to take it back."
    gone = before.model_copy(update={"status": DraftStatus.CANCELLED})
    await front.show_draft(gone, closed_card(gone))
    return "Cancelled; nothing was sent."


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
    await show_open(front, draft)
