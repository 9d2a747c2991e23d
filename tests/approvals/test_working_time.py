"""Working time passes in working hours only, in the time zone of the one who works."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.working_time import after, between, next_morning
from catalog.hours import WorkingHours
from tests.depth import examples

LISBON = ZoneInfo("Europe/Lisbon")
DENVER = ZoneInfo("America/Denver")
OFFICE = WorkingHours(start=time(8, 30), until=time(18))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in ("UTC", "Europe/Lisbon", "America/Denver", "Asia/Kuala_Lumpur", "Pacific/Chatham")
    ]
)
MOMENTS = st.integers(0, 2 * 365 * 24 * 60 * 60).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
SPANS = st.builds(
    lambda days, minutes: timedelta(days=days, minutes=minutes),
    st.integers(0, 12),
    st.integers(0, 24 * 60 - 1),
)


@st.composite
def working_hours(draw: st.DrawFn) -> WorkingHours:
    """Any week somebody could work, but for the hours of the night in which clocks change."""
    first, last = sorted(draw(st.sets(st.integers(5 * 60, 24 * 60 - 1), min_size=2, max_size=2)))
    days = draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1))
    return WorkingHours(days=tuple(days), start=time(*divmod(first, 60)), until=time(*divmod(last, 60)))


def local(text: str, zone: ZoneInfo = LISBON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def inside(moment: datetime, hours: WorkingHours, zone: ZoneInfo) -> bool:
    there = moment.astimezone(zone)
    return WEEKDAYS[there.weekday()] in hours.days and hours.start <= there.time() < hours.until


@pytest.mark.parametrize(
    ("begins", "span", "ends"),
    [
        ("2026-11-23 09:30", timedelta(hours=4), "2026-11-23 13:30"),
        ("2026-11-20 17:00", timedelta(hours=4), "2026-11-23 11:30"),
        ("2026-11-21 12:00", timedelta(hours=1), "2026-11-23 09:30"),
        ("2026-11-24 11:00", timedelta(days=1), "2026-11-25 11:00"),
        ("2026-11-20 11:00", timedelta(days=1), "2026-11-23 11:00"),
        ("2026-11-22 11:00", timedelta(days=1), "2026-11-24 08:30"),
        ("2026-11-23 09:00", timedelta(hours=9), "2026-11-24 08:30"),
        ("2026-11-23 09:00", timedelta(days=5), "2026-11-30 09:00"),
        ("2026-11-23 07:00", timedelta(0), "2026-11-23 08:30"),
    ],
)
def test_hours_are_hours_of_work_and_days_are_working_days(begins: str, span: timedelta, ends: str) -> None:
    assert after(local(begins), span, hours=OFFICE, zone=LISBON) == local(ends)


def test_it_is_the_clock_of_the_one_who_works() -> None:
    """Nine in Lisbon is two at night in Denver, where the four hours begin at half past eight."""
    asked = local("2026-11-23 09:00")
    assert after(asked, timedelta(hours=4), hours=OFFICE, zone=DENVER) == local("2026-11-23 12:30", DENVER)


@pytest.mark.parametrize("sunday", ["2026-03-29", "2026-10-25"])
def test_the_weekend_on_which_clocks_change_is_a_weekend(sunday: str) -> None:
    friday = local(sunday + " 16:00") - timedelta(days=2)
    monday = local(sunday + " 10:30") + timedelta(days=1)
    assert after(friday, timedelta(hours=4), hours=OFFICE, zone=LISBON) == monday
    assert between(friday, monday, hours=OFFICE, zone=LISBON) == timedelta(hours=4)


def test_a_night_shift_on_the_night_clocks_change_counts_what_really_passes() -> None:
    night = WorkingHours(days=("sun",), start=time(0, 30), until=time(6))
    begins = local("2026-03-29 00:30")
    assert after(begins, timedelta(hours=2), hours=night, zone=LISBON) == begins.astimezone(UTC) + timedelta(
        hours=2
    )
    assert between(begins, local("2026-03-29 23:00"), hours=night, zone=LISBON) == timedelta(hours=4.5)


@settings(max_examples=examples(150), deadline=None)
@given(MOMENTS, SPANS, working_hours(), ZONES)
def test_it_is_never_earlier_and_always_inside_working_hours(
    moment: datetime, span: timedelta, hours: WorkingHours, zone: ZoneInfo
) -> None:
    landed = after(moment, span, hours=hours, zone=zone)
    assert landed >= moment
    assert inside(landed, hours, zone)


@settings(max_examples=examples(150), deadline=None)
@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=9)), SPANS, working_hours(), ZONES)
def test_who_begins_later_is_done_no_earlier(
    moment: datetime, later: timedelta, span: timedelta, hours: WorkingHours, zone: ZoneInfo
) -> None:
    assert after(moment, span, hours=hours, zone=zone) <= after(moment + later, span, hours=hours, zone=zone)


@settings(max_examples=examples(150), deadline=None)
@given(MOMENTS, SPANS, st.integers(0, 600), working_hours(), ZONES)
def test_more_days_or_more_hours_take_no_less(
    moment: datetime, span: timedelta, minutes: int, hours: WorkingHours, zone: ZoneInfo
) -> None:
    landed = after(moment, span, hours=hours, zone=zone)
    assert landed <= after(moment, span + timedelta(days=1), hours=hours, zone=zone)
    if (longer := span + timedelta(minutes=minutes)).days == span.days:
        assert landed <= after(moment, longer, hours=hours, zone=zone)


@settings(max_examples=examples(150), deadline=None)
@given(MOMENTS, st.integers(0, 24 * 60 - 1), working_hours(), ZONES)
def test_the_hours_that_were_waited_are_the_hours_that_passed(
    moment: datetime, minutes: int, hours: WorkingHours, zone: ZoneInfo
) -> None:
    waited = timedelta(minutes=minutes)
    landed = after(moment, waited, hours=hours, zone=zone)
    assert between(moment, landed, hours=hours, zone=zone) == waited


@settings(max_examples=examples(100), deadline=None)
@given(MOMENTS, working_hours(), ZONES)
def test_the_next_morning_is_the_beginning_of_another_day(
    moment: datetime, hours: WorkingHours, zone: ZoneInfo
) -> None:
    morning = next_morning(moment, hours=hours, zone=zone)
    assert morning > moment
    assert morning.astimezone(zone).time() == hours.start
    assert inside(morning, hours, zone)


def test_nothing_passes_backwards() -> None:
    later = local("2026-11-23 12:00")
    assert between(later, later - timedelta(hours=2), hours=OFFICE, zone=LISBON) == timedelta(0)
