"""The phrases that the sentences of several rules share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from catalog.model import Company, PersonId
from intents.signins.event import Place

_NAMED = 3
_MANY = {"person": "people"}


def named(company: Company, people: Sequence[PersonId]) -> str:
    """`Jo Bell`, `Jo Bell and Kim Lee`, `Jo Bell, Kim Lee, Ada Ruiz and 9 others`; an id for who is not known."""
    names = [company.people[one].name if one in company.people else one for one in people]
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} and {counted(len(names) - _NAMED, 'other')}"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nobody"


def counted(number: int, what: str) -> str:
    """`1 other`, `3 others`, `1 person`, `2 people`."""
    if number == 1:
        return f"1 {what}"
    return f"{number:,} {_MANY.get(what, f'{what}s')}"


def lasted(span: timedelta) -> str:
    """`40 seconds`, `12 minutes`, `5 hours`, `2 days`: rounded, never nothing."""
    seconds = abs(span.total_seconds())
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= 1.5 * size or (seconds >= size and size == 60):
            return counted(round(seconds / size), unit)
    return counted(max(1, round(seconds)), "second")


def place_of(place: Place, address: str = "") -> str:
    """`Porto, Portugal`; the address where no place is known."""
    return ", ".join(part for part in (place.city, place.country) if part) or address or "an unknown place"
