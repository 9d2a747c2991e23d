"""No more is proposed than the own words ask for, whichever engine names it."""

from __future__ import annotations

import pytest

from intents.understanding import Outcome
from tests.catalog.demo import understood

EXPORT, VIEW = "hubspot/leads:export", "hubspot/leads:view"


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
