"""Words are learned from several people or not at all, and one person alone changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.catalog_words import SYSTEM
from intents.learned import LEARNED, Example, Learned, learn
from tests.depth import examples
from tests.intents.company import theatre

COMPANY = theatre()
BOOKINGS, PRICES, PLAN, LIGHTS = (
    "ticketdesk/bookings:view",
    "ticketdesk/prices:view",
    "stageplan/rehearsals:view",
    "stageplan/light-cues:view",
)
ADMIN = "ticketdesk/bookings:admin"


def said(text: str, entitlement: str, *people: str) -> list[Example]:
    return [Example(person, text, (entitlement,)) for person in people]


def learned_from(*examples: Example) -> dict[tuple[str, str], int]:
    return {(one.written, one.resource): one.people for one in learn(examples, COMPANY).associations}


def test_what_two_people_say_is_learned() -> None:
    examples = said("I need the zigzag", PLAN, "ada.moor", "bela.kiss")

    (found,) = learn(examples, COMPANY).associations
    assert (found.written, found.resource, found.people, found.levels) == (
        "zigzag",
        "stageplan/rehearsals",
        2,
        (PLAN,),
    )


def test_what_one_person_says_a_hundred_times_is_not() -> None:
    assert learned_from(*said("I need the zigzag", PLAN, *["ada.moor"] * 100)) == {}


def test_a_word_for_several_things_stands_for_none() -> None:
    examples = said("I need the zigzag", PLAN, "ada.moor", "bela.kiss") + said(
        "the zigzag please", PRICES, "carla.finch", "dan.moor"
    )

    assert learned_from(*examples) == {}


def test_a_word_mostly_for_one_thing_stands_for_it_at_less() -> None:
    many = said("I need the zigzag", PLAN, *(f"p{n}" for n in range(8)))
    few = said("I need the zigzag", PRICES, "q1", "q2")

    (found,) = learn(many + few, COMPANY).associations
    (clear,) = learn(many, COMPANY).associations
    assert found.resource == clear.resource == "stageplan/rehearsals"
    assert found.weight < clear.weight


@pytest.mark.parametrize(
    "text",
    [
        "please give me access",  # everyday words
        "I want to approve",  # what to do is said by the level
        "I need it for Béla Kiss",  # people
        "I need ticketdesk",  # the name of something in the catalog
        "I need it for house MAIN",  # a value of a scope
        "I need it because of the zigzag",  # not the wish itself
        "I need access.\n> the zigzag is broken",  # a quotation
    ],
)
def test_words_that_name_nothing_new_are_not_learned(text: str) -> None:
    assert learned_from(*said(text, BOOKINGS, "ada.moor", "carla.finch")) == {}


def test_a_message_about_several_things_teaches_nothing() -> None:
    both = [Example(person, "the zigzag and the wobble", (PLAN, PRICES)) for person in ("a", "b")]

    assert learned_from(*both) == {}


def test_what_is_gone_from_the_catalog_drops_out() -> None:
    assert learned_from(*said("I need the zigzag", "stageplan/gone:view", "a", "b")) == {}


def test_only_levels_that_two_people_meant_are_taught() -> None:
    learned = learn(
        said("I need the zigzag", BOOKINGS, "a", "b") + said("I need the zigzag", ADMIN, "c"), COMPANY
    )

    assert learned.says("all the ZigZags, please", BOOKINGS)
    assert not learned.says("all the ZigZags, please", ADMIN)
    assert not learned.says("something else", BOOKINGS)


def test_it_is_kept_and_read_again_as_it_was() -> None:
    learned = learn(said("I need the zigzag", PLAN, "a", "b"), COMPANY)

    assert Learned.from_rows(learned.as_rows()) == learned


words = st.sampled_from(["zigzag", "wobble", "frobnicator", "glimmer", "board", "numbers", "standup"])
entitlements = st.sampled_from([BOOKINGS, PRICES, PLAN, LIGHTS, ADMIN])
people = st.sampled_from(["ada.moor", "bela.kiss", "carla.finch", "dan.moor"])
messages = st.lists(words, min_size=1, max_size=4).map(" ".join)
streams = st.lists(
    st.builds(lambda p, m, e: Example(p, m, (e,)), people, messages, entitlements), max_size=25
)
POISONER = "eve.poison"
poison = st.lists(st.tuples(messages, entitlements), min_size=1, max_size=3)


@settings(deadline=None, max_examples=examples(60))
@given(streams, poison, st.sampled_from([1, 3, 100]))
def test_one_person_cannot_teach_what_nobody_else_says(
    stream: list[Example], wrong: list[tuple[str, str]], times: int
) -> None:
    """What nobody else says changes not one figure, however often it is repeated."""
    others = {
        (word, e.rpartition(":")[0]) for one in stream for e in one.entitlements for word in one.text.split()
    }
    alone = [
        Example(POISONER, " ".join(words), (meant,))
        for text, meant in wrong
        if (words := [w for w in text.split() if (w, meant.rpartition(":")[0]) not in others])
    ]

    assert learn(stream + alone * times, COMPANY) == learn(stream, COMPANY)


@settings(deadline=None, max_examples=examples(60))
@given(streams, poison, st.integers(2, 5))
def test_saying_it_again_changes_nothing(
    stream: list[Example], wrong: list[tuple[str, str]], times: int
) -> None:
    once = [Example(POISONER, text, (meant,)) for text, meant in wrong]

    assert learn(stream + once * times, COMPANY) == learn(stream + once, COMPANY)


@settings(deadline=None, max_examples=examples(60))
@given(streams)
def test_a_learned_word_counts_less_than_any_name_and_several_people_stand_behind_it(
    stream: list[Example],
) -> None:
    for one in learn(stream, COMPANY).associations:
        behind = {
            e.person for e in stream if one.word in e.text and e.entitlements[0].startswith(one.resource)
        }
        assert 0 < one.weight < LEARNED < SYSTEM
        assert one.people == len(behind) >= 2
