"""Words that answer something which is not the card above: a question of an approver, a reason that is due, a no.

People answer where they happen to type. Read by themselves such words are about nothing, and a list of what they may
ask for would bury what waits. So it is said where the answer belongs; it is taken nowhere on a guess.
"""

from __future__ import annotations

import re

from approvals.helpdesk import serves_everybody
from approvals.model import ItemStatus
from bot.drafts import ANSWERED_WITHIN, Draft, DraftStatus, request_filed
from bot.listeners.asked import asks_to_unlock
from bot.listeners.card_above import can_be_sent, leads_nowhere
from bot.listeners.front import Front, Seat
from bot.listeners.proposing import assessments_of
from bot.listeners.small_talk import asks_for_something
from bot.texts import mention
from bot.views.about_request import sent_card
from bot.views.parts import Card, text_card
from bot.views.proposal import appealable
from catalog.model import Person
from intents.refining.said import FRAME, Said
from intents.said_duration import said_duration
from intents.understanding import Intent, Outcome, Understanding

LOOKED_THROUGH = 20
"""Requests that a question may be about."""
LONGEST = 300
_POINTS_BACK = re.compile(r"\b(?:it|this|that|them|these|those)\b", re.IGNORECASE)
_BACK_AT_MOST = 8
"""Words of a message that says `it` and nothing that it could mean."""
_SOMEBODY = re.compile(
    r"^\W*(?:him|her|them|it|that|the account|their account|his account)\b\W*$", re.IGNORECASE
)
REASON_DUE = "If that is why you ask, write it with _because …_, or press _Give the reason_ above; nothing was looked up yet."
WHOSE = "Whose account is that? Say it with their name, such as _unlock …_; nothing was changed."
NOT_PASSED_ON = (
    "I passed that on to nobody. If it is your answer to {whom}, reply in the thread below their question, and they get"
    " it. For anything else, tell me in full what you need, and in which system."
)
LENGTH_OF_NOTHING = (
    "Nothing was changed: no card is open here that could be for so long. For more time of what you have say _extend …_"
    " with its name; else tell me in full what you need, and in which system."
)
CARD_SAYS_WHY = "The card above says why it cannot be requested, and nothing was sent."
SPOKEN_OF = (
    "If you mean your last request, this is how far it is; for anything else tell me in full what you need, and in which"
    " system."
)


async def answered_elsewhere(
    front: Front, before: Draft | None, said: str, alone: Understanding, person: Person, seat: Seat
) -> bool:
    """Says where such words belong; says whether they were any. Only in the direct messages. Raises Refused."""
    if not seat.channel.startswith("D") or len(said) > LONGEST:
        return False
    card = (
        await _of_a_refusal(front, before, alone)
        or _unlocks_whom(front, said, person)
        or _length_of_nothing(front, before, said)
        or (await _due(front, before, person) if _says_nothing(front, said, alone) else None)
        or (await _spoken_of(front, before, person) if _speaks_of_it(said, alone) else None)
    )
    if card is not None:
        await front.answer(seat, card)
    return card is not None


def _says_nothing(front: Front, said: str, alone: Understanding) -> bool:
    """Whether the words, read alone, come to no wish in so many words, no question and nothing to act on."""
    if alone.intent is Intent.REQUEST and alone.outcome is not Outcome.PROPOSE:
        return not said.rstrip().endswith("?") and not asks_for_something(said)
    return leads_nowhere(front.desk_of().company, said, alone)


async def _of_a_refusal(front: Front, before: Draft | None, alone: Understanding) -> Card | None:
    """What is said of the no that stands on the open card, which is no request that was denied."""
    if alone.intent not in {Intent.APPEAL, Intent.WHY_DENIED} or before is None:
        return None
    if before.status is not DraftStatus.OPEN or not before.choice.items or await can_be_sent(front, before):
        return None
    able = any(appealable(one) for one in await assessments_of(front, before))
    return text_card(
        f"{CARD_SAYS_WHY} To have somebody look at it, press _Appeal_ there." if able else CARD_SAYS_WHY
    )


def _length_of_nothing(front: Front, before: Draft | None, said: str) -> Card | None:
    """What is said of a length alone, where no card is open that could be for so long."""
    if before is not None and before.status is DraftStatus.OPEN:
        return None
    desk, words = front.desk_of(), Said(said)
    found = said_duration(said, now=desk.now(), zone=desk.company.zone)
    if found is None:
        return None
    words.take(found.start, found.end)
    words.take_all(FRAME)
    return text_card(LENGTH_OF_NOTHING) if not words.left() else None


def _unlocks_whom(front: Front, said: str, person: Person) -> Card | None:
    if not serves_everybody(front.desk_of().company, person.id):
        return None
    return text_card(WHOSE) if _SOMEBODY.match(asks_to_unlock(said)) else None


async def _due(front: Front, before: Draft | None, person: Person) -> Card | None:
    """What waits for an answer of this person: an inquiry, or a question about a request."""
    from approvals.queries.inquiries import waiting_inquiry

    desk = front.desk_of()
    if await waiting_inquiry(desk, person.id, since=desk.now() - ANSWERED_WITHIN):
        return text_card(REASON_DUE)
    if before is not None and before.status is DraftStatus.OPEN:
        return None
    whom = await _who_asked(front, person)
    return text_card(NOT_PASSED_ON.format(whom=whom)) if whom else None


async def _spoken_of(front: Front, before: Draft | None, person: Person) -> Card | None:
    """The request that was sent last, of which `it` is said."""
    from approvals.queries.requests import request_picture

    desk = front.desk_of()
    if before is None or before.status is not DraftStatus.SENT:
        return None
    request_id = before.request_id or await request_filed(desk.store, before.id)
    if not request_id:
        return None
    told = sent_card(desk.company, await request_picture(desk, request_id), reader=person.id)
    return Card(text=SPOKEN_OF, blocks=(*text_card(SPOKEN_OF).blocks, *told.blocks[1:]))


def _speaks_of_it(said: str, alone: Understanding) -> bool:
    nothing_named = alone.outcome in {Outcome.NONE, Outcome.DECLINE} or alone.missing == ("need",)
    return nothing_named and len(said.split()) <= _BACK_AT_MOST and _POINTS_BACK.search(said) is not None


async def _who_asked(front: Front, person: Person) -> str:
    """Whom this person owes an answer about a request of theirs; empty where nobody waits for one."""
    from approvals.queries.questions import open_questions
    from approvals.queries.requests import requests_of

    desk = front.desk_of()
    for request in await requests_of(desk, person.id, limit=LOOKED_THROUGH):
        if request.requester != person.id or all(i.status is not ItemStatus.PENDING for i in request.items):
            continue
        for question in await open_questions(desk, request_id=request.id):
            if question.turn == person.id:
                return mention(desk.company, question.asker)
    return ""
