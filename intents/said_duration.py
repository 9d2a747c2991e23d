"""How long somebody asks for: `two weeks`, `until Friday`, `for the rest of the month`, as the formats count it.

A week is 7 days, a month 30, a quarter 90, a year 365; hours and minutes stay what they are; today is eight hours.
An end date or weekday includes that day. Lengths that only describe the world (`the last two years`, `three times a
day`, `every two weeks`) are not a wish, nor is the end of what somebody has already. Of a length and its correction
the later one counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from catalog.ends import end_of_day, hour_of_day
from intents.corrected_lengths import in_force
from intents.date_ranges import from_one_to_another
from intents.day_words import TOMORROW, TONIGHT, WEEKEND
from intents.end_dates import END, reach_of
from intents.end_hours import UNTIL_HOUR, hour_behind, until_an_hour
from intents.passages import Clause, Role, clauses
from intents.said_lengths import BESIDE_THE_WISH, IN_A_FORMAT, MEANT, SAID, Length, lengths
from intents.said_lengths import MAX_DAYS as MAX_DAYS
from intents.these_days import these_days
from intents.told_ends import End, end_counts, prolonged, told
from intents.words import MAX_READ, fold

_ISO = re.compile(r"(?<!\w)p(?:\d+[ymwd])+(?:t\d+h(?:\d+m)?|t\d+m)?\b|(?<!\w)pt(?:\d+h(?:\d+m)?|\d+m)\b")
_OTHER_END = re.compile(r"\b(?:until|till|til)\s+(?P<phrase>[\w/.:'-]+(?:\s+[\w/.'-]+){0,3})")
_TIME = re.compile(
    rf"\d|\b(?:hour|day|week|month|quarter|year|fou?rtn\w*|today|{TONIGHT}|{TOMORROW}|{WEEKEND}|nye\b|mths?\b|qtr\b|noon|midday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|until|till?\b|end\b|eo[dwmqy]\b|season|term|sprint|[cebo]ob\b|hrs?\b|wks?\b|we+ks?\b|yrs?\b|mo?u?n?ths?\b|christmas|easter|summer|autumn|winter|spring"
    # Units and `until` of the languages that only a language model reads.
    r"|woche|monat|tag|jahr|stunde|bis\b|semaine|mois|jour|annee|jusqu|semana|mes(?:es)?\b|dias?\b|anos?\b|hasta|settiman|mes[ei]\b|giorn|ann[oi]\b|fino|weken|maand|dag|jaar|tot\b|tydzi|tygodn|miesi|dni\b|dzien|rok\b|ate\b)|[^\x00-\x7f]"
)


def speaks_of_time(words: str) -> bool:
    """Whether the words may say a length at all: a number, a unit, a day, an end."""
    return _TIME.search(fold(words)) is not None


@dataclass(frozen=True, slots=True)
class SaidDuration:
    """A length and the piece of the message that says it; and the end, where it names one."""

    span: timedelta
    text: str
    start: int
    end: int
    until: datetime | None = None
    """The end that is named: of a whole day, or an hour of one."""

    @property
    def at(self) -> tuple[int, int]:
        """Where the message says it."""
        return self.start, self.end


def said_duration(
    message: str, *, now: datetime, zone: ZoneInfo, parts: Sequence[Clause] | None = None
) -> SaidDuration | None:
    """How long the message asks for, or None when it names no length; end dates count from `now` in `zone`."""
    return next(iter(said_durations(message, now=now, zone=zone, parts=parts)), None)


def said_durations(
    message: str, *, now: datetime, zone: ZoneInfo, parts: Sequence[Clause] | None = None
) -> list[SaidDuration]:
    """Every length that the message asks for, the surest first: things that are wanted together may be for different
    times."""
    folded = fold(message[:MAX_READ])
    today = now.astimezone(zone).date()
    each = parts or clauses(message)
    unheard = [(c.start, c.end) for c in each if c.role in {Role.QUOTED, Role.WITHDRAWN}]
    ruled_out = [(c.start, c.end) for c in each if _ruled_out(c)]
    if prolonged(folded):
        ends = chain(END.finditer(folded), UNTIL_HOUR.finditer(folded))
        unheard += [match.span() for match in ends if told(match, folded)]
    read = (
        _written_out(folded),
        _to_an_end(folded, today),
        _to_an_hour(folded, now, zone),
        from_one_to_another(folded, today),
    )
    clocks = [match.span() for match, _ in until_an_hour(folded, now, zone)]
    spans = (one for one in lengths(folded) if not _within(one, clocks))
    found = [*chain(*read), *these_days(folded, today), *spans]
    own = [one for one in found if not _within(one, unheard)]
    heard = in_force(
        folded,
        [one for one in own if not _within(one, ruled_out)],
        [one for one in own if _within(one, ruled_out)],
        today,
    )
    if not heard:
        heard = _by_library(folded, now.astimezone(zone), [*unheard, *ruled_out])
    possible = [one for one in heard if timedelta() < one.span <= timedelta(days=MAX_DAYS)]
    surest = sorted(possible, key=lambda one: (-one.sure, one.start))
    return [
        SaidDuration(one.span, message[one.start : one.end], one.start, one.end, until=_named_end(one, zone))
        for one in surest
    ]


def _named_end(length: Length, zone: ZoneInfo) -> datetime | None:
    if length.last is None:
        return None
    return end_of_day(length.last, zone) if length.at is None else hour_of_day(length.last, length.at, zone)


def _written_out(folded: str) -> Iterator[Length]:
    """Durations as programs write them: `P14D`."""
    for match in _ISO.finditer(folded):
        span = _iso(match[0])
        if span:
            yield Length(IN_A_FORMAT, *match.span(), span)


def _to_an_end(folded: str, today: date) -> Iterator[Length]:
    """`until Friday`, `for the rest of the month`."""
    for match in END.finditer(folded):
        reach, counts = reach_of(match, today), end_counts(match, folded)
        if reach is None or counts is End.ELSEWHERE:
            continue
        sure, hour = BESIDE_THE_WISH if counts is End.TOLD else SAID, hour_behind(folded, match.end())
        at, end = hour or (None, match.end())
        yield Length(sure, match.start(), end, reach.span, last=reach.last, at=at)


def _to_an_hour(folded: str, now: datetime, zone: ZoneInfo) -> Iterator[Length]:
    """`until 6pm tomorrow`, `till noon`."""
    for match, length in until_an_hour(folded, now, zone):
        counts = end_counts(match, folded)
        if counts is not End.ELSEWHERE:
            yield replace(length, sure=BESIDE_THE_WISH) if counts is End.TOLD else length


def _ruled_out(clause: Clause) -> bool:
    """Whether the clause rules out the lengths in it; `no longer than a week` does not."""
    if clause.role is not Role.RULED_OUT:
        return False
    return re.search(r"\b(?:longer|more|later|beyond|further) than\b|\bafter\b", clause.text) is None


def _within(one: Length, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= one.start < end for start, end in spans)


def _iso(text: str) -> timedelta | None:
    from catalog.durations import parse_duration

    try:
        return parse_duration(text.upper())
    except ValueError:
        return None


def _by_library(folded: str, now: datetime, unheard: list[tuple[int, int]]) -> list[Length]:
    """What the rules above cannot read after `until`, tried with dateparser (loaded only then)."""
    match = _OTHER_END.search(folded)
    if (
        match is None
        or not re.search(r"\d", match["phrase"])
        or any(a <= match.start() < b for a, b in unheard)
        or end_counts(match, folded) is End.ELSEWHERE
    ):
        return []
    import dateparser

    words = match["phrase"].split()
    for count in range(len(words), 0, -1):
        phrase = " ".join(words[:count]).rstrip(".,")
        if not re.search(r"\d", phrase):
            break
        end = dateparser.parse(
            phrase,
            languages=["en"],
            settings={
                "PREFER_DATES_FROM": "future",
                "RELATIVE_BASE": now.replace(tzinfo=None),
                "DATE_ORDER": "DMY",
            },
        )
        if end is not None and end.date() >= now.date():
            at = match.start("phrase")
            left = end - now.replace(tzinfo=None, second=0, microsecond=0)
            # Until six in the evening is no whole day, where it is today.
            by_the_clock = end.date() == now.date() and left > timedelta()
            span = left if by_the_clock else timedelta(days=(end.date() - now.date()).days + 1)
            hour = end.time() if by_the_clock else None
            return [Length(MEANT, match.start(), at + len(phrase), span, last=end.date(), at=hour)]
    return []
