"""Lengths that a later one corrects."""

import pytest

from intents.passages import Role, clauses
from tests.intents.test_said_duration import said


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("for 3 months, no make that 2 weeks", "P14D"),
        ("for 3 months, make that 2 weeks", "P14D"),
        ("for 2 days, sorry, 2 hours", "PT2H"),
        ("for a year - no, a month", "P30D"),
        ("for a month, or rather two weeks", "P14D"),
        ("for two weeks. Actually, three days is enough", "P3D"),
        ("until Friday, no wait, until next Friday", "P12D"),
        ("until Friday, sorry, for a month", "P30D"),
        ("for two weeks, sorry, three weeks, no, a month", "P30D"),
        ("for a month. On second thoughts, two weeks will do", "P14D"),
        ("until Wednesday, sorry Thursday", "P4D"),
        ("until Wednesday, no until Friday", "P5D"),
        ("until 3 December, sorry, 13 December", "P21D"),
        ("until 13 December, I mean 3 December", "P11D"),
        ("until Friday. Or make it end of next week to be safe", "P14D"),
        ("for 3 weeks sorry 2 weeks", "P14D"),
        ("for two weeks - no, three", "P21D"),
        ("for two weeks, hm, make it one", "P7D"),
        ("until Wednesday, sorry Thursday, no, Friday", "P5D"),
    ],
)
def test_the_later_length_counts_after_a_word_of_correcting(text: str, length: str) -> None:
    assert said(f"I need the bookings {text}") == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("for two weeks. Sorry for the rush, I was away for 3 days", "P14D"),
        ("for a week, no longer than two weeks", "P7D"),
        ("for two weeks, sorry that my manager is away for a month", "P14D"),
        ("for two weeks, there is no form for a month", "P14D"),
    ],
)
def test_a_word_of_correcting_that_leads_to_no_length_corrects_none(text: str, length: str) -> None:
    assert said(f"I need the bookings {text}") == length


@pytest.mark.parametrize("text", ["no, make that 2 weeks", "no, two weeks please", "make that 2 weeks"])
def test_a_correction_of_what_was_said_before_is_a_length(text: str) -> None:
    assert said(text) == "P14D"


@pytest.mark.parametrize(
    "text",
    ["I need the bookings for 3 months, make that 2 weeks", "I need the bookings for a year - no, a month"],
)
def test_who_corrects_how_long_takes_back_nothing_else(text: str) -> None:
    assert clauses(text)[0].role is Role.WISH


def test_who_corrects_what_is_wished_for_takes_it_back() -> None:
    text = "I need the bookings for a year. No, make that the price lists for two weeks."
    assert clauses(text)[0].role is Role.WITHDRAWN


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("for three weeks, max two", "P14D"),
        ("30d, max 60d", "P30D"),
        ("for two weeks but one is plenty", "P7D"),
        ("the course is 10 weeks, I only need it for the first two", "P14D"),
        ("for a month, or two weeks, whatever is easier", "P14D"),
        ("for two weeks or until 30 November", "P8D"),
    ],
)
def test_of_what_is_left_open_the_shorter_counts(text: str, length: str) -> None:
    assert said(f"bookings {text}") == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("for two weeks, sorry I am late", "P14D"),
        ("until Friday, sorry Monday was a mess", "P5D"),
        ("for two weeks, not a month", "P14D"),
        ("for two weeks, one of us will do it", "P14D"),
    ],
)
def test_words_behind_a_length_that_say_none_change_nothing(text: str, length: str) -> None:
    assert said(f"bookings {text}") == length
