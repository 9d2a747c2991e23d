"""What was taught finds the thing that was meant, adds nothing anybody may not see, and has no part in naming power."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.candidates import index_of, weigh
from intents.engines.builtin.engine import BuiltinEngine
from intents.learned import Association, Learned, learn
from intents.teaching import lessons, teach, untaught
from intents.understand import understand
from intents.understanding import Outcome, Understanding
from tests.depth import examples
from tests.intents.company import MONDAY, theatre
from tests.intents.test_learned import PLAN, PRICES, said

COMPANY = theatre()
LEVELS = sorted(COMPANY.places)


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    teach(COMPANY, Learned())


def best(text: str) -> str | None:
    found = index_of(COMPANY).search(weigh(text, lambda _: 1.0))
    return index_of(COMPANY).spots[found[0].resource].resource.id if found and found[0].score else None


async def read(text: str, person: str = "carla.finch") -> Understanding:
    who = COMPANY.people[person]
    return await understand(text, person=who, company=COMPANY, now=MONDAY, engine=BuiltinEngine())


def all_words(text: str, entitlement: str) -> Learned:
    """As if very many people had taught every word of a text for one entitlement."""
    return learn(said(text, entitlement, *(f"p{n}" for n in range(500))), COMPANY)


def test_a_taught_word_finds_its_resource_and_untaught_it_does_not() -> None:
    teach(COMPANY, all_words("I need the zigzag", PLAN))

    assert best("the zigzag") == "stageplan/rehearsals"
    with untaught():
        assert best("the zigzag") != "stageplan/rehearsals"
        assert lessons(COMPANY.version) is None
    assert best("the zigzag") == "stageplan/rehearsals"


def test_a_name_in_the_catalog_counts_more() -> None:
    teach(COMPANY, all_words("I need the zigzag", PLAN))

    assert best("zigzag discounts bookings") == "ticketdesk/bookings"


def test_teaching_anew_replaces_what_was_taught() -> None:
    teach(COMPANY, all_words("I need the zigzag", PLAN))
    teach(COMPANY, all_words("I need the zigzag", PRICES))

    assert best("the zigzag") == "ticketdesk/prices"


def test_words_for_what_is_gone_are_passed_over() -> None:
    before = best("the zigzag")
    teach(COMPANY, Learned((Association("stageplan/gone", "zigzag", "zigzag", 9, 1.9),)))

    assert best("the zigzag") == before


async def test_a_corrected_card_is_right_the_next_time() -> None:
    text = "I need to view the zigzag"
    before = await read(text)
    teach(COMPANY, all_words(text, PLAN))
    after = await read(text)

    assert before.outcome is Outcome.ASK
    assert after.outcome is Outcome.CHOOSE
    assert after.shortlist[0] == PLAN


@pytest.mark.parametrize("person", sorted(COMPANY.people))
async def test_nobody_is_shown_what_they_may_not_see(person: str) -> None:
    teach(COMPANY, all_words("I need to change the zigzag", "ticketdesk/bookings:edit"))
    found = await read("I need to change the zigzag", person)

    named = {*found.shortlist, *(item.entitlement for item in found.items)}
    who = COMPANY.people[person]
    assert all(COMPANY.places[one].entitlement.audience.admits(who) for one in named)


async def test_what_is_proposed_at_high_risk_is_read_as_if_nothing_had_been_taught() -> None:
    """The word alone would do it, were the level a harmless one."""
    text = "I need to approve discounts on the wobbling price lists in Ticketdesk"
    plain = await read(text)
    teach(COMPANY, all_words("I need the wobbling", "ticketdesk/prices:approve"))

    assert await read(text) == plain


taught = st.lists(
    st.builds(
        lambda word, level: Association(level.rpartition(":")[0], word, word, 99, 1.99, (level,)),
        st.sampled_from(["zigzag", "wobbl", "standup", "board", "number"]),
        st.sampled_from(LEVELS),
    ),
    max_size=8,
    unique_by=lambda one: (one.word, one.resource),
).map(lambda found: Learned(tuple(sorted(found))))
told = st.lists(
    st.sampled_from(
        [
            "zigzag",
            "wobble",
            "standup",
            "board",
            "numbers",
            "bookings",
            "price",
            "lists",
            "discounts",
            "light",
            "cues",
            "rehearsals",
            "ticketdesk",
        ]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)
verbs = st.sampled_from(["view", "edit", "approve", "be administrator of", "delete everything in"])


@settings(deadline=None, max_examples=examples(60))
@given(taught, verbs, told, st.sampled_from(["carla.finch", "dan.moor"]))
async def test_no_lesson_makes_anybody_surer_of_power_or_of_what_was_not_taught(
    lesson: Learned, verb: str, things: str, person: str
) -> None:
    text = f"I need to {verb} the {things}"
    teach(COMPANY, Learned())
    plain = await read(text, person)
    teach(COMPANY, lesson)
    found = await read(text, person)
    teach(COMPANY, Learned())

    for item in found.items:
        level = COMPANY.places[item.entitlement].entitlement
        if level.privileged or level.risk in {"high", "critical"} or not lesson.says(text, level.id):
            assert found == plain
