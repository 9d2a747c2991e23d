"""A scope that may be left out: said anywhere it narrows; said, and yet no value to take, it is asked for."""

from __future__ import annotations

import pytest

from catalog.model import Company, ScopeRule
from intents.engines.builtin.engine import BuiltinEngine
from intents.understand import understand
from intents.understanding import Outcome, Understanding
from tests.intents.company import MONDAY, theatre

HALL = ScopeRule(values=("Oak", "Elm", "Ash"))


def _company() -> Company:
    """The theatre, whose rehearsal plans can be narrowed to a hall and need not be."""
    plain = theatre()
    systems = tuple(
        system.model_copy(
            update={
                "resources": tuple(
                    one.model_copy(update={"scopes": {"hall": HALL}})
                    if one.id == "stageplan/rehearsals"
                    else one
                    for one in system.resources
                )
            }
        )
        for system in plain.systems
    )
    return plain.model_copy(update={"systems": systems, "version": "theatre-halls"})


COMPANY = _company()


async def read(text: str) -> Understanding:
    return await understand(
        text, person=COMPANY.people["bela.kiss"], company=COMPANY, now=MONDAY, engine=BuiltinEngine()
    )


@pytest.mark.parametrize(
    ("text", "halls"),
    [
        ("I need to read the rehearsal plan. Elm only", ["Elm"]),
        ("we are short of people in Elm. I need to read the rehearsal plan", ["Elm"]),
        ("I need to read the rehearsal plan, Oak, sorry, Elm", ["Elm"]),
        ("I need to read the rehearsal plan for Oak and Ash", ["Oak", "Ash"]),
        ("I need to read the rehearsal plan for all halls", [None]),
        ("I need to read the rehearsal plan, two weeks only", [None]),
        ("I need to read the rehearsal plan for the winter gala", [None]),
        ("I need to read the rehearsal plan for Carla Finch's guests", [None]),
    ],
)
async def test_what_narrows_is_taken_wherever_it_is_said(text: str, halls: list[str | None]) -> None:
    found = await read(text)
    assert [item.scope.get("hall") for item in found.items] == halls


@pytest.mark.parametrize(
    "text",
    [
        "I need to read the rehearsal plan for every hall except Elm",
        "I need to read the rehearsal plan, not Elm",
        "I need to read the rehearsal plan for Oak or Elm",
        "I need to read the rehearsal plan for the Beech hall",
        "I need to read the rehearsal plan for two of the halls",
        "I need to read the rehearsal plan for my own troupe only",
        "I need to read the rehearsal plan in Beechwood",
    ],
)
async def test_what_narrows_without_a_value_is_asked_for(text: str) -> None:
    found = await read(text)
    assert found.outcome is Outcome.ASK, found
    assert found.missing == ("hall",)
    assert (
        found.question == "Which hall do you need for Stageplan · Rehearsal plan? It can be Oak, Elm or Ash."
    )
