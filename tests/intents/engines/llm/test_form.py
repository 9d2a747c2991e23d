from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.model import Place
from intents.answer_schema import answer_schema
from intents.engines.llm.form import form_schema, full_answer
from intents.grounding import valid
from tests.depth import examples
from tests.intents.answers import good
from tests.intents.company import theatre
from tests.intents.engines.filled_in import SHOWN, filled_in

PLACES: list[Place] = [theatre().places[one] for one in SHOWN]


def test_a_filled_in_form_keeps_to_its_schema_and_comes_back_as_the_answer_it_stands_for() -> None:
    form = filled_in(good())
    assert valid(form, form_schema(PLACES, ["Béla Kiss"]))
    assert full_answer(form, PLACES) == good()
    assert valid(full_answer(form, PLACES), answer_schema(PLACES, ["Béla Kiss"]))


@pytest.mark.parametrize("number", [0, 4, -1, True, "1", 1.5, None])
def test_what_is_no_number_of_a_candidate_never_becomes_one(number: Any) -> None:
    form = filled_in(good())
    form["items"][0]["number"] = number
    form["shortlist"] = [number]
    answer: Any = full_answer(form, PLACES)
    assert not valid(form, form_schema(PLACES, []))
    assert not valid(answer, answer_schema(PLACES, []))
    assert "entitlement" not in answer["items"][0]
    assert answer["shortlist"] == [number]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("STUDIO", "STUDIO"), ("studio", "STUDIO"), ("Big Hall ", "MAIN"), ("cellar", "cellar")],
)
def test_a_value_may_be_said_by_another_of_its_names(said: str, meant: str) -> None:
    form = filled_in(good())
    form["items"][0]["scope"] = [{"key": "house", "value": said}]
    answer: Any = full_answer(form, PLACES)
    assert answer["items"][0]["scope"] == {"house": meant, "season": None}
    assert valid(answer, answer_schema(PLACES, [])) is (meant != "cellar")


def test_a_key_said_twice_is_refused_rather_than_chosen_from() -> None:
    form = filled_in(good())
    form["items"][0]["scope"] = [{"key": "house", "value": "MAIN"}, {"key": "house", "value": "STUDIO"}]
    assert not valid(full_answer(form, PLACES), answer_schema(PLACES, []))


def test_without_candidates_and_people_nothing_can_be_named() -> None:
    schema = form_schema([], [])
    empty = {**good(), "items": [], "shortlist": []}
    assert valid(empty, schema)
    assert not valid({**empty, "shortlist": [1]}, schema)
    assert not valid({**empty, "beneficiary": "Béla Kiss"}, schema)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 5) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["items", "shortlist", "number", "scope", "key", "value", "house"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
)


@settings(max_examples=examples(200), deadline=None)
@given(_JSON)
def test_whatever_comes_back_nothing_is_named_that_was_not_shown(filled: Any) -> None:
    answer = full_answer(filled, PLACES)
    items = answer.get("items") if isinstance(answer, dict) else None
    named = (
        [one.get("entitlement") for one in items if isinstance(one, dict)] if isinstance(items, list) else []
    )
    assert set(named) <= {*SHOWN, None}
