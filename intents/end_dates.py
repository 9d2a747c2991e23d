"""The day a wish ends: `until Friday`, `till 31 December`, `until the end of the month`."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

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
        later = part["week_on"]
        # Said on a Monday, `until Monday` is a week; `until this Monday` is today.
        weeks = int(part["next"] == "next" and same_week) or int(days == 0 and part["next"] != "this")
        if later and "next week" in later:
            weeks = int(same_week)
        elif later:
            weeks = 1
        return today + timedelta(days=days + 7 * weeks)
    if (
        part["end_of"] in {"day", "today"}
        or part["close"]
        or part["cob"]
        or part["eo"] == "eod"
        or part["word"] in {"today", "tonight", "this evening"}
    ):
        return timedelta(hours=8)
    if part["end_of_next"]:
        return last_day(part["end_of_next"], last_day(part["end_of_next"], today) + timedelta(days=1))
    ending = part["end_of"] or part["end_of_short"] or part["end_word"]
    if ending or part["eo"]:
        return last_day(
            ending or {"w": "week", "m": "month", "q": "quarter", "y": "year"}[part["eo"][-1]], today
        )
    if part["mid_month"]:
        return _on(None, _MONTHS[part["mid_month"][:3]], 15, today)
    if part["end_quarter"]:
        month = 3 * int(part["end_quarter"])
        to = today.year if month >= today.month else today.year + 1
        return _on(to, month, calendar.monthrange(to, month)[1], today)
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
        return first if part["next_unit"] == "week" else last_day("month", today) + timedelta(days=1)
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
