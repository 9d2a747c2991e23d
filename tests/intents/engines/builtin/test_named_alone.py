"""What is named alone: the one thing of a system that somebody may have, else what there is of it to pick from."""

from __future__ import annotations

import pytest

from intents.understanding import Outcome
from tests.catalog.demo import quillmere
from tests.intents.conftest import Read

OFFICE = "tailscale/office-network:connect"


@pytest.mark.parametrize("text", ["vpn", "I need the VPN", "VPN please", "urgent: vpn", "need vpn till tmrw"])
async def test_the_only_thing_of_a_system_is_proposed(read: Read, text: str) -> None:
    found = await read(text, "priya.varnekar", where=quillmere())
    assert (found.outcome, [item.entitlement for item in found.items]) == (Outcome.PROPOSE, [OFFICE])


async def test_of_several_things_only_those_of_the_system_are_offered(read: Read) -> None:
    found = await read("I need the VPN", "lena.wisnik", where=quillmere())
    assert found.outcome is Outcome.CHOOSE
    assert len(found.shortlist) > 1
    assert {one.partition("/")[0] for one in found.shortlist} == {"tailscale"}


async def test_of_a_thing_that_is_named_only_its_levels_are_offered(read: Read) -> None:
    found = await read("access to quality register", "kofi.brentum", where=quillmere())
    assert found.outcome is Outcome.CHOOSE
    assert set(found.shortlist) == {"jira/quality-register:view", "jira/quality-register:investigate"}


async def test_what_lets_one_do_least_is_offered_first_and_power_last(read: Read) -> None:
    found = await read("I need Salesforce", "mira.castelhano", where=quillmere())
    assert found.outcome is Outcome.CHOOSE
    assert len(found.shortlist) == 5
    assert found.shortlist[0] == "salesforce/accounts:view"
    assert not any(one.startswith("salesforce/administration:") for one in found.shortlist)


async def test_what_others_may_have_of_it_is_no_reason_for_a_no(read: Read) -> None:
    """Most spaces of the wiki are for other departments, and one of those may fit best."""
    found = await read("access to the wiki", "mira.castelhano", where=quillmere())
    assert found.outcome is Outcome.CHOOSE
    assert {one.partition("/")[0] for one in found.shortlist} == {"confluence"}


async def test_what_gives_power_is_not_proposed_for_being_the_only_thing(read: Read) -> None:
    demo = quillmere()
    system = next(one for one in demo.systems if one.id == "tailscale")
    only = next(one for one in system.resources if one.id == "tailscale/server-network")
    narrowed = demo.model_copy(
        update={"systems": (system.model_copy(update={"resources": (only,)}),), "version": "servers only"}
    )
    found = await read("I need the VPN", "lena.wisnik", where=narrowed)
    assert found.outcome is not Outcome.PROPOSE
    assert found.shortlist == ("tailscale/server-network:connect",)


async def test_what_else_is_said_may_mean_something_else(read: Read) -> None:
    found = await read("the VPN of the optics lab", "priya.varnekar", where=quillmere())
    assert found.outcome is not Outcome.PROPOSE
