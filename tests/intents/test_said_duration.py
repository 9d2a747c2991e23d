from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.durations import format_duration
from intents.said_duration import MAX_DAYS, said_duration

VIENNA = ZoneInfo("Europe/Vienna")
MONDAY = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def said(text: str, now: datetime = MONDAY) -> str | None:
    found = said_duration(text, now=now, zone=VIENNA)
    return format_duration(found.span) if found else None


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("two weeks", "P14D"), ("for 3 wks", "P21D"), ("a month", "P30D"), ("for a quarter", "P90D"), ("one year", "P365D"),
        ("for half a year", "P180D"), ("for four hours", "PT4H"), ("90 days please", "P90D"), ("a couple of days", "P2D"),
        ("just for today", "PT8H"), ("4 today", "PT8H"), ("until the end of the day", "PT8H"),
        ("until Friday", "P5D"), ("till fri", "P5D"), ("until Monday", "P8D"), ("until next Friday", "P12D"),
        ("until tomorrow", "P2D"), ("until 31 December", "P39D"), ("until December 31st", "P39D"), ("until 2026-12-01", "P9D"),
        ("until 15 January", "P54D"), ("until the 1st", "P9D"), ("till the end of the month", "P8D"), ("for the rest of the week", "P7D"),
        ("until the end of the year", "P39D"), ("two more weeks", "P14D"), ("P14D", "P14D"), ("for a week or so", "P7D"),
        ("over the weekend", "P7D"), ("two weeks of read access", "P14D"), ("for two weeks of testing", "P14D"),
    ],
)  # fmt: skip
def test_lengths_and_end_dates_are_counted_as_the_formats_say(text: str, length: str) -> None:
    assert said(f"I need the bookings {text}") == length


@pytest.mark.parametrize(
    "text",
    [
        "I have to pull ten years of trends into a sheet", "I need the bookings of the last two years", "the report comes every two weeks", "she called three times a day",
        "I asked two weeks ago", "from today I sit at the box office", "the plan for 2027", "there are 12 days-old invoices",
        "I need the bookings", "I have done this for five years", "in two weeks we open",
    ],
)  # fmt: skip
def test_lengths_that_are_no_wish_are_not_read(text: str) -> None:
    assert said(text) is None


def test_the_day_is_counted_where_the_company_is() -> None:
    late_on_sunday_in_utc = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert said("until Friday", late_on_sunday_in_utc) == "P5D"


def test_a_length_in_a_quotation_does_not_count() -> None:
    assert said("> two weeks\nI need the bookings") is None


def test_the_span_points_at_the_words() -> None:
    text = "Bookings, two weeks, please"
    found = said_duration(text, now=MONDAY, zone=VIENNA)
    assert found is not None
    assert text[found.start : found.end] == found.text == "two weeks"


@settings(deadline=None)
@given(st.text(max_size=500))
def test_any_text_gives_a_sensible_length_or_none(text: str) -> None:
    found = said_duration(text, now=MONDAY, zone=VIENNA)
    assert found is None or timedelta() < found.span <= timedelta(days=MAX_DAYS)


@settings(deadline=None)
@given(
    st.sampled_from(["until", "till", "for", "through"]),
    st.text(alphabet="0123456789 /-.dayweekmonthjanfebuntil", max_size=40),
)
def test_garbled_dates_are_never_an_exception(lead: str, rest: str) -> None:
    found = said_duration(f"{lead} {rest}", now=MONDAY, zone=VIENNA)
    assert found is None or found.span > timedelta()


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("I need the bookings over the weekend", "P7D"),
        ("bookings please, only for the weekend", "P7D"),
        ("they forgot their password over the weekend, let me reset it", None),
        ("two of mine rang in sick for the weekend", None),
        ("I need the logs of the outage over the weekend", None),
        ("I need the bookings of the studio for the weekend", "P7D"),
        ("I need access to the bookings over the weekend, for Carla is ill", "P7D"),
        ("I need the bookings and the price lists of the box office for the weekend", "P7D"),
        ("I need bookings for the weekend figures", None),
        ("I need bookings for the weekend figures until Friday", "P5D"),
        ("I need bookings for the weekend until Friday", "P5D"),
        ("I need bookings for two days, just for the weekend figures", "P2D"),
    ],
)
def test_a_weekend_is_a_length_where_it_is_wished_for(text: str, length: str | None) -> None:
    assert said(text) == length


def test_what_is_wished_for_is_no_part_of_a_weekend() -> None:
    found = said_duration("I need the bookings for the weekend", now=MONDAY, zone=VIENNA)
    assert found is not None
    assert found.text == "for the weekend"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("I need to deploy for tonight's release, 4 hours", "PT4H"),
        ("I need to deploy for tonight's release", "PT8H"),
        ("I need the bookings, tonight only", "PT8H"),
        ("I need the bookings this evening", "PT8H"),
        ("I need the bookings this week", "P7D"),
        ("I need the bookings this weekend, please", "P7D"),
        ("I need the bookings of this week", None),
        ("I need to finish this week", None),
    ],
)
def test_tonight_and_this_week_say_an_end_where_something_is_needed_then(
    text: str, length: str | None
) -> None:
    assert said(text) == length
