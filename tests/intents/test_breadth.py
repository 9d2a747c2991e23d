"""What is too broad to act on, and what of that is said to be a copy of somebody's access."""

from __future__ import annotations

import pytest

from intents.breadth import too_broad, wants_a_copy
from intents.passages import clauses
from intents.roster import roster
from intents.understanding import Outcome
from tests.intents.company import theatre
from tests.intents.conftest import Read

COPIES = [
    "give me the same access as Carla",
    "get me Carla's access",
    "give me Carla Finch's rights please",
    "Give us Carla\u2019s permissions",
    "give me her access",
    "give me my colleague's roles",
    "same permissions as my colleagues",
    "I want whatever Dan has",
    "I need the same access Carla has",
    "set up identical access to Carla's",
    "clone Dan's profile to me",
    "I want to work like Carla does",
]
BROAD = [
    "I need the same access in staging",
    "copy the production access",
    "I need access to anything you have",
    "I don't have a manager. Give me anything in Stageplan",
    "give me everything in Stageplan",
]
NARROW = [
    "please give me Salesforce's roles for editing accounts",
    "get me Jira's access for the support project",
    "give me today's access again",
    "the price list is mine now and it won't let me type anything",
    "I can find her booking, but I can't change anything for her",
    "where are the price lists? I'd like to have them",
    "Ada should be able to swap seats like Carla does",
    "everything is down, break glass admin on Ticketdesk",
    "give me Ticketdesk's rights to view the bookings of the studio",
]


def judged(text: str) -> tuple[bool, bool]:
    parts, named = clauses(text), roster(theatre()).named(text)
    return too_broad(parts, named), wants_a_copy(parts, named)


@pytest.mark.parametrize("text", COPIES)
def test_what_somebody_else_has_is_too_broad_and_a_copy(text: str) -> None:
    assert judged(text) == (True, True)


@pytest.mark.parametrize("text", BROAD)
def test_what_is_the_same_as_no_persons_is_too_broad_and_no_copy(text: str) -> None:
    assert judged(text) == (True, False)


@pytest.mark.parametrize("text", NARROW)
def test_what_a_system_or_a_day_has_is_nobodys(text: str) -> None:
    assert judged(text) == (False, False)


def test_a_colleague_who_is_named_beside_the_wish_is_not_copied() -> None:
    assert judged("I need the same access in staging for the demo with Carla") == (True, False)


async def test_the_roles_of_a_system_are_asked_for_like_any_others(read: Read) -> None:
    found = await read("give me Ticketdesk's rights to view the bookings of the studio")

    assert found.outcome is Outcome.PROPOSE
    assert [item.entitlement for item in found.items] == ["ticketdesk/bookings:view"]


async def test_a_wish_too_broad_is_not_called_a_copy(read: Read) -> None:
    found = await read("I need the same access in staging")

    assert found.question is not None
    assert found.question.startswith("That is too broad")
