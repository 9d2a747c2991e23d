"""What only tells of access, or asks about it, files nothing."""

from __future__ import annotations

import pytest

from intents.understanding import Intent, Outcome
from tests.catalog.demo import understood

TOLD = [
    ("we've been given read on the firmware repositories, cheers", Intent.INVENTORY),
    ("read on the firmware repositories works again", Intent.INVENTORY),
    ("they granted me read on the firmware repositories by accident", Intent.INVENTORY),
    ("I applied for read on the firmware repositories on Tuesday", Intent.STATUS),
    ("we are still waiting for read on the firmware repositories", Intent.STATUS),
    ("we were turned down for read on the firmware repositories", Intent.WHY_DENIED),
    ("does read on the firmware repositories conflict with the signing keys?", Intent.DISCOVER),
    ("what would read on the firmware repositories allow?", Intent.DISCOVER),
    ("should Kofi sign off read on the firmware repositories?", Intent.DISCOVER),
    ("Tomé holds read on the firmware repositories, why?", Intent.INVENTORY),
]
WISHED = [
    "read on the firmware repositories",
    "I was turned down for write on the firmware repositories, so read on the firmware repositories please",
    "I got moved to the firmware team. I need read on the firmware repositories",
    "we've been given a new project. Can I get read on the firmware repositories?",
]


@pytest.mark.parametrize(("text", "intent"), TOLD)
async def test_what_is_told_or_asked_is_answered(text: str, intent: Intent) -> None:
    found = await understood("takumi.oreda", text)
    assert (found.intent, found.outcome, found.items) == (intent, Outcome.ANSWER, ())


@pytest.mark.parametrize("text", WISHED)
async def test_who_also_wishes_makes_a_request(text: str) -> None:
    assert (await understood("takumi.oreda", text)).intent is Intent.REQUEST


@pytest.mark.parametrize(
    "text",
    [
        "I will need read on the firmware repositories, but not right now",
        "some day I would want read on the firmware repositories",
    ],
)
async def test_what_is_for_later_is_offered_and_not_proposed(text: str) -> None:
    found = await understood("takumi.oreda", text)
    assert (found.intent, found.outcome) == (Intent.REQUEST, Outcome.CHOOSE)


@pytest.mark.parametrize("end", ["no time to explain", "there is no time for a meeting"])
async def test_haste_without_a_comma_rules_nothing_out(end: str) -> None:
    found = await understood(
        "takumi.oreda", f"customers cannot pay, I need admin on the production databases right now {end}"
    )
    assert found.intent is Intent.EMERGENCY
    assert [item.entitlement for item in found.items] == ["aws/production-databases:admin"]
