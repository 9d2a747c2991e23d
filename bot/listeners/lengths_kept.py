"""How long, while only the level on a card changes: what stood there stays, and what cannot stay is said. Pure.

A level has a usual length of its own. It is for whoever asks for that level and says nothing of a length; whoever
changes the level of what stands on a card has seen how long it is for, and did not speak of that.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from approvals.terms import permitted_duration
from bot.choice import Choice
from catalog.model import Company, Person


def with_length(company: Company, before: Choice, after: Choice) -> Choice:
    """The card before, with the usual length of its level as if it had been asked for; the same card if none is kept."""
    if before.duration is not None or after.duration is not None or not _only_leveled(company, before, after):
        return before
    places = [company.places[wish.entitlement] for wish in before.items]
    usual = {p.entitlement.default_duration or p.entitlement.max_duration for p in places}
    return before.model_copy(update={"duration": usual.pop()}) if len(usual) == 1 else before


def length_change(
    company: Company, holder: Person, before: Choice, after: Choice, *, now: datetime
) -> tuple[timedelta | None, timedelta | None] | None:
    """From and to which length another level takes the card, where nobody asked for another; None where it does not."""
    if before.duration != after.duration or not _only_leveled(company, before, after):
        return None
    was, becomes = (_lengths(company, holder, choice, now) for choice in (before, after))
    if len(was) != 1 or len(becomes) != 1 or was == becomes:
        return None
    return was.pop(), becomes.pop()


def _only_leveled(company: Company, before: Choice, after: Choice) -> bool:
    """Whether the same things stand there, as many as before, at other levels."""
    if not before.items or len(before.items) != len(after.items):
        return False
    if any(wish.entitlement not in company.places for wish in (*before.items, *after.items)):
        return False
    things = [
        sorted(company.places[wish.entitlement].resource.id for wish in choice.items)
        for choice in (before, after)
    ]
    levels = [sorted(wish.entitlement for wish in choice.items) for choice in (before, after)]
    return things[0] == things[1] and levels[0] != levels[1]


def _lengths(company: Company, holder: Person, choice: Choice, now: datetime) -> set[timedelta | None]:
    return {
        permitted_duration(
            company.places[wish.entitlement].entitlement,
            wish.duration or choice.duration,
            person=holder,
            now=now,
            zone=company.zone,
        )[0]
        for wish in choice.items
    }
