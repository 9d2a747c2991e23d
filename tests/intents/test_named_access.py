"""Extending and giving back: what is named and not held is never answered with the nearest thing that is."""

import pytest

from intents.engines.builtin.engine import BuiltinEngine
from intents.named_access import held_meant, named_unheld
from intents.understand import understand
from intents.understanding import Understanding
from tests.eval.sets import demo
from tests.intents.company import MONDAY

COMPANY = demo().company
HOLDER = "mira.castelhano"
HELD = {holding.entitlement for holding in COMPANY.holdings_of(HOLDER)}


async def read(text: str) -> Understanding:
    person = COMPANY.people[HOLDER]
    return await understand(text, person=person, company=COMPANY, now=MONDAY, engine=BuiltinEngine())


@pytest.mark.parametrize(
    "text",
    [
        "extend my sales reports access",
        "please extend my sales reports access by two weeks",
        "I'm done with the sales reports",
        "I no longer need the sales reports",
    ],
)
async def test_what_is_named_and_not_held_is_said_to_be_just_that(text: str) -> None:
    found = await read(text)
    assert held_meant(found, HELD) == frozenset()
    assert named_unheld(found, HELD) == "snowflake/sales-reports:read"


@pytest.mark.parametrize("text", ["extend my hubspot leads", "I'm done with the hubspot leads"])
async def test_what_is_held_is_meant(text: str) -> None:
    found = await read(text)
    assert held_meant(found, HELD) == {"hubspot/leads:view"}
    assert named_unheld(found, HELD) is None


async def test_who_names_nothing_is_not_told_that_it_is_not_theirs() -> None:
    found = await read("I'm done with my access")
    assert named_unheld(found, HELD) is None


async def test_what_the_catalog_does_not_have_means_nothing_they_hold() -> None:
    found = await read("extend my access to the payroll")
    assert held_meant(found, HELD) == frozenset()
    assert named_unheld(found, HELD) is None


async def test_another_level_of_what_is_held_is_meant() -> None:
    found = (await read("extend my hubspot leads")).model_copy(
        update={
            "items": (),
            "shortlist": ("hubspot/leads:export", "hubspot/leads:view", "salesforce/accounts:edit"),
        }
    )
    assert held_meant(found, HELD) == {"hubspot/leads:view"}
