"""How long somebody asks for: `two weeks`, `until Friday`, `for the rest of the month`, as the formats count it.

A week is 7 days, a month 30, a quarter 90, a year 365; hours stay hours; today is eight hours. An end date or
weekday includes that day. Lengths that only describe the world (`the last two years`, `three times a day`,
`every two weeks`) are not a wish.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from intents.end_dates import END, end_date, last_day
from intents.passages import Clause, Role, clauses
from intents.words import MAX_READ, fold

MAX_DAYS = 3660
"""Ten years; anything longer is read as no duration at all."""

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "half a": 0.5, "half an": 0.5, "a couple of": 2, "couple of": 2,
    "a couple": 2, "one and a half": 1.5, "another": 1,
}  # fmt: skip
_UNITS = {"h": 1, "d": 24, "w": 168, "f": 336, "m": 720, "q": 2160, "y": 8760}
_UNIT_WORDS = (
    r"(?P<unit>hours?|hrs?|h|days?|d|weeks?|wks?|w|fortnights?|months?|mths?|mos?|quarters?|years?|yrs?)"
)
_NUMBER_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_LENGTH = re.compile(
    rf"(?<![\w/.-])(?P<number>\d{{1,4}}(?:[.,]5)?|{_NUMBER_WORDS})[\s-]?(?:(?:more|full|whole|working|business|calendar|extra|further)\s+)?{_UNIT_WORDS}\b(?![/-]\w)"
)
_ISO = re.compile(r"(?<!\w)p(?:\d+[ymwd])+(?:t\d+h)?\b|(?<!\w)pt\d+h\b")
_BEFORE_OK = re.compile(r"(?:\bfor|\b4|\bduring|\bof|=|\babout|\baround|\bover the next|\bnext|\bmax|\bup to|\bat least|\bby|\bextend it|\bsay,?)\s*(?:about|around|roughly|approx\w*|just|only|say|the next|another|like|max|the)?\s*$")  # fmt: skip
_BEFORE_NOT = re.compile(
    r"(?:\blast|\bpast|\bprevious|\bevery|\bwithin|\bin|\bsince|\bafter|\bbefore|\btakes?|\btook|\btimes|\bonce|\btwice|\bper|\bago|\beach|\bcosts?|\bin about|\bof the last|\bover the last|\bover the past|\bfirst|\bfor the (?:last|past))\s*(?:the\s*)?$"
)
_AFTER_NOT = re.compile(r"^\s*(?:ago|old|later|late|behind|earlier|before|after|ahead|early|apart|from now|of (?:experience|data|history|logs|bookings|leave|figures)|in advance|a (?:day|week|month)|'s? (?:data|logs))\b")  # fmt: skip
_PERFECT = re.compile(
    r"\b(?:did|was|were|spent|lasted)(?: \w+)?(?: for| about)?\s*$|\b(?:has|have|had|'ve|'s)\s+(?:\w+\s+){0,2}(?:been|done|worked|had|used|held|waited|waiting)\b[^.]*$"
)
_AMOUNT = re.compile(
    r"^\s+(?:of|worth of)\s+(?!(?:\w+\s+)?(?:access|rights?|permissions?|use|admin|editor|viewer|operator|member\w*|read\w*|writ\w*|view\w*|edit\w*)\b)"
)
"""`ten years of trends` is an amount of something; `two weeks of access` is a length."""
_FOR = re.compile(r"\b(?:for|during|next)\s+(?:\w+\s+)?$")
_REST = re.compile(
    r"\b(?:rest|remainder) of (?:the |this )?(?P<unit>day|week|month|quarter|year)\b|\bfor this (?P<this>week|month|quarter|year)\b"
)
_TODAY = re.compile(
    r"\b(?:for|4|just|only|just for|just 4)\s+(?:today|tonight|the day)\b|\btoday only\b|\b(?:until|till|til|by) eod\b"
)
_OTHER_END = re.compile(r"\b(?:until|till|til)\s+(?P<phrase>[\w/.:'-]+(?:\s+[\w/.'-]+){0,3})")


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
    found: list[tuple[float, int, int, timedelta]] = []
    for match in _ISO.finditer(folded):
        span = _iso(match[0])
        if span:
            found.append((4, match.start(), match.end(), span))
    for match in END.finditer(folded):
        end = end_date(match, today)
        if isinstance(end, date):
            found.append((3, match.start(), match.end(), timedelta(days=(end - today).days + 1)))
        elif end is not None:
            found.append((3, match.start(), match.end(), end))
    for match in _REST.finditer(folded):
        unit = match["unit"] or match["this"]
        length = (
            timedelta(hours=8) if unit == "day" else timedelta(days=(last_day(unit, today) - today).days + 1)
        )
        found.append((3, match.start(), match.end(), length))
    found += [(3, m.start(), m.end(), timedelta(hours=8)) for m in _TODAY.finditer(folded)]
    found += _lengths(folded)
    heard = [f for f in found if not any(a <= f[1] < b for a, b in unheard)]
    if not heard:
        heard = _by_library(folded, now.astimezone(zone), unheard)
    possible = [f for f in heard if timedelta() < f[3] <= timedelta(days=MAX_DAYS)]
    if not possible:
        return None
    _, start, end_at, span = max(possible, key=lambda f: (f[0], -f[1]))
    return SaidDuration(span, message[start:end_at], start, end_at)


def _unheard(clause: Clause) -> bool:
    """Whether lengths in the clause are about something else than the wish."""
    if clause.role is Role.RULED_OUT:
        return re.search(r"\b(?:longer|more|later|beyond|further) than\b|\bafter\b", clause.text) is None
    return clause.role in {Role.QUOTED, Role.WITHDRAWN}


def _lengths(folded: str) -> list[tuple[float, int, int, timedelta]]:
    found = []
    for match in _LENGTH.finditer(folded):
        before, after = folded[max(0, match.start() - 80) : match.start()], folded[match.end() :]
        number = match["number"]
        if _AFTER_NOT.match(after) or _BEFORE_NOT.search(before):
            continue
        if number in {"a", "an"} and re.search(r"(?:times|once|twice|\d)\s*$", before):
            continue
        strong = _BEFORE_OK.search(before) is not None
        if not strong and match["unit"] in {"h", "d", "w", "m"} and not number.isdigit():
            continue
        if _PERFECT.search(before) or (_AMOUNT.match(after) and not _FOR.search(before)):
            continue
        amount = _NUMBERS[number] if number in _NUMBERS else float(number.replace(",", "."))
        unit = "q" if match["unit"].startswith("q") else match["unit"][0]
        if unit == "y" and amount % 1:
            amount, unit = amount * 12, "m"
        hours = amount * _UNITS[unit]
        if hours > MAX_DAYS * 24:
            continue
        found.append((2.5 if strong else 2, match.start(), match.end(), timedelta(hours=round(hours))))
    return found


def _iso(text: str) -> timedelta | None:
    from catalog.durations import parse_duration

    try:
        return parse_duration(text.upper())
    except ValueError:
        return None


def _by_library(
    folded: str, now: datetime, unheard: list[tuple[int, int]]
) -> list[tuple[float, int, int, timedelta]]:
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
            return [(1, match.start(), at + len(phrase), timedelta(days=(end.date() - now.date()).days + 1))]
    return []
