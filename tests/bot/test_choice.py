"""One more thing beside what is on a card: whose the length is that stands there."""

from __future__ import annotations

from datetime import timedelta

from approvals.model import Wish
from bot.choice import Choice

WEEK, DAY = timedelta(days=7), timedelta(days=1)
ONE, MORE = Wish(entitlement="a/b:c", scope={}), Wish(entitlement="d/e:f", scope={})


def test_a_length_of_the_whole_wish_is_for_what_is_added_too() -> None:
    choice = Choice(items=(ONE,), duration=WEEK).with_more(MORE)
    assert choice.duration == WEEK
    assert [wish.duration for wish in choice.items] == [None, None]


def test_a_length_said_of_what_is_there_is_not() -> None:
    choice = Choice(items=(ONE,), duration=WEEK, of_these=True).with_more(MORE)
    assert choice.duration is None
    assert [wish.duration for wish in choice.items] == [WEEK, None]


def test_what_has_a_length_of_its_own_leaves_the_others_theirs() -> None:
    choice = Choice(items=(ONE,), duration=WEEK).with_more(MORE.model_copy(update={"duration": DAY}))
    assert [wish.duration for wish in choice.items] == [WEEK, DAY]
