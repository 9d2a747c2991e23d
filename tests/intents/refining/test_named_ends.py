"""What a few words make of the end on a card: another, none, or the same so much later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from catalog.ends import end_of_day, in_words
from tests.intents.company import MONDAY
from tests.intents.refining.cards import COMPANY, ONE, said

FRIDAY = replace(
    ONE,
    duration=timedelta(days=5),
    until=end_of_day(MONDAY.astimezone(COMPANY.zone).date() + timedelta(days=4), COMPANY.zone),
)


@pytest.mark.parametrize(
    ("text", "days", "end"),
    [
        ("make it two weeks", 14, ""),
        ("until Monday instead", 8, "Monday 30 November"),
        ("until 6pm tomorrow", 2, "Tuesday 24 November, 18:00"),
        ("a week longer", 12, "Friday 4 December"),
        ("two days shorter", 3, "Wednesday 25 November"),
        ("no, the studio", 5, "Friday 27 November"),
        ("until Wednesday, for the audit", 3, "Wednesday 25 November"),
    ],
)
def test_the_end_is_what_was_said_last(text: str, days: int, end: str) -> None:
    refined = said(text, FRIDAY)
    assert refined is not None
    read = refined.understanding
    assert read.duration == timedelta(days=days)
    assert (in_words(read.until, COMPANY.zone, since=MONDAY) if read.until else "") == end


def test_a_length_on_the_card_becomes_an_end() -> None:
    refined = said("only until Friday", ONE)
    assert refined is not None
    assert refined.understanding.until == FRIDAY.until
