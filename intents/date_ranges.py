"""Days from one to another: `1-12 December`, `14 Dec - 6 Jan`, `from 23/11 to 18/12`; and an end that `to` alone says.

Whoever names both ends means access for those days; it ends with the last. Days that are over, and those that only
say which figures are meant, are no wish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from intents.end_dates import END, MONTH, end_date, month_of, on_day, reach_of
from intents.said_lengths import MEANT, SAID, Length


def _day(n: int) -> str:
    return (
        rf"(?:(?P<d{n}>\d{{1,2}})(?:st|nd|rd|th)?\.?(?:\s*(?:of\s+)?(?P<m{n}>{MONTH})(?:,?\s*(?P<y{n}>\d{{4}}))?)?"
        rf"|(?P<n{n}>{MONTH})\s+(?P<e{n}>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<z{n}>\d{{4}}))?)"
    )


_NUMERIC = r"(?:\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d{2}(?!\d)))?\.?|\d{4}-\d\d-\d\d)"
_LEAD = r"(?<![\w/.:€$£-])(?P<lead>(?:from|between)\s+(?:the\s+)?)?"
_TO = r"\s*(?:-|–|—|\bto\b|\bthrough\b|\buntil\b|\btill?\b|\band\b)\s*(?:the\s+)?"
_RANGE = re.compile(rf"{_LEAD}{_day(1)}(?P<to>{_TO}){_day(2)}(?![\w/-]|[.:]\d)")
_IN_FIGURES = re.compile(rf"{_LEAD}(?P<first>{_NUMERIC})(?P<to>{_TO})(?P<last>{_NUMERIC})(?![\w/-]|[.:]\d)")
_AND = re.compile(r"\s*and\b")
_WHICH = re.compile(r"\b(?:of|dated|since)\s+(?:the\s+)?$")
"""`the invoices of 1-12 December` says which."""
_BY_TO = re.compile(r"(?<![\w-])to\s+(?=(?:the\s+)?(?:end of\s|\d{1,2}))")
_MOVED = re.compile(
    r"\b(?:mov(?:e|es|ed|ing)|postpon\w+|shift\w*|delay\w*|reschedul\w+|chang\w+|push\w*|brought|put|slip\w*|next|due|close|back|up|prior|relat\w+|accord\w+|from|between)\b[^,;:!?\n]{0,30}$"
)
"""`the cut-over was moved to 18 December` tells of something else."""
_ORDINALS = re.compile(r"\d(?:st|nd|rd|th)\b\D*\d{1,2}(?:st|nd|rd|th)\b")
_NO_NOUN = re.compile(
    r"\s*(?:$|[^\w\s]|(?:of|for|to|so|as|and|while|because|since|please|pls|thanks|thank|when|if)\b)"
)
"""What follows days; `the 7th floor` is none."""
_NEEDED = re.compile(
    r"\b(?:access|rights?|permissions?|cover(?:s|ed|ing)?|stand(?:s|ing)? in|fill(?:s|ing)? in|away|off|on (?:\w+ )?(?:leave|holiday|vacation))\b"
)
_AHEAD = timedelta(days=183)
"""How far ahead the days of a year that nobody names may lie: others are over, and figures of then are meant."""


def from_one_to_another(folded: str, today: date) -> Iterator[Length]:
    """The lengths from today to the last of the days that are named with a first and a last one."""
    for match in _RANGE.finditer(folded):
        named = _last_of_range(match, today) or _of_days_alone(match, folded, today)
        yield from _to_the_last(match, named, folded, today)
    for match in _IN_FIGURES.finditer(folded):
        until = END.match(f"until {match['last'].rstrip('.')}")
        last = end_date(until, today) if until else None
        yield from _to_the_last(match, last if isinstance(last, date) else None, folded, today)
    for match in _BY_TO.finditer(folded):
        until = END.match(f"until {folded[match.end() : match.end() + 40]}")
        reach = reach_of(until, today) if until and _is_a_date(until) else None
        if until and reach and not _MOVED.search(folded, max(0, match.start() - 60), match.start()):
            yield Length(
                MEANT, match.start(), match.end() + until.end() - len("until "), reach.span, last=reach.last
            )


def _is_a_date(until: re.Match[str]) -> bool:
    said = until.groupdict()
    kinds = ("day", "numeric_day", "iso", "end_of", "end_of_next", "end_month", "end_quarter")
    return any(said[kind] for kind in kinds)


def _last_of_range(match: re.Match[str], today: date) -> date | None:
    """The last day of `1-12 December` and `December 1 to January 6`; None where no month is named."""
    month, day = match["m2"] or match["n2"], match["d2"] or match["e2"]
    if month is None:
        # `December 1-12`, `from the 1st of December to the 10th`
        month = match["n1"]
        if month is None and match["lead"] and int(match["d1"]) <= int(day):
            month = match["m1"]
        if month is None:
            return None
    year = match["y2"] or match["z2"]
    return on_day(int(year) if year else None, month_of(month), int(day), today)


def _of_days_alone(match: re.Match[str], folded: str, today: date) -> date | None:
    """The next such day where `from the 1st to the 10th` says when access or a cover is needed; figures have days too."""
    by_days = (match["lead"] or "").startswith("from") and _ORDINALS.search(match[0])
    if not by_days or not _NO_NOUN.match(folded, match.end()):
        return None
    sentence = re.split(r"[.!?\n;]", folded[: match.start()])[-1]
    until = END.match(f"until the {match['d2']}th") if _NEEDED.search(sentence) else None
    last = end_date(until, today) if until else None
    return last if isinstance(last, date) else None


def _to_the_last(match: re.Match[str], last: date | None, folded: str, today: date) -> Iterator[Length]:
    if last is None or last < today or (last > today + _AHEAD and not re.search(r"\d{4}", match[0])):
        return
    if _AND.match(match["to"]) and "between" not in (match["lead"] or ""):
        return
    if _WHICH.search(folded, max(0, match.start() - 20), match.start()):
        return
    sure = SAID if match["lead"] else MEANT
    yield Length(sure, *match.span(), timedelta(days=(last - today).days + 1), last=last)
