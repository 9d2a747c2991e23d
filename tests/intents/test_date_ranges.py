import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intents.test_said_duration import said

BEFORE = ["", "from ", "between ", "until ", "by ", "from the ", "for ", "since ", "not before "]
DAYS = [
    "1", "1st", "31st", "99", "December 1", "Dec 31st 2026", "1 December", "31 feb", "30 of November 2026", "23/11", "31/2",
    "2026-12-01", "2026-13-41", "31.12.", "29.2.27", "Monday", "next Friday", "end of December", "end of next week", "6pm",
    "18:00", "25:00", "noon", "tomorrow", "the 3rd", "Q1", "January", "2 weeks", "a month",
]  # fmt: skip
BETWEEN = [" to ", " - ", "-", "–", " until ", " till ", " and ", " through ", " or ", ", no, ", " to the "]
BEHIND = ["", ", please", " 2026", "th", " of the month", "pm", " at 5", " at the latest"]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("1-12 December", "P20D"),
        ("7 - 11 dec", "P19D"),
        ("14 Dec - 6 Jan", "P45D"),
        ("December 1-12", "P20D"),
        ("December 14 to January 6", "P45D"),
        ("from December 1 to 12", "P20D"),
        ("between December 1 and 12", "P20D"),
        ("1 December to 12 December", "P20D"),
        ("between 1 and 12 Dec", "P20D"),
        ("from 14 December to 6 January", "P45D"),
        ("23.11.-18.12.", "P26D"),
        ("from 23/11 to 18/12", "P26D"),
        ("2026-12-01 - 2026-12-15", "P23D"),
        ("to 18 December", "P26D"),
        ("to the end of the year", "P39D"),
        ("to end of January", "P70D"),
    ],
)
def test_days_from_one_to_another_end_with_the_last(text: str, length: str) -> None:
    assert said(f"bookings please, {text}") == length


@pytest.mark.parametrize(
    "text",
    [
        "the figures from 1 January to 30 June, bookings please",
        "the figures 1-12 November, bookings please",
        "I need the invoices of 1-12 December",
        "the opening was moved to 18 December, bookings please",
        "bookings 12-14, please",
        "seats 3-5 and 7-9 to fix",
        "bookings, 31.12.-42.13.",
    ],
)
def test_days_that_are_over_or_say_which_are_no_length(text: str) -> None:
    assert said(text) is None


def test_a_length_that_is_said_wins_over_days_that_are_named() -> None:
    assert said("bookings for the fair 1-12 December, for three weeks") == "P21D"


@given(*(st.sampled_from(each) for each in (BEFORE, DAYS, BETWEEN, DAYS, BEHIND)))
def test_whatever_is_said_of_days_is_a_length_or_none(
    before: str, first: str, between: str, last: str, behind: str
) -> None:
    length = said(f"bookings please, {before}{first}{between}{last}{behind}")
    assert length is None or length.startswith("P")
