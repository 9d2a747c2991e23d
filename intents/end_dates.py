"""The day a wish ends: `until Friday`, `till 31 December`, `until the end of the month`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

_WEEKDAYS = {name: i for i, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
_WEEKDAY = r"(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|urs|ur|r)?(?:day)?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
END = re.compile(
    r"(?:\b(?:until|untill|unti|till|til|'til|thru|up to|up until|up till|ending|ending on|valid to|valid until|ends? on|not (?:later|longer) than)"
    # Mail comes through on Friday and one goes through Monday's figures; access runs through Friday.
    r"|(?<!\bcame )(?<!\bcome )(?<!\bcomes )(?<!\bgo )(?<!\bgoes )(?<!\bgot )(?<!\bget )(?<!\bwent )(?<!\bgoing )(?<!\bput )(?<!\blet )\bthrough(?!\s+on\b)"
    r"|\bfrom\s+(?:now|today|tomorrow|(?:the\s+)?\d[\w.]*(?:\s+(?:of\s+)?[a-z]{3,9})?|(?:next\s+)?(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:\s+\d{1,2}[a-z]*)?)\s+to)"
    r"\s+(?:and including\s+)?(?:at least\s+)?(?:about\s+|around\s+)?"
    r"(?:(?:on|the)\s+)*(?:"
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<month>{_MONTH})(?:,?\s*(?P<year>\d{{4}}))?"
    rf"|(?P<month2>{_MONTH})\s+(?:the\s+)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s*(?P<year2>\d{{4}}))?"
    r"|(?P<numeric_day>\d{1,2})[/.](?P<numeric_month>\d{1,2})(?:[/.](?P<numeric_year>\d{4}))?(?!\d)"
    r"|(?P<nth>\d{1,2})(?:st|nd|rd|th)\b"
    rf"|(?P<next>next|this|coming|following)?\s*{_WEEKDAY}\b(?:\s+(?P<week_on>(?:of\s+)?next week|week|after next|in a week))?"
    r"|(?:the )?end of (?:the )?(?:next|coming|following) (?P<end_of_next>week|month|quarter|year)|(?P<end_of_short>week|month|quarter|year)[ -]?end\b|end (?P<end_word>week|month|quarter|year)\b"
    rf"|mid(?:dle)?(?: of|-)?\s*(?P<mid_month>{_MONTH})"
    r"|(?:the )?end of q(?P<end_quarter>[1-4])\b|(?:close|end) of (?P<close>business|play|work)|(?P<cob>cob|eob)\b"
    r"|end of (?:the |this )?(?P<end_of>day|today|week|month|quarter|year)|(?P<eo>eo[dwmqy])\b"
    rf"|end (?:of )?(?P<end_month>{_MONTH})(?:\s+(?P<end_year>\d{{4}}))?"
    r"|(?P<word>tomorrow|today|tonight|this evening|christmas|xmas|new year'?s?(?: eve)?|(?:the )?weekend)"
    r"|next (?P<next_unit>week|month)"
    rf"|(?P<bare_month>{_MONTH})(?:\s+(?P<bare_year>\d{{4}}))?\b"
    r")"
)


_NO_WISH = (
    r"(?:(?!\b(?:need|want|require|request|like|please|pls|extend|prolong|renew|can|could|may)s?\b)[^.!?\n])*"
)
_TOLD = re.compile(
    rf"(?<!can )(?<!could )(?<!may )(?<!might )(?<!should )(?<!must )(?<!let )\b(?:i|we|he|she|they)(?:\s+(?:\w+ly|already))?\s*(?:have|has|had|'ve|hold|holds)\s(?!to\b){_NO_WISH}$"
    r"|\b(?:runs?|ran|lasts|lasted|expires|ended|goes|is (?:valid|granted|set|booked|approved)|currently|only valid)\s+$"
)
_IS = re.compile(r"(?:\b(?:is|are|was|were)|'s)(?:\s+(?:only|still|currently|just))?\s+$")
_PROLONGED = re.compile(r"\b(?:extend|extension|prolong|renew|lengthen)\w*\b|\blonger\b")


def told(match: re.Match[str], folded: str) -> bool:
    """Whether a match of END tells when something ends as things are: `it ends on 30 November`, `I have it until May`."""
    if re.match(r"ends\b", match[0]):
        return True
    if match[0].startswith("valid") and _IS.search(folded, max(0, match.start() - 20), match.start()):
        return True
    return _TOLD.search(folded, max(0, match.start() - 80), match.start()) is not None


def prolonged(folded: str) -> bool:
    """Whether more time is asked for, so that an end that is told is none that is wished for."""
    return _PROLONGED.search(folded) is not None


def last_day(unit: str, today: date) -> date:
    """The last day of the current `week`, `month`, `quarter` or `year`."""
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


def end_date(match: re.Match[str], today: date) -> date | timedelta | None:
    """The last day that a match of END names, a length for the end of today, or None for no such day."""
    said = match.groupdict()
    return next(read(said, today) for group, read in _READ_BY.items() if said[group])


_Said = Mapping[str, Any]
"""The groups of END; those of the one form that was said are there."""
_STILL_TODAY = timedelta(hours=8)
_UNITS = {"d": "day", "w": "week", "m": "month", "q": "quarter", "y": "year"}


def _month_of(name: str) -> int:
    return _MONTHS[name[:3]]


def _year(said: _Said) -> int | None:
    years = ("year", "year2", "numeric_year", "end_year", "bare_year")
    return next((int(said[one]) for one in years if said[one]), None)


def _iso_day(said: _Said, today: date) -> date | None:
    year, month, day = map(int, said["iso"].split("-"))
    return _on(year, month, day, today)


def _day_of_month(said: _Said, today: date) -> date | None:
    month, day = said["month"] or said["month2"], said["day"] or said["day2"]
    return _on(_year(said), _month_of(month), int(day), today)


def _numeric_day(said: _Said, today: date) -> date | None:
    return _on(_year(said), int(said["numeric_month"]), int(said["numeric_day"]), today)


def _nth(said: _Said, today: date) -> date | None:
    day = int(said["nth"])
    month, year = (
        (today.month, today.year)
        if day >= today.day
        else (today.month % 12 + 1, today.year + today.month // 12)
    )
    return _on(year, month, day, today)


def _weekday(said: _Said, today: date) -> date:
    days = (_WEEKDAYS[said["weekday"]] - today.weekday()) % 7
    same_week = days + today.weekday() <= 6
    if not said["week_on"]:
        # Said on a Monday, `until Monday` is a week; `until this Monday` is today.
        a_week_on = (said["next"] == "next" and same_week) or (days == 0 and said["next"] != "this")
    else:
        a_week_on = same_week or "next week" not in said["week_on"]
    return today + timedelta(days=days + 7 * int(a_week_on))


def _end_of(said: _Said, today: date) -> date | timedelta:
    unit = said["end_of"] or said["end_of_short"] or said["end_word"] or _UNITS[said["eo"][-1]]
    return _STILL_TODAY if unit in {"day", "today"} else last_day(unit, today)


def _end_of_business(said: _Said, today: date) -> timedelta:
    return _STILL_TODAY


def _end_of_next(said: _Said, today: date) -> date:
    unit = said["end_of_next"]
    return last_day(unit, last_day(unit, today) + timedelta(days=1))


def _mid_month(said: _Said, today: date) -> date | None:
    return _on(None, _month_of(said["mid_month"]), 15, today)


def _end_quarter(said: _Said, today: date) -> date | None:
    return _end_of_month(None, 3 * int(said["end_quarter"]), today)


def _end_month(said: _Said, today: date) -> date | None:
    return _end_of_month(_year(said), _month_of(said["end_month"]), today)


def _end_of_month(year: int | None, month: int, today: date) -> date | None:
    year = year or (today.year if month >= today.month else today.year + 1)
    return _on(year, month, calendar.monthrange(year, month)[1], today)


def _before_month(said: _Said, today: date) -> date | None:
    first = _on(_year(said), _month_of(said["bare_month"]), 1, today)
    return first - timedelta(days=1) if first else None


def _next_unit(said: _Said, today: date) -> date:
    if said["next_unit"] == "month":
        return last_day("month", today) + timedelta(days=1)
    return today + timedelta(days=7 - today.weekday())


def _named_day(said: _Said, today: date) -> date | timedelta | None:
    word = said["word"]
    if word in {"today", "tonight", "this evening"}:
        return _STILL_TODAY
    if word == "tomorrow":
        return today + timedelta(days=1)
    if word in {"christmas", "xmas"}:
        return _on(None, 12, 25, today)
    if word.startswith("new year"):
        return _on(None, 12, 31, today)
    return today + timedelta(days=6 - today.weekday()) if "weekend" in word else None


_READ_BY: dict[str, Callable[[_Said, date], date | timedelta | None]] = {
    "iso": _iso_day, "month": _day_of_month, "month2": _day_of_month, "numeric_day": _numeric_day, "nth": _nth,
    "weekday": _weekday, "close": _end_of_business, "cob": _end_of_business,
    "end_of_next": _end_of_next, "end_of": _end_of, "end_of_short": _end_of, "end_word": _end_of, "eo": _end_of,
    "mid_month": _mid_month, "end_quarter": _end_quarter, "end_month": _end_month, "bare_month": _before_month,
    "next_unit": _next_unit, "word": _named_day,
}  # fmt: skip
"""The group that tells a form of END from the others, and what reads it."""
