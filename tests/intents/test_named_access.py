"""Extending and giving back: what is named and not held is never answered with the nearest thing that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.engines.builtin.engine import BuiltinEngine
from intents.named_access import held_meant, named_unheld
from intents.names_said import NamesSaid, names_said, orders_extending
from intents.understand import understand
from intents.understanding import Intent, Outcome, Understanding
from tests.eval.sets import demo
from tests.intents.company import MONDAY

COMPANY = demo().company
HOLDER = "mira.castelhano"
HELD = {holding.entitlement for holding in COMPANY.holdings_of(HOLDER)}


READ, ADMIN = "aws/production-databases:read", "aws/production-databases:admin"
ENGINEER = "anneke.duyvis"


async def read(text: str, holder: str = HOLDER) -> Understanding:
    person = COMPANY.people[holder]
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


async def meant(text: str, held: set[str], holder: str = ENGINEER) -> frozenset[str]:
    """What of this they mean, as the listeners find it."""
    found, names = await read(text, holder), names_said(text, COMPANY)
    assert not held or named_unheld(found, held, names) is None
    return held_meant(found, held, names)


@pytest.mark.parametrize(
    "text",
    [
        "I'm done with the production databases",
        "I no longer need the production database",
        "extend my production database access by 2 hours, still repairing",
        "the production databases: please extend that by an hour",
    ],
)
@pytest.mark.parametrize("holder", [ENGINEER, "emil.roszak"])
async def test_whatever_level_is_held_of_what_is_named_is_meant(text: str, holder: str) -> None:
    assert await meant(text, {ADMIN}, holder) == {ADMIN}
    assert await meant(text, {READ}, holder) == {READ}
    assert await meant(text, {READ, ADMIN, "aws/production:read"}, holder) == {READ, ADMIN}


async def test_a_level_that_is_named_is_meant_alone() -> None:
    assert await meant("I'm done with the production databases admin", {READ, ADMIN}) == {ADMIN}
    assert await meant("I'm done with the production databases, the reader one", {READ, ADMIN}) == {READ}


@pytest.mark.parametrize("text", ["I'm done with tailscale", "I no longer need tailscale"])
async def test_what_else_is_held_is_not_listed_beside_what_is_named(text: str) -> None:
    everything = {place for place in COMPANY.places if not place.startswith("tailscale/")}
    network = "tailscale/office-network:connect"
    assert await meant(text, everything | {network}, HOLDER) == {network}


async def test_a_system_named_means_all_that_is_held_of_it() -> None:
    held = {"aws/sandbox:power-user", "aws/staging:deploy", "github/lens-designer:write"}
    assert await meant("I am done with AWS", held) == {"aws/sandbox:power-user", "aws/staging:deploy"}


@pytest.mark.parametrize(
    "text",
    [
        "extend it by two weeks, the guides take longer",
        "can you extend it, the dashboards take longer",
        "please keep that for another week, the sales reports are late",
        "extend this",
        "I'm done with it, the sales reports are out",
    ],
)
async def test_who_says_it_names_nothing_in_the_reason(text: str) -> None:
    names = names_said(text, COMPANY)
    assert names == NamesSaid(points_back=True)
    assert named_unheld(await read(text), set(), names) is None


@pytest.mark.parametrize(
    "text",
    ["I need the sales reports for longer, can you extend it?", "extend that dashboard", "extend my leads"],
)
def test_a_name_before_it_or_right_behind_that_is_a_name(text: str) -> None:
    assert not names_said(text, COMPANY).points_back


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("extend it by a week", True),
        ("please renew this", True),
        ("make it a week", False),
        ("an extended team", False),
    ],
)
def test_a_verb_of_extending_is_an_order(text: str, orders: bool) -> None:
    assert orders_extending(text) is orders


ENTITLEMENTS = st.sampled_from(sorted(COMPANY.places))


@given(
    held=st.frozensets(ENTITLEMENTS),
    shortlist=st.lists(ENTITLEMENTS, max_size=5, unique=True),
    outcome=st.sampled_from([Outcome.PROPOSE, Outcome.CHOOSE, Outcome.ASK, Outcome.NONE]),
)
def test_nobody_is_told_that_they_do_not_hold_what_they_hold_at_any_level(
    held: frozenset[str], shortlist: list[str], outcome: Outcome
) -> None:
    found = Understanding(
        intent=Intent.RETURN, outcome=outcome, shortlist=tuple(shortlist), confidence=0.5, engine="any"
    )
    resources = {one.rpartition(":")[0] for one in held}
    for names in (NamesSaid(), NamesSaid(points_back=True), NamesSaid(resources=frozenset(resources))):
        assert held_meant(found, held, names) <= held
        denied = named_unheld(found, held, names)
        assert denied is None or denied.rpartition(":")[0] not in resources
