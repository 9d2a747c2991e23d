"""How long: from what was asked for to what may be, and when a grant's timers fall due. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from catalog.durations import LONGEST
from catalog.model import Entitlement, Person

REMINDER_AT_MOST = timedelta(days=3)
REMINDER_SHARE = 5
"""The reminder comes when a fifth of the time is left, but at most three days before the end."""
SHORTEST_REMINDED = timedelta(hours=8)
"""Below this a reminder would come while the person is still at it."""
SHORTEST_SPAN = timedelta(minutes=1)
"""What is left of the last day's last minute; a grant of no time at all is none."""


def employment_end(person: Person, zone: ZoneInfo) -> datetime | None:
    """The midnight after the person's last day, in the company's time zone; None when no end is known."""
    if (
        person.ends is None or person.ends.year == date.max.year
    ):  # 9999-12-31 is how many exports write "no end"
        return None
    return datetime.combine(person.ends + timedelta(days=1), time(0), zone)


def permitted_duration(
    entitlement: Entitlement, asked: timedelta | None, *, person: Person, now: datetime, zone: ZoneInfo
) -> tuple[timedelta | None, bool]:
    """How long the grant may run, and whether that is less than what was asked for.

    Nothing asked means the entitlement's default, else its ceiling, else no end; nobody's access
    outlives their employment. None means access without an end; an end more than a century away is none.
    """
    wanted = asked or entitlement.default_duration
    limits = [entitlement.max_duration]
    end = _foreseeable_end(person, zone, now)
    if end is not None and end > now:
        limits.append(max(timedelta(minutes=(end - now) // timedelta(minutes=1)), SHORTEST_SPAN))
    ceiling = min((limit for limit in limits if limit is not None), default=None)
    if wanted is None:
        return ceiling, False
    if ceiling is not None and wanted > ceiling:
        return ceiling, asked is not None
    return wanted, False


def expiry(
    live_at: datetime,
    duration: timedelta | None,
    *,
    person: Person,
    zone: ZoneInfo,
    until: datetime | None = None,
) -> datetime | None:
    """When a grant that is live since then ends: its span later, at the end that was named, or with the person's last
    day, whichever is first."""
    ends = [live_at + duration] if duration is not None else []
    if until is not None:
        ends.append(until)
    if (last := _foreseeable_end(person, zone, live_at)) is not None:
        ends.append(last)
    return min(ends, default=None)


def reminder(live_at: datetime, expires_at: datetime) -> datetime | None:
    """When to remind of the end; None for access too short to need it."""
    span = expires_at - live_at
    if span < SHORTEST_REMINDED:
        return None
    return expires_at - min(span / REMINDER_SHARE, REMINDER_AT_MOST)


def _foreseeable_end(person: Person, zone: ZoneInfo, now: datetime) -> datetime | None:
    """The end of employment, if it is within the longest span there is; 2999-12-31 is another way to write none."""
    end = employment_end(person, zone)
    return None if end is None or end - now > LONGEST else end
