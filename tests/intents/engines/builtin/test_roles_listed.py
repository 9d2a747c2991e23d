"""Roles of one system called by their names in a list: none of them is dropped, and everyday words are no names."""

from __future__ import annotations

import pytest

from catalog.kinds import RiskLevel
from catalog.model import Company, Entitlement
from intents.engines.builtin.engine import BuiltinEngine
from intents.understand import understand
from intents.understanding import Outcome, Understanding
from tests.intents.company import MONDAY, theatre

ROLES = "ticketdesk/prices"


def _company() -> Company:
    """The theatre, whose price lists have two roles with names that nobody says of anything else."""
    plain = theatre()
    more = tuple(
        Entitlement(
            id=f"{ROLES}:{name.replace('_', '-')}",
            level=name.replace("_", "-"),
            name=name,
            description=about,
            risk=RiskLevel.LOW,
        )
        for name, about in (("tariffer", "Works the tariffs."), ("fare_manager", "Schedules fares."))
    )
    systems = tuple(
        system.model_copy(
            update={
                "resources": tuple(
                    one.model_copy(update={"entitlements": (*one.entitlements, *more)})
                    if one.id == ROLES
                    else one
                    for one in system.resources
                )
            }
        )
        for system in plain.systems
    )
    return plain.model_copy(update={"systems": systems, "version": "theatre-roles"})


COMPANY = _company()
BOTH = [f"{ROLES}:tariffer", f"{ROLES}:fare-manager"]


async def read(text: str) -> Understanding:
    person = COMPANY.people["ada.moor"]
    return await understand(text, person=person, company=COMPANY, now=MONDAY, engine=BuiltinEngine())


@pytest.mark.parametrize(
    "text",
    [
        "tariffer, fare_manager",
        "I need tariffer, fare_manager in Ticketdesk price lists",
        "tariffer and fare_manager on the price lists, please",
        "price lists: tariffer for two weeks, fare_manager until Friday",
    ],
)
async def test_each_role_of_the_list_is_proposed_or_offered_first(text: str) -> None:
    found = await read(text)
    named = [item.entitlement for item in found.items] or list(found.shortlist[:2])
    assert sorted(named) == sorted(BOTH)
    assert found.outcome in {Outcome.PROPOSE, Outcome.CHOOSE}


@pytest.mark.parametrize(
    "text", ["read, approve on the price lists", "reader or approver on the price lists"]
)
async def test_everyday_words_for_levels_are_no_list_of_roles(text: str) -> None:
    assert len((await read(text)).items) < 2
