"""A word for a level while a few things are offered: it picks a level of what was asked for, and no other thing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intents.refining import Standing
from intents.understanding import Outcome
from tests.intents.refining.cards import ONE, B, P, R, said, shown


def offered(*shortlist: str, said: str = "") -> Standing:
    return Standing(shortlist=shortlist, shown=True, said=said)


@pytest.mark.parametrize("text", ["make it read only", "read only please", "just viewing"])
def test_a_level_is_that_of_the_thing_that_was_asked_for(text: str) -> None:
    refined = said(
        text, offered(f"{R}view", f"{P}approve", f"{B}view", said="I need to edit the price lists")
    )
    assert refined is not None
    assert shown(refined) == [f"{P}view"]


def test_a_level_that_only_the_first_offered_thing_has_is_picked_there() -> None:
    refined = said("make it edit", offered(f"{B}edit", f"{P}view", f"{R}view", said="studio seats"))
    assert refined is not None
    assert shown(refined) == [f"{B}edit@STUDIO"]


def test_a_level_of_another_thing_is_never_put_on_the_card() -> None:
    refined = said("make it approve", offered(f"{R}view", f"{P}approve", said="something"))
    assert refined is not None
    assert not refined.changed
    assert "Which of these" in (refined.understanding.question or "")


def test_where_several_things_have_the_level_they_stay_to_be_picked_from() -> None:
    refined = said("make it read only", offered(f"{B}admin", f"{P}view", f"{R}view", said="something"))
    assert refined is not None
    assert refined.understanding.outcome is Outcome.CHOOSE
    assert list(refined.understanding.shortlist) == [f"{P}view", f"{R}view"]


def test_a_level_that_the_thing_asked_for_has_not_leaves_the_offers_as_they_are() -> None:
    refined = said("make it approve", offered(f"{B}view", f"{P}approve", said="the bookings"))
    assert refined is not None
    assert not refined.changed
    assert "no such level of Ticketdesk · Bookings" in (refined.understanding.question or "")


def test_the_very_name_of_one_level_names_its_thing() -> None:
    refined = said("the clerk", offered(f"{P}view", f"{B}edit", said="the price lists of the studio"))
    assert refined is not None
    assert shown(refined) == [f"{B}edit@STUDIO"]


@pytest.mark.parametrize("text", ["no the prices", "no, the prices"])
def test_one_thing_alone_is_offered_at_each_of_its_levels_the_least_first(text: str) -> None:
    refined = said(text, replace(ONE, shortlist=(f"{B}view", f"{P}approve")))
    assert refined is not None
    assert refined.understanding.outcome is Outcome.CHOOSE
    assert refined.understanding.shortlist == (f"{P}view", f"{P}approve")
