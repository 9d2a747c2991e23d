"""Hours that end a wish, and the end that a length keeps: the last day, or that hour."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.durations import format_duration
from catalog.ends import end_of_day, ends_with_day, hour_of_day, in_words, last_day
from intents.said_duration import said_duration
from tests.intents.test_said_duration import MONDAY, VIENNA


def named(text: str) -> tuple[str, str] | None:
    """The length from Monday 23 November, 11:15 in Vienna, and the end in words."""
    found = said_duration(f"I need access to the bookings {text}", now=MONDAY, zone=VIENNA)
    if found is None:
        return None
    return format_duration(found.span), in_words(found.until, VIENNA, since=MONDAY) if found.until else ""


@pytest.mark.parametrize(
    ("text", "length", "end"),
    [
        ("until Friday", "P5D", "Friday 27 November"),
        ("until 17h", "PT5H45M", "Monday 23 November, 17:00"),
        ("till 17h30", "PT6H15M", "Monday 23 November, 17:30"),
        ("up to 17h", "PT17H", ""),
        ("until 15 January", "P54D", "Friday 15 January 2027"),
        ("until the end of the month", "P8D", "Monday 30 November"),
        ("for the rest of the week", "P7D", "Sunday 29 November"),
        ("until Wednesday, sorry, Thursday", "P4D", "Thursday 26 November"),
        ("from 1 December to 10 December", "P18D", "Thursday 10 December"),
        ("from the 1st of December to the 10th", "P18D", "Thursday 10 December"),
        ("from the 1st to the 10th", "P18D", "Thursday 10 December"),
        ("just for today", "PT8H", "Monday 23 November"),
        ("until 6pm tomorrow", "P2D", "Tuesday 24 November, 18:00"),
        ("until tomorrow 6pm", "P2D", "Tuesday 24 November, 18:00"),
        ("until Friday at noon", "P5D", "Friday 27 November, 12:00"),
        ("until 17:30 on 5 December", "P13D", "Saturday 5 December, 17:30"),
        ("until 5 December, 9.30 am", "P13D", "Saturday 5 December, 09:30"),
        ("till noon", "PT45M", "Monday 23 November, 12:00"),
        ("until 6pm", "PT6H45M", "Monday 23 November, 18:00"),
        ("until 7 tonight", "PT7H45M", "Monday 23 November, 19:00"),
        ("until 8 am", "P2D", "Tuesday 24 November, 08:00"),
        ("until 12am", "PT12H45M", "Monday 23 November"),
        ("until 9am today", "P1D", "Monday 23 November, 09:00"),
        ("while Dana is away until the 14th", "P22D", "Monday 14 December"),
        ("for two weeks", "P14D", ""),
        ("for half a day", "PT12H", ""),
        ("tonight only", "PT8H", ""),
    ],
)
def test_a_length_said_by_its_end_keeps_the_end(text: str, length: str, end: str) -> None:
    assert named(text) == (length, end)


@pytest.mark.parametrize("text", ["until 5", "until 25:00", "until 13pm", "until room 6"])
def test_what_is_no_hour_ahead_says_nothing(text: str) -> None:
    assert named(text) is None


def test_a_range_of_days_without_a_month_says_which_figures_where_no_access_is_spoken_of() -> None:
    assert said_duration("I need the bookings from the 1st to the 10th", now=MONDAY, zone=VIENNA) is None
    assert said_duration("access from the 3rd to the 7th floor", now=MONDAY, zone=VIENNA) is None


days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


@given(day=days, at=st.times())
def test_an_end_is_the_day_or_the_hour_it_was_named_as(day: date, at: time) -> None:
    end = end_of_day(day, VIENNA)
    assert ends_with_day(end, VIENNA)
    assert last_day(end, VIENNA) == day
    hour = hour_of_day(day, at, VIENNA)
    assert hour < end
    assert hour >= end_of_day(day - timedelta(days=1), VIENNA)


@given(text=st.text(max_size=60), later=st.timedeltas(min_value=timedelta(), max_value=timedelta(days=3650)))
def test_no_words_break_it_and_every_named_end_lies_within_its_length(text: str, later: timedelta) -> None:
    now = MONDAY + later
    found = said_duration(f"until {text}", now=now, zone=VIENNA)
    if found is not None and found.until is not None:
        assert found.until <= end_of_day(now.astimezone(VIENNA).date() + found.span, VIENNA)
