"""Answers to questions: everything a message can mean that files nothing.

What is about one person goes to the asker's direct messages, wherever it was asked, and about others only to those
who may be told.
"""

from __future__ import annotations

from approvals.helpdesk import Topic
from approvals.model import ItemStatus
from bot.listeners.appeals import appeals_card
from bot.listeners.asked import asks_how, asks_what_was_lost, says_kept_out
from bot.listeners.discovering import discovered
from bot.listeners.discretion import PERSONAL
from bot.listeners.front import Front, Seat
from bot.listeners.longer_said import keep_said
from bot.listeners.outright import Question, outright
from bot.listeners.personal import Told, answer_about, named_in, names_nothing, personal, spoken_of, unheld
from bot.listeners.several import waiting_of
from bot.listeners.small_talk import in_another_language
from bot.views.answers import help_card
from bot.views.extending import extend_card
from bot.views.holders import holders_card
from bot.views.lockout import Reader
from bot.views.pages import pages_card, with_pages
from bot.views.parts import Card, section, text_card
from bot.views.questions import decline_card
from bot.views.to_decide import to_decide_card
from catalog.model import Person
from intents.names_said import names_said
from intents.roster import roster
from intents.understanding import Intent, Understanding

ENGLISH_ONLY = (
    "I read English only for now; tell me in English what you need, or use the form under _Request access_."
)
NOTHING_TO_WITHDRAW = (
    "Nothing of yours waits for a decision any more, so there is nothing to withdraw; say _I’m done with …_ to give back"
    " what was granted."
)
_ASKS_NOTHING = frozenset({Intent.DISCOVER, Intent.HELP, Intent.OUT_OF_SCOPE})
_LEAVES_ROOM = {
    Question.WHO_HOLDS: _ASKS_NOTHING,
    Question.TO_DECIDE: _ASKS_NOTHING | {Intent.INVENTORY, Intent.STATUS},
    Question.WITHDRAW: _ASKS_NOTHING | {Intent.RETURN, Intent.STATUS},
}
"""What a longer message may be read as and still be answered as the question in it; nothing that wants something done."""


async def answer_question(
    front: Front, *, person: Person, understanding: Understanding, said: str, seat: Seat
) -> None:
    """Answers where it was asked, or in the direct messages where others would read along. Raises Refused."""
    await _tell(front, person, seat, await _told(front, person, understanding, said, seat))


async def answer_outright(front: Front, *, person: Person, said: str, seat: Seat) -> bool:
    """Answers a message that is one of the outright questions and nothing else; says whether it was that.

    Such a message needs no engine, and says nothing about the card before it.
    """
    asked = outright(said)
    if asked is None or not asked.alone:
        return False
    await _tell(front, person, seat, await _outright(front, person, asked.question))
    return True


async def _tell(front: Front, person: Person, seat: Seat, told: Told) -> None:
    if seat.channel.startswith("D") or not told.personal:
        await _show(front, seat, told)
        return
    dm = await front.dm(person)
    await _show(front, Seat(user=seat.user, channel=dm, event_id=seat.event_id), told)
    await front.whisper(seat, "I answered you in our direct messages.")


async def _show(front: Front, seat: Seat, told: Told) -> None:
    """An inquiry has one message, which becomes the answer once the reason is given."""
    if not told.inquiry_id:
        await front.answer(seat, told.card)
        return
    await front.delivery.surfaces.show(
        f"inquiry:{told.inquiry_id}", seat.channel, told.card, thread_ts=seat.thread_ts
    )


async def _told(front: Front, person: Person, understanding: Understanding, said: str, seat: Seat) -> Told:
    from intents.pages import sections_about

    company = front.desk_of().company
    intent = understanding.intent
    asked = outright(said)
    if asked is not None and intent in _LEAVES_ROOM[asked.question]:
        return await _outright(front, person, asked.question)
    if intent is Intent.STATUS and await _asks_to_decide(front, person, said):
        return await _outright(front, person, Question.TO_DECIDE)
    quoted = sections_about(company, said) if asks_how(said) else ()
    if intent in PERSONAL:
        own_affairs = intent is Intent.RETURN or says_kept_out(said) or asks_what_was_lost(said)
        if quoted and not own_affairs:
            return Told(pages_card(quoted))
        return await personal(front, person, understanding, said, seat)
    match intent:
        case Intent.DISCOVER:
            private = seat.channel.startswith("D")
            return Told(
                with_pages(await discovered(front, person, understanding, said, private=private), quoted)
            )
        case Intent.EXTEND:
            return Told(await _extend(front, person, understanding, said, seat), personal=True)
        case Intent.APPEAL:
            return Told(await appeals_card(front, person, understanding), personal=True)
        case Intent.OUT_OF_SCOPE if not quoted:
            return Told(text_card(ENGLISH_ONLY) if in_another_language(said) else decline_card(company))
        case _:
            return Told(pages_card(quoted) if quoted else help_card(company))


async def _outright(front: Front, person: Person, question: Question) -> Told:
    match question:
        case Question.TO_DECIDE:
            return Told(await _to_decide(front, person), personal=True)
        case Question.WHO_HOLDS:
            return Told(holders_card(front.desk_of().company, reader=person.id))
        case Question.WITHDRAW:
            return Told(await _to_withdraw(front, person), personal=True)


async def _asks_to_decide(front: Front, person: Person, said: str) -> bool:
    """Whether `what's pending?` can only be about decisions, as nothing of one's own was ever asked for."""
    from approvals.queries.requests import requests_of

    desk = front.desk_of()
    if roster(desk.company).named(said) or await requests_of(desk, person.id, limit=1):
        return False
    return bool(await waiting_of(front, person))


async def _to_withdraw(front: Front, person: Person) -> Card:
    """What this person asked for, with Withdraw where that is possible; said first where it is nowhere."""
    from approvals.queries.requests import requests_of

    card = await answer_about(front, Topic.REQUESTS, who=Reader(person.id, person.id))
    found = await requests_of(front.desk_of(), person.id)
    if not found or any(item.status is ItemStatus.PENDING for one in found for item in one.items):
        return card
    return Card(text=NOTHING_TO_WITHDRAW, blocks=(section(f"*{NOTHING_TO_WITHDRAW}*"), *card.blocks))


async def _extend(front: Front, person: Person, understanding: Understanding, said: str, seat: Seat) -> Card:
    from approvals.queries.grants import held_by

    desk = front.desk_of()
    held = await held_by(desk, person.id)
    names = names_said(said, desk.company)
    back = names.points_back or names_nothing(said, names)
    nothing = None if back else unheld(desk.company, understanding, held, names, what_for="extend")
    if nothing is not None:
        return nothing
    meant = await spoken_of(front, person, held, seat) if back else named_in(understanding, held, names)
    draft_id = await keep_said(front, person, understanding, said, seat)
    return extend_card(desk.company, meant, everything=held, draft_id=draft_id)


async def _to_decide(front: Front, person: Person) -> Card:
    from approvals.queries.emergency import reviews_for
    from approvals.queries.tasks import tasks_of

    desk = front.desk_of()
    reviews = await reviews_for(desk, person.id)
    waiting, tasks = await waiting_of(front, person), await tasks_of(desk, person.id)
    return to_decide_card(desk.company, waiting, reader=person.id, tasks=len(tasks), reviews=len(reviews))
