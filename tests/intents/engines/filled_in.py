"""Answers about ids, written as a model would fill in its form: numbers for candidates, scopes as pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from catalog.model import EntitlementId

SHOWN = (
    "ticketdesk/bookings:view", "ticketdesk/bookings:edit", "ticketdesk/bookings:admin",
)  # fmt: skip
"""The first candidates for a message about the bookings, in the order in which Ada is shown them."""


def filled_in(answer: Mapping[str, Any], shown: Sequence[EntitlementId] = SHOWN) -> dict[str, Any]:
    """The same answer as a filled-in form; what is no candidate gets a number nobody was shown."""

    def number(one: object) -> int:
        return shown.index(str(one)) + 1 if one in shown else 99

    items = [
        {
            "number": number(one["entitlement"]),
            "scope": [{"key": key, "value": value} for key, value in one["scope"].items() if value],
            "evidence": one["evidence"],
        }
        for one in answer["items"]
    ]
    return {**answer, "items": items, "shortlist": [number(one) for one in answer["shortlist"]]}
