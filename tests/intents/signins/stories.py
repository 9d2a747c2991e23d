"""Stories of one person's morning, as the providers logged them, and the question why it went wrong."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from catalog.model import Company
from intents.signins.event import SignInEvent
from intents.signins.explain import explain
from intents.signins.explanation import Explanation, OwnRecord
from intents.signins.normalise import normalise
from tests.intents.company import MONDAY, theatre


@cache
def house() -> Company:
    """The theatre, once."""
    return theatre()


def events(*raws: dict[str, Any]) -> list[SignInEvent]:
    """What the providers wrote, read."""
    return [normalise(raw) for raw in raws]


def told(
    *raws: dict[str, Any],
    own: tuple[OwnRecord, ...] = (),
    now: datetime = MONDAY,
    company: Company | None = None,
    person: str = "ada.moor",
) -> Explanation:
    """Why Ada could not get in."""
    where = company or house()
    return explain(where, where.people[person], events=events(*raws), own=own, now=now)


def shown(explanation: Explanation) -> list[str]:
    """The ids of what shows it, the most decisive first."""
    return [event.logged_as for event in explanation.blocking.evidence]
