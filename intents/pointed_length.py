"""What the words come to that an engine points at as a length: counted here, not taken from the engine."""

from __future__ import annotations

from datetime import timedelta

from catalog.durations import parse_duration
from intents.engines.port import Inquiry
from intents.said_duration import said_duration, speaks_of_time

MAX_SUMMED_DAYS = 366
"""The longest length that is taken from an engine's own sum."""

MOST_WORDS = 6
"""Of a longer span the words beside the length would be read along with it."""


def pointed_length(span: str, iso: str, inquiry: Inquiry) -> timedelta | None:
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
            return counted.span
    if inquiry.length is not None:
        return None
    try:
        length = parse_duration(iso)
    except ValueError:
        return None
    return length if timedelta() < length <= timedelta(days=MAX_SUMMED_DAYS) else None
