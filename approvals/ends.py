"""The end that was named for access, beside how long it may be: whichever comes first is its end. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from approvals.jobs.port import SOON
from catalog.ends import in_words

END_PASSED = "named-end-passed"
"""What stands as the rule where the end that was named is over, and no rule has to be asked any more."""
_A_MINUTE = timedelta(minutes=1)


def passed(until: datetime | None, now: datetime) -> bool:
    """Whether the named end is over; what ends within the second is."""
    return until is not None and until <= now + SOON


def left_until(until: datetime, now: datetime) -> timedelta:
    """The time up to a named end, in whole minutes that are never too few: the end itself is what ends the access."""
    return max(-(-(until - now) // _A_MINUTE), 1) * _A_MINUTE


def within(span: timedelta | None, until: datetime | None, now: datetime) -> timedelta | None:
    """So much of a length as lies before the named end; None is without an end."""
    if until is None:
        return span
    left = left_until(until, now)
    return left if span is None else min(span, left)


def no_later(at: datetime, until: datetime | None) -> datetime:
    """An end that a length comes to, held to the one that was named; where it falls short of that by less than the
    minutes that lengths are counted in, it is that one."""
    return until if until is not None and at > until - _A_MINUTE else at


def passed_sentence(until: datetime, zone: ZoneInfo, *, since: datetime) -> str:
    """That nothing is granted for a time that is over."""
    return (
        f"It was asked for until {in_words(until, zone, since=since)}, which is over, so nothing was granted."
    )
