import pytest

from tests.intents.test_said_duration import said


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("till Friday next week", "P12D"),
        ("until Friday week", "P12D"),
        ("until the Friday after next", "P12D"),
        ("until Monday next week", "P8D"),
        ("until the end of next week", "P14D"),
        ("until the end of next month", "P39D"),
        ("until next month", "P9D"),
        ("until year end", "P39D"),
        ("until month-end", "P8D"),
        ("until the end of Q1", "P129D"),
        ("until mid-January", "P54D"),
        ("until the middle of January", "P54D"),
        ("until close of business", "PT8H"),
        ("from Monday to Friday", "P5D"),
        ("from 1 December to 15 December", "P23D"),
        ("through Friday", "P5D"),
        ("until end January", "P70D"),
        ("until Friday of next week", "P12D"),
        ("until Monday please", "P8D"),
        ("until next Monday", "P8D"),
        ("until this Monday", "P1D"),
        ("till tmrw", "P2D"),
        ("until 2moro pls", "P2D"),
        ("til tonite", "PT8H"),
        ("til the end of the wk", "P7D"),
        ("until end of nxt mth", "P39D"),
        ("until nxt week", "P8D"),
        ("until nxt Monday", "P8D"),
        ("till the wkend", "P7D"),
        ("til NYE", "P39D"),
    ],
)
def test_the_day_a_wish_ends_is_its_last(text: str, length: str) -> None:
    assert said(f"I need the bookings {text}") == length


@pytest.mark.parametrize(
    "text",
    ["my certificate came through on Friday", "the mail went through Monday", "by Friday I need the bookings"],
)  # fmt: skip
def test_a_day_that_is_no_end_is_not_read(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("my access to the bookings ends on 30 November, prolong it until 31 January", "P70D"),
        ("my access to the bookings ends on 30 November, please extend it", None),
        ("my access to the bookings runs until 30 November, please extend it", None),
        ("extend the bookings, they run until 30 November, by two weeks", "P14D"),
        ("the bookings are valid until 30 November. Please extend until 15 January", "P54D"),
        ("I have the bookings until 30 November, need them until 31 January", "P70D"),
        ("my contract ends on 30 November, I need the bookings for two weeks", "P14D"),
    ],
)
def test_an_end_that_is_told_of_what_there_is_is_no_wish(text: str, length: str | None) -> None:
    assert said(text) == length


@pytest.mark.parametrize(
    "text",
    [
        "can I have the bookings until 30 November",
        "access to the bookings valid until 30 November please",
        "the project ends on 30 November, I need the bookings",
        "please see that we have the bookings until 30 November",
    ],
)
def test_an_end_counts_where_no_other_length_is_said(text: str) -> None:
    assert said(text) == "P8D"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("until: 18 December", "P26D"),
        ("end date: 18.12.2026", "P26D"),
        ("valid until: 18/12/26", "P26D"),
        ("expiring 18 December", "P26D"),
        ("through Q1", "P129D"),
        ("until Q1", "P39D"),
        ("till Q1 is over", "P129D"),
        ("until the quarter ends", "P39D"),
        ("through March", "P129D"),
        ("until March", "P98D"),
        ("through to 8 January", "P47D"),
        ("until midnight", "PT8H"),
        ("until week 49", "P14D"),
        ("until I leave on 18 December", "P26D"),
        ("till the new clerk is here at the end of March", "P129D"),
        ("until close of business tomorrow", "P2D"),
        ("no later than 12 December", "P20D"),
    ],
)
def test_an_end_is_read_however_it_is_introduced(text: str, length: str) -> None:
    assert said(f"bookings please, {text}") == length


@pytest.mark.parametrize(("text", "length"), [("until 6pm", "PT6H45M"), ("until 18:00", "PT6H45M")])
def test_an_hour_of_today_is_no_whole_day(text: str, length: str) -> None:
    assert said(f"bookings {text}") == length
