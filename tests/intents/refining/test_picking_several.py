"""Several of a list picked at once, by their places or their names; more of it added later; and what stays open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intents.refining import Standing
from intents.understanding import Outcome
from tests.intents.refining.cards import LIST, PICKED, B, L, P, R, said, shown

FIRST, SECOND, THIRD = f"{B}view@STUDIO", f"{P}view", f"{R}view"
TWO_LEVELS = Standing(shortlist=(f"{B}view", f"{P}view", f"{P}approve"), shown=True, said="studio")
FRIDAY = timedelta(days=5)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("the first and the third", [FIRST, THIRD]),
        ("1 and 3", [FIRST, THIRD]),
        ("2, 3", [SECOND, THIRD]),
        ("numbers 1, 2 and 3 please", [FIRST, SECOND, THIRD]),
        ("1-2", [FIRST, SECOND]),
        ("one and three", [FIRST, THIRD]),
        ("the first two", [FIRST, SECOND]),
        ("the last two of them", [SECOND, THIRD]),
        ("all of them", [FIRST, SECOND, THIRD]),
        ("all three", [FIRST, SECOND, THIRD]),
        ("all but the second", [FIRST, THIRD]),
        ("everything except number 2", [FIRST, THIRD]),
        ("the price lists and the rehearsal plan", [SECOND, THIRD]),
        ("the second one, the price lists", [SECOND]),
        ("the first and the third, because the auditors come", [FIRST, THIRD]),
        ("I need the second one", [SECOND]),
    ],
)
def test_each_of_those_that_are_named_is_put_on_the_card(text: str, items: list[str]) -> None:
    refined = said(text, LIST)
    assert refined is not None
    assert refined.understanding.outcome is Outcome.PROPOSE
    assert shown(refined) == items


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("the first or the third", [f"{B}view", f"{R}view"]),
        ("the first, no, the second", [f"{B}view", f"{P}view"]),
        ("drop the second one", [f"{B}view", f"{R}view"]),
    ],
)
def test_where_only_one_of_them_is_meant_fewer_are_left_to_pick_from(text: str, left: list[str]) -> None:
    refined = said(text, LIST)
    assert refined is not None
    assert refined.understanding.outcome is Outcome.CHOOSE
    assert list(refined.understanding.shortlist) == left


@pytest.mark.parametrize("text", ["both", "the second, the bookings", "that's all", "not at all", "I need 2", "2 of them", "the fourth"])  # fmt: skip
def test_what_does_not_fit_the_list_picks_nothing(text: str) -> None:
    refined = said(text, LIST)
    assert refined is None or not refined.understanding.items


def test_all_of_a_list_takes_no_two_levels_of_one_thing_but_their_numbers_do() -> None:
    refined = said("all of them", TWO_LEVELS)
    assert refined is not None
    assert not refined.changed
    assert "more than one level" in (refined.understanding.question or "")
    numbered = said("2 and 3", TWO_LEVELS)
    assert numbered is not None
    assert shown(numbered) == [f"{P}view", f"{P}approve"]


def test_a_level_said_with_a_place_in_the_row_is_taken_or_asked_about() -> None:
    read_only = said("the second, read only", LIST)
    assert read_only is not None
    assert shown(read_only) == [SECOND]
    edit = said("the second, edit", LIST)
    assert edit is not None
    assert not edit.changed
    assert "no such level of Ticketdesk · Price lists" in (edit.understanding.question or "")


def test_one_length_for_what_is_picked_or_one_for_each() -> None:
    one = said("the second one for a week", LIST)
    assert one is not None
    assert (shown(one), one.understanding.duration) == ([SECOND], timedelta(days=7))
    each = said("the first for a week and the third until Friday", LIST)
    assert each is not None
    assert [item.duration for item in each.understanding.items] == [timedelta(days=7), FRIDAY]
    assert each.understanding.duration is None
    assert each.understanding.justification is None


@pytest.mark.parametrize(
    "text",
    [
        "add the first one too",
        "and the price lists too",
        "also the first",
        "the other one too",
        "both",
        "1 and 2",
    ],
)
def test_more_of_the_list_is_added_to_what_was_picked_from_it(text: str) -> None:
    refined = said(text, PICKED)
    assert refined is not None
    assert shown(refined) == [f"{B}view@MAIN", f"{P}view"]


def test_a_length_said_with_what_is_added_is_for_that() -> None:
    refined = said("and the price lists for a week", PICKED)
    assert refined is not None
    assert [item.duration for item in refined.understanding.items] == [None, timedelta(days=7)]


def test_another_of_the_list_instead_is_still_an_exchange() -> None:
    refined = said("the first one instead", PICKED)
    assert refined is not None
    assert shown(refined) == [f"{P}view"]


def test_what_is_not_in_the_list_is_a_further_wish_beside_it() -> None:
    refined = said("the second, and the light cues too", LIST, "bela.kiss")
    assert refined is not None
    assert (shown(refined), "light cues" in refined.also) == ([SECOND], True)
    assert L not in refined.understanding.shortlist
