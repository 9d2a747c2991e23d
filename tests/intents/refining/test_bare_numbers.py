"""A number without its unit is asked about, and the unit alone answers that."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from intents.refining import is_bare_number
from intents.refining.bare_numbers import with_its_number
from tests.intents.refining.cards import ONE, TWO, said


@pytest.mark.parametrize("text", ["for 4", "4", "make it 4", "just 4 please", "4?"])
def test_the_unit_is_asked_for(text: str) -> None:
    for card in (ONE, TWO):
        refined = said(text, card)
        assert refined is not None
        assert not refined.changed
        assert "4 what?" in str(refined.understanding.question)


@pytest.mark.parametrize(
    ("text", "span"),
    [("hours", timedelta(hours=4)), ("days please", timedelta(days=4)), ("h", timedelta(hours=4))],
)
def test_the_unit_alone_answers_that(text: str, span: timedelta) -> None:
    refined = said(text, replace(ONE, said=f"{ONE.said}\nfor 4"))
    assert refined is not None
    assert refined.changed
    assert refined.understanding.duration == span


def test_a_unit_with_no_number_before_it_is_left_as_it_is() -> None:
    assert with_its_number("days", "bookings for 4 people") == "days"
    assert with_its_number("the days", "for 4") == "the days"


@pytest.mark.parametrize("text", ["4 hours", "0", "item 4 and 5", "for the audit", "Q4"])
def test_other_words_are_no_bare_number(text: str) -> None:
    assert not is_bare_number(text)
