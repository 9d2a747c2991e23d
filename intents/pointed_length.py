"""What the words come to that an engine points at as a length: counted here, not taken from the engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from catalog.durations import parse_duration
from intents.engines.port import Inquiry
from intents.said_duration import said_duration, speaks_of_time

MAX_SUMMED_DAYS = 366
"""The longest length that is taken from an engine's own sum."""

MOST_WORDS = 6
"""Of a longer span the words beside the length would be read along with it."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """A length, and the end where the words name one."""

    span: timedelta
    until: datetime | None = None


def pointed_length(span: str, iso: str, inquiry: Inquiry) -> Pointed | None:
    """The length these words of the message say, or None when they say none.

    An engine's sum (`iso`) stands only for words about time that the rules cannot read, when no others of the
    message say how long: otherwise it would be a guess.
    """
    if not speaks_of_time(span):
        return None
    now, zone = inquiry.now, inquiry.company.zone
    short = len(span.split()) <= MOST_WORDS
    for words in (span, f"for {span}", f"until {span}", f"just {span}") if short else (span,):
        counted = said_duration(words, now=now, zone=zone)
        if counted is not None:
            return Pointed(counted.span, _earlier(counted.until, span, inquiry))
    if (whole := inquiry.length) is not None:
        # What the rules counted in its sentence may say nothing without it.
        return Pointed(whole.span, whole.until) if span == whole.text else None
    try:
        length = parse_duration(iso)
    except ValueError:
        return None
    return Pointed(length) if timedelta() < length <= timedelta(days=MAX_SUMMED_DAYS) else None


def _earlier(until: datetime | None, span: str, inquiry: Inquiry) -> datetime | None:
    """The end these words name; a part of `until 6pm tomorrow` ends no later than the whole."""
    whole = inquiry.length
    if until is None or whole is None or whole.until is None or span not in whole.text:
        return until
    return min(until, whole.until)
