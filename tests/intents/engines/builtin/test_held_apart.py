"""Several things given up in one message: each that is held is meant, and a list that names more is picked from."""

from __future__ import annotations

import pytest

from catalog.model import Company, Holding
from intents.engines.builtin.engine import BuiltinEngine
from intents.understand import understand
from intents.understanding import Intent, Outcome, Understanding
from tests.intents.company import MONDAY, theatre

HELD = ("ticketdesk/prices:view", "stageplan/rehearsals:view")


def _company() -> Company:
    plain = theatre()
    held = tuple(Holding(person="carla.finch", entitlement=one) for one in HELD)
    return plain.model_copy(update={"holdings": (*plain.holdings, *held), "version": "theatre-held"})


COMPANY = _company()


async def read(text: str, person: str = "ada.moor") -> Understanding:
    return await understand(
        text, person=COMPANY.people[person], company=COMPANY, now=MONDAY, engine=BuiltinEngine()
    )


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("offboard Carla Finch: price lists, rehearsal plan", "ada.moor"),
        ("I no longer need the price lists and the rehearsal plan", "carla.finch"),
    ],
)
async def test_each_thing_of_the_list_is_given_up(text: str, person: str) -> None:
    found = await read(text, person)
    assert found.intent is Intent.RETURN
    named = [item.entitlement for item in found.items] or list(found.shortlist[:2])
    assert sorted(named) == sorted(HELD)


async def test_what_they_do_not_hold_leaves_it_to_be_picked() -> None:
    found = await read("offboard Carla Finch: price lists, rehearsal plan, light cues")
    assert found.outcome is not Outcome.PROPOSE
    assert set(found.shortlist) >= set(HELD)
