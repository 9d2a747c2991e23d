"""No more is proposed than the own words ask for, whichever engine names it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.model import Company
from intents.power import beyond, said
from intents.understand import inquire
from intents.understanding import Outcome
from tests.catalog.demo import quillmere, understood
from tests.intents.company import MONDAY

EXPORT, VIEW = "hubspot/leads:export", "hubspot/leads:view"
COMPANY: Company = quillmere()


@pytest.mark.parametrize(
    "text",
    [
        "I need the trade fair leads for 2 weeks",
        "can João get the trade fair leads for 2 weeks pls",
        "the leads please",
    ],
)
async def test_a_level_of_high_risk_is_not_proposed_to_who_says_nothing_of_what_is_to_be_done(
    text: str,
) -> None:
    found = await understood("mira.castelhano", text)
    assert found.outcome is not Outcome.PROPOSE
    assert {EXPORT, VIEW} <= set(found.shortlist)


@pytest.mark.parametrize(
    "text", ["I need to export the trade fair leads", "download leads please", "exporter on the leads please"]
)
async def test_it_is_proposed_to_who_says_it(text: str) -> None:
    found = await understood("mira.castelhano", text)
    assert [item.entitlement for item in found.items] == [EXPORT]


@pytest.mark.parametrize(
    ("text", "level", "is_beyond"),
    [
        # No verb of approving, and a meaning that no other level of the ledger comes near to.
        ("I say yes or no to what others booked in the ledger", "sap/ledger:approve", False),
        ("what others entered in the ledger needs a look, mine", "sap/ledger:approve", True),
        ("I read the journals of others", "sap/ledger:approve", True),
        # Of high risk, and no verb at all: told by its meaning, or not told.
        (
            "the rebate on Anna's offers is above 15 percent and waits for my yes",
            "salesforce/quotes:approve-discounts",
            False,
        ),
        ("the trade fair leads for 2 weeks", "hubspot/leads:export", True),
    ],
)
def test_a_level_is_said_by_a_meaning_that_no_other_level_comes_near_to(
    text: str, level: str, is_beyond: bool
) -> None:
    inquiry = inquire(text, person=COMPANY.people["mira.castelhano"], company=COMPANY, now=MONDAY)
    assert beyond(COMPANY.places[level], said(inquiry), inquiry) is is_beyond


@pytest.mark.parametrize(
    "text",
    ["the database of production, and nobody else repairs its schemas and data", "unmasked primary data"],
)
def test_what_is_critical_is_never_said_by_its_meaning_alone(text: str) -> None:
    inquiry = inquire(text, person=COMPANY.people["takumi.oreda"], company=COMPANY, now=MONDAY)
    place = COMPANY.places["aws/production-databases:admin"]
    silent = replace(said(inquiry), asked=frozenset(), words=frozenset())
    assert beyond(place, silent, inquiry)
