"""The hour a wish ends: `until 6pm tomorrow`, `till noon`, `until Friday at 17:00`.

An hour without a day is the next there is. A bare number is none: `until 5` may be a day, a page or a size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from catalog.ends import hour_of_day
from intents.end_dates import END, reach_of
from intents.said_lengths import MEANT, Length

_CLOCK = (
    r"(?:(?P<noon>noon|midday)\b"
    r"|(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s*(?P<half>[ap])\.?m\b\.?"
    r"|(?P<hour24>\d{1,2}):(?P<minute24>\d\d)(?![:\d])(?:\s*(?:h|hrs|hours)\b)?"
    # Seventeen hours where it says how long at most, and not until when.
    r"|(?<!up to )(?P<clock>1[3-9]|2[0-3])\s?h(?:rs)?\b(?:\s?(?P<past>\d\d)\b)?"
    r"|(?P<evening>\d{1,2})(?=\s+(?:tonight|this evening)\b))"
)
UNTIL_HOUR = re.compile(
    rf"\b(?:until|untill|till|til|up to|up until|(?:not|no) later than)\s+(?:about\s+|around\s+|at\s+)?{_CLOCK}"
)
_THEN_DAY = re.compile(r"\s*,?\s*(?:(?:on|of)\s+)?(?:the\s+)?")
_THEN_HOUR = re.compile(rf"\s*,?\s*(?:(?:at|by|around|about)\s+)*{_CLOCK}")


def until_an_hour(folded: str, now: datetime, zone: ZoneInfo) -> Iterator[tuple[re.Match[str], Length]]:
    """The lengths from now to an hour that is named first, and the matches of UNTIL_HOUR that say them."""
    today = now.astimezone(zone).date()
    for match in UNTIL_HOUR.finditer(folded):
        at = _hour(match)
        if at is None:
            continue
        gap = _THEN_DAY.match(folded, match.end())
        behind = gap.end() if gap else match.end()
        rest = f"until {folded[behind : behind + 60]}"
        day = END.match(rest)
        reach = reach_of(day, today) if day else None
        if day is None or reach is None:
            last, end = _next(at, now, zone), match.end()
        else:
            last, end = reach.last, behind + day.end() - len("until ")
        yield match, Length(MEANT, match.start(), end, _span(last, at, now, zone), last=last, at=at)


def hour_behind(folded: str, end: int) -> tuple[time, int] | None:
    """The hour that is said behind a day, and where it ends: `Friday at 5pm`."""
    match = _THEN_HOUR.match(folded, end)
    at = _hour(match) if match else None
    return (at, match.end()) if match and at is not None else None


def _hour(match: re.Match[str]) -> time | None:
    """What the clock shows; None for what no clock does."""
    if match["noon"]:
        return time(12)
    hour = int(match["hour"] or match["hour24"] or match["clock"] or match["evening"])
    minute = int(match["minute"] or match["minute24"] or match["past"] or 0)
    if match["hour24"] is None and match["clock"] is None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (0 if match["half"] == "a" else 12)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _next(at: time, now: datetime, zone: ZoneInfo) -> date:
    """The day of the next such hour."""
    today = now.astimezone(zone).date()
    return today if hour_of_day(today, at, zone) > now else today + timedelta(days=1)


def _span(last: date, at: time, now: datetime, zone: ZoneInfo) -> timedelta:
    """Until six in the evening is no whole day, where it is today; an hour of today that is over still names its end."""
    today = now.astimezone(zone).date()
    whole = last - timedelta(days=1) if at == time(0) else last
    left = hour_of_day(last, at, zone) - now.replace(second=0, microsecond=0)
    return left if whole == today and left > timedelta() else timedelta(days=max((whole - today).days, 0) + 1)
