"""How long somebody asks for: `two weeks`, `until Friday`, `for the rest of the month`, as the formats count it.

A week is 7 days, a month 30, a quarter 90, a year 365; hours and minutes stay what they are; today is eight hours.
An end date or weekday includes that day. Lengths that only describe the world (`the last two years`, `three times a
day`, `every two weeks`) are not a wish, nor is the end of what somebody has already. Of a length and its correction
the later one counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from intents.corrected_lengths import out_of_date
from intents.end_dates import END, end_date, last_day, prolonged, told
from intents.passages import Clause, Role, clauses
from intents.said_lengths import MAX_DAYS as MAX_DAYS
from intents.said_lengths import Length, lengths
from intents.words import MAX_READ, fold

_ISO = re.compile(r"(?<!\w)p(?:\d+[ymwd])+(?:t\d+h(?:\d+m)?|t\d+m)?\b|(?<!\w)pt(?:\d+h(?:\d+m)?|\d+m)\b")
_NO_NOUN = r"(?=\s*(?:[^\w\s'’-]|$|(?:pls|please|thanks|only|to|so|and|but|or|as|because|since|while|when|if|in|at|on|until|till?)\b))"
"""What follows the weekend where it says how long: `for the weekend figures` says which."""
_WEEKEND = re.compile(
    rf"\b(?:just|only)\s+(?:over|for)\s+(?:the|this)\s+weekend{_NO_NOUN}|\b(?:the|this)\s+weekend\s+only\b"
)
_NEEDED_AT_THE_WEEKEND = re.compile(
    r"\b(?:need|want|require)s?\s+(?!to\b)(?:access\s+to\s+|(?P<of>of\s+)|(?!(?:to|from|since|by|of|before|after|that|which|who|because)\b)[\w'/-]+\s+){1,12}?"
    rf"(?P<weekend>(?(of)for|(?:over|for))\s+(?:the|this)\s+weekend){_NO_NOUN}"
)
"""`they forgot it over the weekend` and `the logs of the outage over the weekend` say when something was, and not how
long."""
_REST = re.compile(
    r"\b(?:rest|remainder) of (?:the |this )?(?P<unit>day|week|month|quarter|year)\b|\b(?:for|throughout|all|during) this (?P<this>week|month|quarter|year)\b|\bthis (?P<only>week|month|quarter|year) only\b"
)
_TODAY = re.compile(
    r"\b(?:for|4|just|only|just for|just 4)\s+(?:today|tonight|this evening|the day)\b(?P<of>['’]s?)?|\b(?:today|tonight|this evening) only\b|\b(?:until|till|til|by) eod\b"
)
"""`for tonight's release` says how long only where nothing else does."""
_NEEDED_TODAY = re.compile(
    r"\b(?:need|want|require)s?\s+(?!to\b)(?:(?!\bto\b|\bfrom\b|\bsince\b|\bby\b|\bof\b|\bbefore\b|\bafter\b|\bstarting\b|\buntil\b)[\w'/-]+\s+){1,9}(?P<day>today|tonight|this evening|this week(?:end)?)(?=\s*(?:[,.;!?]|$|pls\b|please\b|only\b))"
)
"""`I need the test boxes today` or `this week` says how long; `I need to finish today` and `from today` do not."""
_OTHER_END = re.compile(r"\b(?:until|till|til)\s+(?P<phrase>[\w/.:'-]+(?:\s+[\w/.'-]+){0,3})")
_A_DAY = timedelta(hours=8)
_IN_A_FORMAT, _SAID, _MEANT, _BESIDE_THE_WISH = 4, 3, 1, 0.5
"""How sure: written as programs do, said as a length, said as when it is needed, and said of how things are."""


_TIME = re.compile(
    r"\d|\b(?:hour|day|week|month|quarter|year|fortnight|to(?:day|night|morrow)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|until|till?\b|end\b|eo[dwmqy]\b|season|term|sprint|[cebo]ob\b|hrs?\b|wks?\b|we+ks?\b|yrs?\b|mo?u?n?ths?\b|christmas|easter|summer|autumn|winter|spring"
    # Units and `until` of the languages that only a language model reads.
    r"|woche|monat|tag|jahr|stunde|bis\b|semaine|mois|jour|annee|jusqu|semana|mes(?:es)?\b|dias?\b|anos?\b|hasta|settiman|mes[ei]\b|giorn|ann[oi]\b|fino|weken|maand|dag|jaar|tot\b|tydzi|tygodn|miesi|dni\b|dzien|rok\b|ate\b)|[^\x00-\x7f]"
)


def speaks_of_time(words: str) -> bool:
    """Whether the words may say a length at all: a number, a unit, a day, an end."""
    return _TIME.search(fold(words)) is not None


@dataclass(frozen=True, slots=True)
class SaidDuration:
    """A length and the piece of the message that says it."""

    span: timedelta
    text: str
    start: int
    end: int


def said_duration(
    message: str, *, now: datetime, zone: ZoneInfo, parts: Sequence[Clause] | None = None
) -> SaidDuration | None:
    """How long the message asks for, or None when it names no length; end dates count from `now` in `zone`."""
    folded = fold(message[:MAX_READ])
    today = now.astimezone(zone).date()
    unheard = [(c.start, c.end) for c in parts or clauses(message) if _unheard(c)]
    if prolonged(folded):
        unheard += [match.span() for match in END.finditer(folded) if told(match, folded)]
    found = [*_written_out(folded), *_to_an_end(folded, today), *_these_days(folded, today), *lengths(folded)]
    heard = [one for one in found if not any(start <= one.start < end for start, end in unheard)]
    corrected = out_of_date(folded, heard)
    heard = [one for one in heard if one.start not in corrected]
    if not heard:
        heard = _by_library(folded, now.astimezone(zone), unheard)
    possible = [one for one in heard if timedelta() < one.span <= timedelta(days=MAX_DAYS)]
    if not possible:
        return None
    best = max(possible, key=lambda one: (one.sure, -one.start))
    return SaidDuration(best.span, message[best.start : best.end], best.start, best.end)


def _written_out(folded: str) -> Iterator[Length]:
    """Durations as programs write them: `P14D`."""
    for match in _ISO.finditer(folded):
        span = _iso(match[0])
        if span:
            yield Length(_IN_A_FORMAT, *match.span(), span)


def _to_an_end(folded: str, today: date) -> Iterator[Length]:
    """`until Friday`, `for the rest of the month`."""
    for match in END.finditer(folded):
        end = end_date(match, today)
        if end is not None:
            span = _through(end, today) if isinstance(end, date) else end
            yield Length(_BESIDE_THE_WISH if told(match, folded) else _SAID, *match.span(), span)
    for match in _REST.finditer(folded):
        unit = match["unit"] or match["this"] or match["only"]
        yield Length(
            _SAID, *match.span(), _A_DAY if unit == "day" else _through(last_day(unit, today), today)
        )


def _these_days(folded: str, today: date) -> Iterator[Length]:
    """`just today`, `only over the weekend`, and when something is needed."""
    to_sunday = _through(last_day("week", today), today)
    for match in _TODAY.finditer(folded):
        yield Length(_BESIDE_THE_WISH if match["of"] else _SAID, *match.span(), _A_DAY)
    for match in _WEEKEND.finditer(folded):
        yield Length(_SAID, *match.span(), to_sunday)
    for match in _NEEDED_AT_THE_WEEKEND.finditer(folded):
        yield Length(_MEANT, *match.span("weekend"), to_sunday)
    for match in _NEEDED_TODAY.finditer(folded):
        yield Length(_MEANT, *match.span("day"), to_sunday if "week" in match["day"] else _A_DAY)


def _through(last: date, today: date) -> timedelta:
    """From today to the end of the last day."""
    return timedelta(days=(last - today).days + 1)


def _unheard(clause: Clause) -> bool:
    """Whether lengths in the clause are about something else than the wish."""
    if clause.role is Role.RULED_OUT:
        return re.search(r"\b(?:longer|more|later|beyond|further) than\b|\bafter\b", clause.text) is None
    return clause.role in {Role.QUOTED, Role.WITHDRAWN}


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
            return [Length(_MEANT, match.start(), at + len(phrase), _through(end.date(), now.date()))]
    return []
