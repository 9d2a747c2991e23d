"""Working time: when so much of it has passed, and how much of it lies between two moments. Pure.

A length counts its whole days as working days and the rest as hours of work, so `P1D` from Tuesday at eleven is
Wednesday at eleven, and `PT4H` from Friday at five is Monday morning. Moments are instants, and the hours of a day
are those that really pass in its time zone, so the night on which clocks change makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from catalog.hours import WorkingHours

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = timedelta(days=1)


def after(moment: datetime, span: timedelta, *, hours: WorkingHours, zone: ZoneInfo) -> datetime:
    """The first moment inside working hours, at or after `moment`, by which that much working time has passed."""
    days = _windows(moment, hours, zone)
    start, end = next(days)
    worked = max(moment, start) - start
    for _ in range(span.days):
        start, end = next(days)
    # A day that is shorter than the first has ended where that one goes on.
    left = min(worked, end - start) + (span - timedelta(days=span.days))
    while left >= end - start:
        left -= end - start
        start, end = next(days)
    return start + left


def between(begin: datetime, end: datetime, *, hours: WorkingHours, zone: ZoneInfo) -> timedelta:
    """How much working time passes between two moments, in hours of work; none when `end` is not later."""
    passed = timedelta()
    for start, until in _windows(begin, hours, zone):
        if start >= end:
            break
        passed += min(until, end) - max(start, begin)
    return max(passed, timedelta())


def next_morning(moment: datetime, *, hours: WorkingHours, zone: ZoneInfo) -> datetime:
    """When the next working day begins after that moment."""
    return next(start for start, _ in _windows(moment, hours, zone) if start > moment)


def _windows(moment: datetime, hours: WorkingHours, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """The working days that are not over at that moment, one after the other, from beginning to end."""
    day = moment.astimezone(zone).date()
    while True:
        if _WEEKDAYS[day.weekday()] in hours.days:
            start, end = _at(day, hours, zone)
            # Where clocks jump over the whole of a short working day there is nothing left of it.
            if start < end and moment < end:
                yield start, end
        day += _DAY


def _at(day: date, hours: WorkingHours, zone: ZoneInfo) -> tuple[datetime, datetime]:
    start, end = (
        datetime.combine(day, time, tzinfo=zone).astimezone(UTC) for time in (hours.start, hours.until)
    )
    return start, end
