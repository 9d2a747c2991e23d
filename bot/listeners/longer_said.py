"""How much longer somebody said they need what they have, and why: kept for the form that Extend opens.

`By two weeks` is added to the end there is. `Until 31 January`, and a length that is asked for like new access, count
from the day they were said: what is left of the access is taken off, so that nobody asks for more than they said.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from approvals.ends import left_until
from bot.choice import Choice
from bot.drafts import Draft, DraftStatus, draft_known, start_draft
from bot.listeners.front import Front, Seat
from bot.views.extending import SaidLonger
from catalog.model import Person, PersonId
from intents.said_lengths import says_an_amount
from intents.understanding import Intent, Understanding

_ADDED = re.compile(r"\b(?:more|longer|another|extra|further|additional)\b")
_STEP = timedelta(hours=1)
"""What is left over is asked for in whole hours."""


async def keep_said(front: Front, person: Person, understanding: Understanding, said: str, seat: Seat) -> str:
    """Keeps what a message says of extending; the id it is found by, empty where it says nothing."""
    choice = Choice.read_from(understanding)
    if choice.duration is None and not choice.justification:
        return ""
    key = hashlib.sha256(f"longer:{seat.event_id}".encode()).hexdigest()[:24] if seat.event_id else ""
    kept = await start_draft(
        front.desk_of().store,
        person=person.id,
        channel=seat.channel,
        text=said,
        understanding=understanding,
        choice=choice,
        draft_id=f"dr_{key}" if key else "",
        status=DraftStatus.LONGER,
    )
    return kept.id


async def said_of(front: Front, draft_id: str, *, by: PersonId, ends: datetime | None) -> SaidLonger | None:
    """What was said of extending access that ends then; None where nothing is known of it."""
    desk = front.desk_of()
    draft = await draft_known(desk.store, draft_id) if draft_id else None
    if draft is None or draft.person != by:
        return None
    choice = draft.choice
    if choice.duration is None:
        return SaidLonger(None, why=choice.justification, length_said=False)
    if choice.until is not None and ends is not None:
        more = choice.until - ends
        return (
            SaidLonger(left_until(choice.until, ends), choice.justification, until=choice.until)
            if more > timedelta()
            else SaidLonger(None, why=choice.justification)
        )
    return SaidLonger(longer(draft, choice.duration, ends, desk.company.zone), why=choice.justification)


def longer(draft: Draft, asked: timedelta, ends: datetime | None, zone: ZoneInfo) -> timedelta | None:
    """How much is to be added; None where the access runs as long anyway."""
    words = " ".join(one.text for one in draft.understanding.evidence if one.field == "duration")
    amount = says_an_amount(words, asked)
    added = _ADDED.search(draft.text.casefold()) is not None
    if ends is None or (amount and (added or draft.understanding.intent is Intent.EXTEND)):
        return asked
    said = draft.created_at
    until = said + asked
    if not amount and asked % timedelta(days=1) == timedelta():
        # A day that was named ends with that day.
        last = said.astimezone(zone).date() + asked
        until = datetime.combine(last, time(0), zone)
    longer = (until - ends) // _STEP * _STEP
    return longer if longer > timedelta() else None
