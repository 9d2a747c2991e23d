"""`The same again but for APAC`: the last card of the conversation once more, as a new card, with what should differ.

It files nothing: the new card is confirmed like any other.
"""

from __future__ import annotations

import re

from bot.drafts import Draft, DraftStatus, draft_id_of, draft_known, start_draft
from bot.listeners.drawing import show_open
from bot.listeners.front import Front, Seat
from bot.listeners.refining import standing_of
from bot.views.parts import text_card
from catalog.model import Person
from intents.refining import refine
from intents.understanding import Outcome

_WHOLE = (
    r"(?:(?:please|ok|okay|actually|now|and|can i have|can we have|i need|i want|give me)\W+){0,3}"
    r"(?:(?:exactly )?(?:the |that )?same(?: (?:thing|one|request|card|access|again|as (?:before|last time)|once more|after all|please)){0,3}"
    r"|(?:ask|request|send)(?: for)?(?: (?:it|that|this|the same))? again|put (?:it|that) back|bring (?:it|that) back"
    r"|(?:i )?(?:need|want) (?:it|that) again|(?:it|that) again)(?: after all)?"
)
_SAME = re.compile(
    rf"^\W*{_WHOLE}(?:\W+(?:please|but|only|just|this time|and|with the change))*(?P<rest>(?:\W.*)?)$",
    re.IGNORECASE,
)
_NOT_FOLLOWED = "I did not understand what should be different, so I put up nothing; say it like _the same again, but for two weeks_."


def asks_for_the_same(said: str) -> str | None:
    """What should differ from the last card, which may be nothing; None for a message that does not ask for it again."""
    found = _SAME.match(said) if len(said) <= 300 else None
    return found["rest"].strip(" ,;:.!?–—-\n") if found else None


async def same_again(front: Front, before: Draft, rest: str, said: str, person: Person, seat: Seat) -> bool:
    """Puts up what stood on a card that was sent or cancelled; says whether it could. Raises Refused."""
    if before.status is DraftStatus.OPEN or not before.choice.items:
        return False
    desk = front.desk_of()
    draft_id = draft_id_of(seat.event_id) if seat.event_id else ""
    if draft_id and (known := await draft_known(desk.store, draft_id)) is not None:
        await show_open(front, known)
        return True
    choice, understanding = before.choice.model_copy(update={"change": None}), before.understanding
    if any(wish.entitlement not in desk.company.places for wish in choice.items):
        return False
    if rest:
        refined = refine(rest, standing_of(before), person=person, company=desk.company, now=desk.now())
        if (
            refined is None
            or not refined.changed
            or refined.also
            or refined.understanding.outcome is not Outcome.PROPOSE
        ):
            question = refined.understanding.question if refined is not None else None
            await front.answer(seat, text_card(question or _NOT_FOLLOWED))
            return True
        understanding = refined.understanding
        choice = choice.read_from(understanding)
    draft = await start_draft(
        desk.store,
        person=person.id,
        channel=seat.channel,
        thread_ts=seat.thread_ts,
        text=f"{before.text}\n{said}".strip(),
        understanding=understanding,
        choice=choice,
        draft_id=draft_id,
    )
    await show_open(front, draft)
    return True
