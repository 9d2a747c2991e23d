import pytest

from tests.intents.test_said_duration import said


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("1-12 December", "P20D"),
        ("7 - 11 dec", "P19D"),
        ("14 Dec - 6 Jan", "P45D"),
        ("December 1-12", "P20D"),
        ("December 14 to January 6", "P45D"),
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
