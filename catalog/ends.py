"""The end that somebody named for access, as an instant: of the whole day that was named, or of an hour that was said.

A day ends with its last moment in the company's own time, which is the midnight after it. So an instant at which a day
ends stands for that day, and is said as that day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_A_MOMENT = timedelta(microseconds=1)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The end of that day. Raises OverflowError for the last day of the calendar."""
    return datetime.combine(day + timedelta(days=1), time(0), zone).astimezone(UTC)


def hour_of_day(day: date, at: time, zone: ZoneInfo) -> datetime:
    """That hour of that day."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def last_day(end: datetime, zone: ZoneInfo) -> date:
    """The last day on which there is time before that instant."""
    return (end - _A_MOMENT).astimezone(zone).date()


def ends_with_day(end: datetime, zone: ZoneInfo) -> bool:
    """Whether it is the end of a whole day; also where the clocks of that night skip midnight."""
    return last_day(end, zone) < end.astimezone(zone).date()


def in_words(end: datetime, zone: ZoneInfo, *, since: datetime | None = None) -> str:
    """`Friday 27 November`, `Tuesday 24 November, 18:00`; with the year where it is not that of `since`."""
    there = end.astimezone(zone)
    day = last_day(end, zone) if ends_with_day(end, zone) else there.date()
    year = f" {day.year}" if since is None or since.astimezone(zone).year != day.year else ""
    hour = "" if ends_with_day(end, zone) else f", {there:%H:%M}"
    return f"{day:%A} {day.day} {day:%B}{year}{hour}"
