"""Short ways to put a question to the policy."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from approvals.model import Decision
from approvals.policy.facts import Facts
from catalog.model import Company, Place
from tests.approvals.company import DASHBOARDS, NOW, SALES, small_company

NORTHLIGHT = small_company()


def facts(
    entitlement: str = DASHBOARDS, person: str = "tom.reyes", *, company: Company = NORTHLIGHT, **changes: Any
) -> Facts:
    """A harmless wish of Tom's for two weeks, or what the changes make of it; `requester` may be an id."""
    requester = company.people[changes.pop("requester", person)]
    asked: dict[str, Any] = {
        "company": company,
        "person": company.people[person],
        "requester": requester,
        "place": company.places[entitlement],
        "scope": {"region": "EMEA"} if entitlement == SALES else {},
        "duration": timedelta(days=14),
        "risk": 10,
        "now": NOW,
    }
    return Facts(**(asked | changes))


def place_with(
    entitlement: str = DASHBOARDS, *, resource: dict[str, Any] | None = None, **changes: Any
) -> Place:
    """One of Northlight's places with fields of its entitlement (and of its resource) replaced."""
    place = NORTHLIGHT.places[entitlement]
    return Place(
        system=place.system,
        resource=place.resource.model_copy(update=resource or {}),
        entitlement=place.entitlement.model_copy(update=changes),
    )


def policies_that_fired(decision: Decision) -> set[str]:
    """The rules that an answer rests on."""
    return {reason.policy for reason in decision.reasons}
