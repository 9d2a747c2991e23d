"""Who may have one variant of a level means that one, and not what only others may have."""

from __future__ import annotations

import pytest

from intents.candidates import index_of
from intents.engines.builtin import reading
from intents.understand import inquire
from intents.understanding import Outcome
from tests.catalog.demo import quillmere
from tests.intents.company import MONDAY
from tests.intents.conftest import Read

STAFF, CONTRACTORS = (f"tailscale/office-network:connect{rest}" for rest in ("", "-contractor"))


@pytest.mark.parametrize("person", ["priya.varnekar", "kofi.brentum"])
async def test_the_variant_for_others_makes_nobody_less_sure(read: Read, person: str) -> None:
    found = await read("I need the office VPN", person, where=quillmere())
    assert (found.outcome, [item.entitlement for item in found.items]) == (Outcome.PROPOSE, [STAFF])


@pytest.mark.parametrize(
    ("person", "own", "others"), [("priya.varnekar", STAFF, CONTRACTORS), ("oleh.drahan", CONTRACTORS, STAFF)]
)
def test_it_is_not_among_what_may_be_meant(person: str, own: str, others: str) -> None:
    demo = quillmere()
    inquiry = inquire("I need the office VPN", person=demo.people[person], company=demo, now=MONDAY)
    _, (choice,) = reading.read(inquiry, index_of(demo))
    ranked = [option.id for option in choice.ranked]
    assert ranked[0] == own
    assert others not in ranked


async def test_one_that_is_spoken_of_is_meant_whoever_may_have_it(read: Read) -> None:
    text = "I need the contractor profile of the office VPN"
    assert (await read(text, "priya.varnekar", where=quillmere())).outcome is not Outcome.PROPOSE
