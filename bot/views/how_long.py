"""How long something is for, as every card says it: a length, or the end that was named."""

from __future__ import annotations

from datetime import datetime, timedelta

from approvals.pictures import ItemPicture, RequestPicture
from bot.texts import span
from catalog.ends import in_words
from catalog.model import Company


def length_in_words(
    company: Company, duration: timedelta | None, until: datetime | None, *, since: datetime
) -> str:
    """`2 weeks`, `until Friday 27 November`; both where the length may be over before the end that was named."""
    if until is None:
        return span(duration)
    end = f"until {in_words(until, company.zone, since=since)}"
    if duration is None or since + duration >= until:
        return end
    return f"{span(duration)}, {end} at the latest"


def begun(words: str) -> str:
    """A length as it begins a line or a field: `Until Friday 27 November`."""
    return f"{words[:1].upper()}{words[1:]}"


def item_length(company: Company, request: RequestPicture, item: ItemPicture) -> str:
    """The same for an item; an extension counts from the end it prolongs."""
    since = item.extension.before if item.extension else request.opened_at
    return length_in_words(company, item.duration, item.until, since=since)
