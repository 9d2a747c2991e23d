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
