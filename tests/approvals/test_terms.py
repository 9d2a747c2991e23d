"""How long access may run, and when its timers fall due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.ends import left_until, no_later, within
from approvals.terms import SHORTEST_REMINDED, SHORTEST_SPAN, expiry, permitted_duration, reminder
from catalog.durations import format_duration, parse_duration
from catalog.model import Entitlement
from tests.approvals.company import NOW, small_people

ZONE = ZoneInfo("Europe/Amsterdam")
EMPLOYEE = small_people()["tom.reyes"]
spans = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=3650))


def entitlement(ceiling: timedelta | None = None, default: timedelta | None = None) -> Entitlement:
    return Entitlement(
        id="s/r:read", level="read", name="Read", risk="low", max_duration=ceiling, default_duration=default
    )  # type: ignore[arg-type]


def permitted(asked: timedelta | None, what: Entitlement, **person: object) -> tuple[timedelta | None, bool]:
    who = EMPLOYEE.model_copy(update=person)
    return permitted_duration(what, asked, person=who, now=NOW, zone=ZONE)


def test_what_is_asked_for_is_what_is_given() -> None:
    assert permitted(timedelta(days=3), entitlement(timedelta(days=90))) == (timedelta(days=3), False)


def test_the_ceiling_cuts_and_says_so() -> None:
    assert permitted(timedelta(days=91), entitlement(timedelta(days=90))) == (timedelta(days=90), True)


def test_nothing_asked_means_the_default_then_the_ceiling_then_no_end() -> None:
    ceiling, default = timedelta(days=90), timedelta(days=30)
    assert permitted(None, entitlement(ceiling, default)) == (default, False)
    assert permitted(None, entitlement(ceiling)) == (ceiling, False)
    assert permitted(None, entitlement()) == (None, False)


def test_access_ends_with_the_last_day_of_work() -> None:
    given_span, shortened = permitted(timedelta(days=365), entitlement(), ends=date(2026, 12, 3))
    # NOW is eleven in the morning of the first; the third is worked to its end.
    assert (given_span, shortened) == (timedelta(days=2, hours=13), True)


def test_an_end_in_the_year_9999_is_no_end() -> None:
    assert permitted(None, entitlement(), ends=date.max) == (None, False)


@pytest.mark.parametrize("ends", [date(2126, 12, 1), date(2999, 12, 31), date(9998, 12, 31)])
def test_an_end_more_than_a_century_away_is_no_end(ends: date) -> None:
    assert permitted(None, entitlement(), ends=ends) == (None, False)
    far_off = EMPLOYEE.model_copy(update={"ends": ends})
    assert expiry(NOW, None, person=far_off, zone=ZONE) is None


@pytest.mark.parametrize("left", [timedelta(microseconds=1), timedelta(seconds=30), timedelta(seconds=59)])
def test_the_last_minute_of_the_last_day_is_a_minute(left: timedelta) -> None:
    last_day = EMPLOYEE.model_copy(update={"ends": date(2026, 12, 1)})
    midnight = datetime(2026, 12, 1, 23, tzinfo=UTC)
    span, _ = permitted_duration(entitlement(), None, person=last_day, now=midnight - left, zone=ZONE)
    assert span == SHORTEST_SPAN
    assert expiry(midnight - left, span, person=last_day, zone=ZONE) == midnight


@given(
    ends=st.dates(min_value=date(2026, 12, 1)),
    now=st.timedeltas(timedelta(), timedelta(hours=12, minutes=59, seconds=59)).map(lambda on: NOW + on),
    asked=st.none() | spans,
)
def test_whatever_the_last_day_what_is_permitted_can_be_written_and_read(
    ends: date, now: datetime, asked: timedelta | None
) -> None:
    person = EMPLOYEE.model_copy(update={"ends": ends})
    span, _ = permitted_duration(entitlement(), asked, person=person, now=now, zone=ZONE)
    if span is not None:
        assert parse_duration(format_duration(span)) == span - timedelta(microseconds=span.microseconds)


@given(asked=st.none() | spans, ceiling=st.none() | spans, default=st.none() | spans)
def test_nobody_gets_more_than_was_asked_for_or_than_the_ceiling(
    asked: timedelta | None, ceiling: timedelta | None, default: timedelta | None
) -> None:
    span, shortened = permitted(asked, entitlement(ceiling, default))
    if ceiling is not None:
        assert span is not None
        assert span <= ceiling
    if asked is not None:
        assert span is not None
        assert span <= asked
        assert shortened == (span < asked)


def test_a_grant_expires_after_its_span_or_with_the_person() -> None:
    contractor = EMPLOYEE.model_copy(update={"ends": date(2026, 12, 3)})
    assert expiry(NOW, timedelta(days=1), person=contractor, zone=ZONE) == NOW + timedelta(days=1)
    assert expiry(NOW, timedelta(days=9), person=contractor, zone=ZONE) == datetime(
        2026, 12, 3, 23, tzinfo=UTC
    )
    assert expiry(NOW, None, person=EMPLOYEE, zone=ZONE) is None


@given(span=spans)
def test_the_reminder_comes_before_the_end_and_after_the_start(span: timedelta) -> None:
    at = reminder(NOW, NOW + span)
    if at is None:
        assert span < SHORTEST_REMINDED
    else:
        assert NOW < at < NOW + span
        assert NOW + span - at <= timedelta(days=3)


moments = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=3650)).map(lambda later: NOW + later)


@given(live=moments, until=moments, span=st.none() | spans)
def test_nothing_outlives_its_length_nor_its_named_end(
    live: datetime, until: datetime, span: timedelta | None
) -> None:
    end = expiry(live, span, person=EMPLOYEE, zone=ZONE, until=until)
    assert end is not None
    assert end <= until
    assert span is None or end <= live + span
    assert end in {until, None if span is None else live + span}


@given(now=moments, until=moments, span=st.none() | spans)
def test_the_length_up_to_a_named_end_is_whole_minutes_and_reaches_it(
    now: datetime, until: datetime, span: timedelta | None
) -> None:
    length = within(span, until, now)
    assert length is not None
    assert span is None or length <= span
    left = left_until(until, now)
    assert left % timedelta(minutes=1) == timedelta()
    if until > now:
        assert until <= now + left < until + timedelta(minutes=1)
        assert no_later(now + left, until) == until
    assert no_later(now, until) <= until
    assert within(span, None, now) == span
