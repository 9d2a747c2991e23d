"""One length for all of a card, or each thing its own: what is said of one of several leaves the others as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from intents.refining import Standing
from tests.intents.refining.cards import LIST, PICKED, TWO, B, P, said, shown

DAY, WEEK, FORTNIGHT, FRIDAY = timedelta(days=1), timedelta(days=7), timedelta(days=14), timedelta(days=5)
EACH = replace(
    TWO,
    duration=None,
    items=tuple(
        item.model_copy(update={"duration": span})
        for item, span in zip(TWO.items, (WEEK, FRIDAY), strict=True)
    ),
)
HOUSES = Standing(
    items=(
        TWO.items[0].model_copy(update={"duration": FORTNIGHT}),
        TWO.items[0].model_copy(update={"scope": {"house": "STUDIO"}, "duration": FRIDAY}),
    )
)


def lengths(text: str, card: Standing) -> tuple[list[timedelta | None], timedelta | None]:
    refined = said(text, card)
    assert refined is not None
    assert refined.changed, refined.understanding.question
    return [item.duration for item in refined.understanding.items], refined.understanding.duration


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("the first one for a week", [WEEK, FORTNIGHT]),
        ("make the price lists one week", [FORTNIGHT, WEEK]),
        ("the second one until Friday", [FORTNIGHT, FRIDAY]),
        ("the second a week longer", [FORTNIGHT, timedelta(days=21)]),
        ("the first for a week, the second until Friday", [WEEK, FRIDAY]),
        ("bookings for a week and prices until Friday", [WEEK, FRIDAY]),
        ("the second, approve, for a day", [FORTNIGHT, DAY]),
    ],
)
def test_a_length_said_of_one_of_several_is_for_that_one(text: str, each: list[timedelta]) -> None:
    assert lengths(text, TWO) == (each, None)


@pytest.mark.parametrize(
    ("text", "whole"), [("make it one day", DAY), ("both for one day", DAY), ("two weeks", FORTNIGHT)]
)
def test_a_length_said_of_all_of_it_is_one_again(text: str, whole: timedelta) -> None:
    assert lengths(text, EACH) == ([None, None], whole)


def test_more_time_is_added_to_each() -> None:
    assert lengths("a week longer", EACH) == ([FORTNIGHT, FRIDAY + WEEK], None)


def test_lengths_that_have_become_the_same_are_one() -> None:
    assert lengths("the second one for a week", EACH) == ([None, None], WEEK)


def test_what_is_left_alone_keeps_its_own_length() -> None:
    assert lengths("drop the first", EACH) == ([None], FRIDAY)
    assert lengths("without MAIN", HOUSES) == ([None], FRIDAY)


def test_a_level_changed_leaves_the_lengths() -> None:
    refined = said("make the bookings edit", EACH)
    assert refined is not None
    assert shown(refined) == [f"{B}edit@MAIN", f"{P}view"]
    assert [item.duration for item in refined.understanding.items] == [WEEK, FRIDAY]


def test_a_further_value_is_for_the_shortest_of_the_lengths_there() -> None:
    exchanged = said("MAIN instead of STUDIO", HOUSES)
    assert exchanged is not None
    assert exchanged.understanding.duration in {FORTNIGHT, FRIDAY}


def test_what_is_called_by_its_level_as_well_is_taken_off() -> None:
    refined = said("remove the price lists reader", TWO)
    assert refined is not None
    assert shown(refined) == [f"{B}view@MAIN"]
    kept = said("only the bookings viewer", TWO)
    assert kept is not None
    assert shown(kept) == [f"{B}view@MAIN"]


SHORT = timedelta(days=3)
BOTH_SAID = "the bookings for two weeks and the prices until Friday"


def test_the_first_of_several_is_made_shorter() -> None:
    assert lengths("make the first 3 days", EACH) == ([SHORT, FRIDAY], None)


def test_all_of_it_is_what_stands_on_the_card_and_adds_nothing_of_the_list() -> None:
    refined = said("all of it 3 days", PICKED)
    assert refined is not None
    assert shown(refined) == [f"{B}view@MAIN"]
    assert refined.understanding.duration == SHORT


def test_what_is_picked_later_takes_no_length_that_was_said_of_another() -> None:
    card = replace(PICKED, duration=WEEK, of_these=True)
    refined = said("1 too", card)
    assert refined is not None
    assert [(item.entitlement, item.duration) for item in refined.understanding.items] == [
        (f"{B}view", WEEK),
        (f"{P}view", None),
    ]
    assert refined.understanding.duration is None


def test_a_length_of_the_whole_wish_is_taken_by_what_is_picked_later() -> None:
    refined = said("1 too", replace(PICKED, duration=WEEK))
    assert refined is not None
    assert refined.understanding.duration == WEEK


def test_lengths_said_before_a_list_are_each_for_what_they_stood_beside() -> None:
    card = replace(LIST, said=BOTH_SAID, duration=FRIDAY)
    assert lengths("1 and 2", replace(card, shortlist=(f"{P}view", f"{B}view")))[0] in (
        [FRIDAY, FORTNIGHT],
        [FORTNIGHT, FRIDAY],
    )
    one = said("1", card)
    assert one is not None
    assert one.understanding.duration == FORTNIGHT, "and not the other's"


@pytest.mark.parametrize("text", ["until lunch", "bis Freitag", "til 5"])
def test_an_end_that_cannot_be_read_is_asked_for(text: str) -> None:
    refined = said(text, TWO)
    assert refined is not None
    assert not refined.changed
    assert "For how long do you need it?" in str(refined.understanding.question)
