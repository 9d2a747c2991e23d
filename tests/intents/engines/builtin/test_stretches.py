from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.engines.builtin.stretches import Stretch, announced, stretches
from intents.passages import clauses


def cut(text: str) -> list[str]:
    return [text[s.start : s.end].strip(" ,.;:(") for s in stretches(clauses(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I need the bookings and the prices", ["I need the bookings", "the prices"]),
        ("I need the bookings, the prices and the cues", ["I need the bookings", "the prices", "the cues"]),
        (
            "I need to see what we pay and charge for seats",
            ["I need to see what we pay and charge for seats"],
        ),
        ("I need (a) the bookings (b) the prices", ["I need", "the bookings", "the prices"]),
        ("I want two things: reading bookings and planning", ["reading bookings", "planning"]),
        ("I want to add a note here and there", ["I want to add a note here and there"]),
        ("I need the bookings, season S-2026", ["I need the bookings, season S-2026"]),
    ],
)
def test_stretches_follow_the_form_of_a_list(text: str, found: list[str]) -> None:
    assert cut(text) == found


def test_a_stretch_knows_its_own_verb() -> None:
    text = "I want to read the bookings and to plan rehearsals and the prices"
    assert [s.verb for s in stretches(clauses(text))] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("I need two things please", 2), ("bookings and prices, both please", 2), ("I need (a) this (b) that (c) more", 3),
        ("I need both the big and the small hall", 1), ("I need the bookings", 1),
    ],
)  # fmt: skip
def test_how_many_things_are_announced(text: str, number: int) -> None:
    assert announced(clauses(text)) == number


@settings(deadline=None)
@given(st.text(alphabet="abi and,;:()12.\n", max_size=200))
def test_stretches_lie_inside_the_message_in_order(text: str) -> None:
    found: list[Stretch] = stretches(clauses(text))
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
