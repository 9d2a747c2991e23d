"""How long, said again: `only until Friday`, `two weeks is enough`, `a week longer`, `without an end`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from intents.refining.said import Said
from intents.said_duration import MAX_DAYS, said_duration
from intents.unread_ends import unread_end

_ENDLESS = re.compile(
    r"\b(?:without\s+(?:an?\s+|any\s+)?(?:end(?:\s+date)?|expiry|expiration|limit|time limit)|(?:no|any)\s+(?:end(?:\s+date)?|expiry|expiration|time limit)|permanently|permanent|indefinitely|indefinite|forever|for good|open[- ]ended|never expir\w+)\b"
)
_LONGER = re.compile(r"\b(?:longer|more|extra|further|additional|another)\b")
_SHORTER = re.compile(r"\b(?:shorter|less|fewer|earlier)\b")
_VAGUE = re.compile(
    r"\b(?:(?:a\s+(?:bit|little)\s+)?(?:longer|shorter)|(?:more|less)\s+time|(?:shorten|prolong|extend)(?:\s+(?:it|that|this))?)\b(?:\s+by\b)?"
)
_BY = re.compile(
    r"\b(?:shorten|prolong|extend|lengthen)(?:\s+(?:it|that|this|the\s+\w+))?(?:\s+(?:by|for|to))?\b"
)
_BARE = re.compile(
    r"\b(?:to|through|till|until)?\s*(?<!\bby )(?P<day>(?:next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|(?:the )?end of (?:the |this )?(?:week|month|quarter|year))\b"
    r"(?=\s*(?:is (?:enough|fine|ok)|will do|suffices|would do|instead|at most|max|latest|only|$|[.!?,]))"
)
"""`Friday will do`; `she needs it by Friday` says by when, and not how long."""
_AROUND = re.compile(r"\b(?:at most|at least|max|maximum|tops|latest|at the latest)\b")


Time = tuple[timedelta | None, datetime | None]
"""How long something is for, and the end that was named for it, if any."""


@dataclass(frozen=True)
class Length:
    """What is said about the length: a new one, none at all, or that it should be another without saying which."""

    span: timedelta | None
    unclear: bool = False
    until: datetime | None = None
    """The end that was named, or the one that stood there and is another by so much."""
    by: timedelta | None = None
    """How much is added or taken off, where it is said so; `span` is then what the standing length comes to."""

    def on(self, standing: Time, zone: ZoneInfo) -> Time | None:
        """What so much more or less comes to from another time; None where it comes to none."""
        span, until = standing
        total = span + self.by if span is not None and self.by is not None else timedelta()
        if self.by is None or not timedelta() < total <= timedelta(days=MAX_DAYS):
            return None
        return total, _moved(until, self.by, zone) if until else None


def said_length(
    said: Said, standing: timedelta | None, until: datetime | None, *, now: datetime, zone: ZoneInfo
) -> Length | None:
    """The new length, or None when nothing is said about it; the words are taken."""
    endless = _ENDLESS.search(said.rest)
    if endless:
        said.take(*endless.span())
        said.note("duration", *endless.span())
        return Length(None)
    found = said_duration(said.rest_as_written, now=now, zone=zone)
    if found is not None:
        start, end = found.start, found.end
    else:
        bare = _BARE.search(said.rest)
        found = said_duration(f"until {bare['day']}", now=now, zone=zone) if bare else None
        if bare is None or found is None:
            return _unclear(said) or _unread(said, now=now, zone=zone)
        start, end = bare.start(), bare.end()
    added = _relative(said, start, end)
    by = _BY.search(said.rest)
    if by:
        said.take(*by.span())
    said.take(start, end)
    said.take_all(_AROUND)
    if not added:
        said.take_all(_VAGUE)  # `longer, until new year`: the end says how much
    said.note("duration", start, end)
    if not added:
        return Length(found.span, until=found.until)
    length = Length(None, by=added * found.span)
    time = length.on((standing, until), zone)
    if time is None:
        return replace(length, unclear=True)
    return replace(length, span=time[0], until=time[1])


def _moved(until: datetime, by: timedelta, zone: ZoneInfo) -> datetime:
    """The end so much later or earlier by the clock on the wall: a week after Friday is Friday, also over a night with
    25 hours."""
    there = until.astimezone(zone).replace(tzinfo=None)
    return (there + by).replace(tzinfo=zone).astimezone(UTC)


def _relative(said: Said, start: int, end: int) -> int:
    """1 for a length that is added, -1 for one that is taken off, 0 for a length as such; takes the word for it."""
    inside = said.rest[start:end]
    for sign, pattern in ((1, _LONGER), (-1, _SHORTER)):
        if pattern.search(inside):
            return sign
        near = pattern.match(said.rest[end : end + 24].lstrip(" ")) or re.search(
            rf"{pattern.pattern}\s*$", said.rest[max(0, start - 12) : start]
        )
        if near:
            after = pattern.search(said.rest, end, end + 24)
            before = pattern.search(said.rest, max(0, start - 12), start)
            word = after or before
            if word:
                said.take(*word.span())
            return sign
    by = _BY.search(said.rest)
    if by and by[0].endswith("by"):
        return -1 if by[0].startswith("shorten") else 1
    return 0


def _unread(said: Said, *, now: datetime, zone: ZoneInfo) -> Length | None:
    """An end that is named and cannot be counted: until when is to be said again."""
    end = unread_end(said.rest_as_written, now=now, zone=zone, numbers=False)
    if not end:
        return None
    start = said.rest_as_written.index(end)
    said.take(start, start + len(end))
    return Length(None, unclear=True)


def _unclear(said: Said) -> Length | None:
    vague = _VAGUE.search(said.rest)
    if vague is None:
        return None
    said.take(*vague.span())
    return Length(None, unclear=True)
