"""The day a wish ends: `until Friday`, `till 31 December`, `until the end of the month`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from intents.day_words import NEXT, TOMORROW, TONIGHT, UNIT, WEEKEND, in_full

_WEEKDAYS = {name: i for i, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
_WEEKDAY = r"(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|urs|ur|r)?(?:day)?"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_CLOSE = r"(?:eod|eob|cob|(?:close|end) of (?:business|play|work))"
END = re.compile(
    r"(?:\b(?:until|untill|unti|till|til|'til|thru|up to|up until|up till|ending|ending on|valid to|valid until|ends? on|ends?(?=\s*:)|end date(?: is)?|expir(?:es?|ing|y)(?: on| date)?|(?:not|no) (?:later|longer) than)"
    # Mail comes through on Friday and one goes through Monday's figures; access runs through Friday.
    r"|(?<!\bcame )(?<!\bcome )(?<!\bcomes )(?<!\bgo )(?<!\bgoes )(?<!\bgot )(?<!\bget )(?<!\bwent )(?<!\bgoing )(?<!\bput )(?<!\blet )\bthrough(?!\s+on\b)"
    rf"|\bfrom\s+(?:now|today|{TOMORROW}|(?:{NEXT}\s+)?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\s+(?:to|until|till?))"
    r"(?:\s*:\s*|\s+)(?:and including\s+)?(?:at least\s+)?(?:about\s+|around\s+)?"
    # `until I leave on 18 December`, `till Ida from the desk is here at the end of March`.
    rf"(?:(?!(?:end|{MONTH}|\w+day)\s)[a-z](?:[\w'’-]+)?\s+(?:[\w'’-]+\s+){{1,5}}?(?:on|at)\s+)?"
    r"(?:(?:on|the)\s+)*"
    rf"(?:(?:{_CLOSE}|end of (?:the )?day)\s+(?:on\s+|of\s+)?(?=(?:(?:this|{NEXT}) )?(?:{TOMORROW}|(?:mon|tue|wed|thu|fri|sat|sun)\w*|\d{{1,2}}[./\s])))?"
    r"(?:(?:on|the)\s+)*(?:"
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<month>{MONTH})(?:,?\s*(?P<year>\d{{4}}))?"
    rf"|(?P<month2>{MONTH})\s+(?:the\s+)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s*(?P<year2>\d{{4}}))?"
    r"|(?P<numeric_day>\d{1,2})[/.](?P<numeric_month>\d{1,2})(?:[/.](?P<numeric_year>\d{4}|\d{2}(?!\d)))?(?!\d)"
    r"|(?P<nth>\d{1,2})(?:st|nd|rd|th)\b"
    rf"|(?P<next>{NEXT}|this|coming|following)?\s*{_WEEKDAY}\b(?:\s+(?P<week_on>(?:of\s+)?next week|week|after next|in a week))?"
    rf"|(?:the )?end of (?:the )?(?:{NEXT}|coming|following) (?P<end_of_next>{UNIT})\b|(?P<end_of_short>week|month|quarter|year)[ -]?end\b|end (?P<end_word>week|month|quarter|year)\b"
    rf"|mid(?:dle)?(?: of|-)?\s*(?P<mid_month>{MONTH})"
    r"|(?:the )?end of q(?P<end_quarter>[1-4])\b|q(?P<over_quarter>[1-4]) (?:is over|ends|has ended|is out)\b|q(?P<bare_quarter>[1-4])\b|(?:the )?(?P<ends_unit>week|month|quarter|year) (?:is over|ends|is out)\b|(?:cw|kw|week) ?(?P<week_number>[1-5]?\d)\b|(?:close|end) of (?P<close>business|play|work)|(?P<cob>cob|eob)\b"
    rf"|end of (?:the |this )?(?P<end_of>day|today|{UNIT})\b|(?P<eo>eo[dwmqy])\b"
    rf"|end (?:of )?(?P<end_month>{MONTH})(?:\s+(?P<end_year>\d{{4}}))?"
    rf"|(?P<word>{TOMORROW}|today|{TONIGHT}|midnight|christmas|xmas|new year'?s?(?: eve)?|nye|(?:the )?{WEEKEND})\b"
    rf"|{NEXT} (?P<next_unit>week|wk|month|mth)\b"
    rf"|(?P<bare_month>{MONTH})(?:\s+(?P<bare_year>\d{{4}}))?\b"
    r")"
)


_THROUGH = re.compile(r"through\b|thru\b")


def last_day(unit: str, today: date) -> date:
    """The last day of the current `week`, `month`, `quarter` or `year`."""
    if unit == "week":
        return today + timedelta(days=6 - today.weekday())
    if unit in {"month", "quarter"}:
        month = today.month if unit == "month" else 3 * ((today.month + 2) // 3)
        return today.replace(month=month, day=calendar.monthrange(today.year, month)[1])
    return date(today.year, 12, 31)


def on_day(year: int | None, month: int, day: int, today: date) -> date | None:
    """That day; without a year the next there is. None where the calendar has none."""
    try:
        if year is not None:
            return date(year, month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Reach:
    """How long it is from today to an end, and the last day that counts."""

    span: timedelta
    last: date


def end_date(match: re.Match[str], today: date) -> date | timedelta | None:
    """The last day that a match of END names, a length for the end of today, or None for no such day."""
    said = match.groupdict()
    if _THROUGH.match(match[0]) is not None:
        # Until March is until it begins; through March is all of it.
        if said["bare_month"]:
            return _end_of_month(_year(said), month_of(said["bare_month"]), today)
        if said["bare_quarter"]:
            return _end_of_month(None, 3 * int(said["bare_quarter"]), today)
    return next(read(said, today) for group, read in _READ_BY.items() if said[group])


def reach_of(match: re.Match[str], today: date) -> Reach | None:
    """How long it is from today through the day that a match of END names; None for no such day."""
    end = end_date(match, today)
    if isinstance(end, date):
        return Reach(timedelta(days=(end - today).days + 1), end)
    return Reach(end, today) if end else None


_Said = Mapping[str, Any]
"""The groups of END; those of the one form that was said are there."""
_STILL_TODAY = timedelta(hours=8)
_UNITS = {"d": "day", "w": "week", "m": "month", "q": "quarter", "y": "year"}


def month_of(name: str) -> int:
    """The number of a month by its name, in short or in full."""
    return _MONTHS[name[:3]]


def _year(said: _Said) -> int | None:
    years = ("year", "year2", "numeric_year", "end_year", "bare_year")
    year = next((int(said[one]) for one in years if said[one]), None)
    return year + 2000 if year is not None and year < 100 else year


def _iso_day(said: _Said, today: date) -> date | None:
    year, month, day = map(int, said["iso"].split("-"))
    return on_day(year, month, day, today)


def _day_of_month(said: _Said, today: date) -> date | None:
    month, day = said["month"] or said["month2"], said["day"] or said["day2"]
    return on_day(_year(said), month_of(month), int(day), today)


def _numeric_day(said: _Said, today: date) -> date | None:
    return on_day(_year(said), int(said["numeric_month"]), int(said["numeric_day"]), today)


def _nth(said: _Said, today: date) -> date | None:
    day = int(said["nth"])
    month, year = (
        (today.month, today.year)
        if day >= today.day
        else (today.month % 12 + 1, today.year + today.month // 12)
    )
    return on_day(year, month, day, today)


def _weekday(said: _Said, today: date) -> date:
    days = (_WEEKDAYS[said["weekday"]] - today.weekday()) % 7
    same_week = days + today.weekday() <= 6
    if not said["week_on"]:
        # Said on a Monday, `until Monday` is a week; `until this Monday` is today.
        a_week_on = (said["next"] in {"next", "nxt"} and same_week) or (days == 0 and said["next"] != "this")
    else:
        a_week_on = same_week or "next week" not in said["week_on"]
    return today + timedelta(days=days + 7 * int(a_week_on))


def _end_of(said: _Said, today: date) -> date | timedelta:
    unit = (
        said["end_of"]
        or said["end_of_short"]
        or said["end_word"]
        or said["ends_unit"]
        or _UNITS[said["eo"][-1]]
    )
    return _STILL_TODAY if unit in {"day", "today"} else last_day(in_full(unit), today)


def _end_of_business(said: _Said, today: date) -> timedelta:
    return _STILL_TODAY


def _end_of_next(said: _Said, today: date) -> date:
    unit = in_full(said["end_of_next"])
    return last_day(unit, last_day(unit, today) + timedelta(days=1))


def _week(said: _Said, today: date) -> date | None:
    """The Sunday of a calendar week, as ISO 8601 counts them."""
    number = int(said["week_number"])
    for year in (today.year, today.year + 1):
        try:
            last = date.fromisocalendar(year, number, 7)
        except ValueError:
            return None
        if last >= today:
            return last
    return None


def _mid_month(said: _Said, today: date) -> date | None:
    return on_day(None, month_of(said["mid_month"]), 15, today)


def _end_quarter(said: _Said, today: date) -> date | None:
    return _end_of_month(None, 3 * int(said["end_quarter"] or said["over_quarter"]), today)


def _before_quarter(said: _Said, today: date) -> date | None:
    first = on_day(None, 3 * int(said["bare_quarter"]) - 2, 1, today)
    return first - timedelta(days=1) if first else None


def _end_month(said: _Said, today: date) -> date | None:
    return _end_of_month(_year(said), month_of(said["end_month"]), today)


def _end_of_month(year: int | None, month: int, today: date) -> date | None:
    year = year or (today.year if month >= today.month else today.year + 1)
    return on_day(year, month, calendar.monthrange(year, month)[1], today)


def _before_month(said: _Said, today: date) -> date | None:
    first = on_day(_year(said), month_of(said["bare_month"]), 1, today)
    return first - timedelta(days=1) if first else None


def _next_unit(said: _Said, today: date) -> date:
    if in_full(said["next_unit"]) == "month":
        return last_day("month", today) + timedelta(days=1)
    return today + timedelta(days=7 - today.weekday())


def _named_day(said: _Said, today: date) -> date | timedelta | None:
    word = said["word"]
    if word in {"today", "midnight"} or re.fullmatch(TONIGHT, word):
        return _STILL_TODAY
    if re.fullmatch(TOMORROW, word):
        return today + timedelta(days=1)
    if word in {"christmas", "xmas"}:
        return on_day(None, 12, 25, today)
    if word.startswith("new year") or word == "nye":
        return on_day(None, 12, 31, today)
    return today + timedelta(days=6 - today.weekday()) if re.search(WEEKEND, word) else None


_READ_BY: dict[str, Callable[[_Said, date], date | timedelta | None]] = {
    "iso": _iso_day, "month": _day_of_month, "month2": _day_of_month, "numeric_day": _numeric_day, "nth": _nth,
    "weekday": _weekday, "close": _end_of_business, "cob": _end_of_business,
    "end_of_next": _end_of_next, "end_of": _end_of, "end_of_short": _end_of, "end_word": _end_of, "ends_unit": _end_of, "eo": _end_of, "week_number": _week,
    "mid_month": _mid_month, "end_quarter": _end_quarter, "over_quarter": _end_quarter, "bare_quarter": _before_quarter, "end_month": _end_month, "bare_month": _before_month,
    "next_unit": _next_unit, "word": _named_day,
}  # fmt: skip
"""The group that tells a form of END from the others, and what reads it."""
