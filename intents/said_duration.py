"""How long somebody asks for: `two weeks`, `until Friday`, `for the rest of the month`, as the formats count it.

A week is 7 days, a month 30, a quarter 90, a year 365; hours stay hours; today is eight hours. An end date or
weekday includes that day. Lengths that only describe the world (`the last two years`, `three times a day`,
`every two weeks`) are not a wish.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

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
_WEEKDAYS = {name: i for i, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
_WEEKDAY = r"(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|urs|ur|r)?(?:day)?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_END = re.compile(
    r"\b(?:until|untill|unti|till|til|'til|thru|through|up to|up until|ending|valid to|ends? on)\s+(?:and including\s+)?(?:at least\s+)?(?:about\s+)?"
    r"(?:(?:on|the)\s+)*(?:"
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<month>{_MONTH})(?:,?\s*(?P<year>\d{{4}}))?"
    rf"|(?P<month2>{_MONTH})\s+(?:the\s+)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s*(?P<year2>\d{{4}}))?"
    r"|(?P<numeric_day>\d{1,2})[/.](?P<numeric_month>\d{1,2})(?:[/.](?P<numeric_year>\d{4}))?"
    r"|(?P<nth>\d{1,2})(?:st|nd|rd|th)\b"
    rf"|(?P<next>next|this|coming|following)?\s*{_WEEKDAY}\b"
    r"|end of (?:the |this )?(?P<end_of>day|today|week|month|quarter|year)|(?P<eo>eo[dwmqy])\b"
    rf"|end of (?P<end_month>{_MONTH})(?:\s+(?P<end_year>\d{{4}}))?"
    r"|(?P<word>tomorrow|today|tonight|this evening|christmas|xmas|new year'?s?(?: eve)?|(?:the )?weekend)"
    r"|next (?P<next_unit>week|month)"
    rf"|(?P<bare_month>{_MONTH})(?:\s+(?P<bare_year>\d{{4}}))?\b"
    r")"
)
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
    for match in _END.finditer(folded):
        end = _end_date(match, today)
        if isinstance(end, date):
            found.append((3, match.start(), match.end(), timedelta(days=(end - today).days + 1)))
        elif end is not None:
            found.append((3, match.start(), match.end(), end))
    for match in _REST.finditer(folded):
        unit = match["unit"] or match["this"]
        length = (
            timedelta(hours=8) if unit == "day" else timedelta(days=(_last_day(unit, today) - today).days + 1)
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
        if _PERFECT.search(before):
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


def _last_day(unit: str, today: date) -> date:
    if unit == "week":
        return today + timedelta(days=6 - today.weekday())
    if unit in {"month", "quarter"}:
        month = today.month if unit == "month" else 3 * ((today.month + 2) // 3)
        return today.replace(month=month, day=calendar.monthrange(today.year, month)[1])
    return date(today.year, 12, 31)


def _on(year: int | None, month: int, day: int, today: date) -> date | None:
    try:
        if year is not None:
            return date(year, month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


def _end_date(match: re.Match[str], today: date) -> date | timedelta | None:
    part = match.groupdict()
    year = next(
        (int(part[k]) for k in ("year", "year2", "numeric_year", "end_year", "bare_year") if part[k]), None
    )
    if part["iso"]:
        y, m, d = map(int, part["iso"].split("-"))
        return _on(y, m, d, today)
    if part["month"] or part["month2"]:
        month = _MONTHS[(part["month"] or part["month2"])[:3]]
        return _on(year, month, int(part["day"] or part["day2"]), today)
    if part["numeric_day"]:
        return _on(year, int(part["numeric_month"]), int(part["numeric_day"]), today)
    if part["nth"]:
        return _nth(int(part["nth"]), today)
    if part["weekday"]:
        days = (_WEEKDAYS[part["weekday"]] - today.weekday()) % 7
        same_week = days + today.weekday() <= 6
        return today + timedelta(days=days + (7 if part["next"] == "next" and same_week else 0))
    if (
        part["end_of"] in {"day", "today"}
        or part["eo"] == "eod"
        or part["word"] in {"today", "tonight", "this evening"}
    ):
        return timedelta(hours=8)
    if part["end_of"] or part["eo"]:
        return _last_day(
            part["end_of"] or {"w": "week", "m": "month", "q": "quarter", "y": "year"}[part["eo"][-1]], today
        )
    if part["end_month"]:
        month = _MONTHS[part["end_month"][:3]]
        to = year or (today.year if month >= today.month else today.year + 1)
        return _on(to, month, calendar.monthrange(to, month)[1], today)
    if part["bare_month"]:
        month = _MONTHS[part["bare_month"][:3]]
        first = _on(year, month, 1, today)
        return first - timedelta(days=1) if first else None
    if part["next_unit"]:
        first = today + timedelta(days=7 - today.weekday())
        return first if part["next_unit"] == "week" else _last_day("month", today) + timedelta(days=1)
    return _named_day(part["word"] or "", today)


def _nth(day: int, today: date) -> date | None:
    month, year = (
        (today.month, today.year)
        if day >= today.day
        else (today.month % 12 + 1, today.year + today.month // 12)
    )
    return _on(year, month, day, today)


def _named_day(word: str, today: date) -> date | None:
    if word == "tomorrow":
        return today + timedelta(days=1)
    if word in {"christmas", "xmas"}:
        return _on(None, 12, 25, today)
    if word.startswith("new year"):
        return _on(None, 12, 31, today)
    return today + timedelta(days=6 - today.weekday()) if "weekend" in word else None


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
