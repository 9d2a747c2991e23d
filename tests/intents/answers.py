"""Engines that answer whatever a test wants."""

from __future__ import annotations

from intents.engines.port import Inquiry, Reading


class Scripted:
    """Answers the same to every message, or fails."""

    name = "scripted"

    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.seen: list[Inquiry] = []

    async def read(self, inquiry: Inquiry) -> Reading:
        self.seen.append(inquiry)
        if isinstance(self.answer, BaseException):
            raise self.answer
        return Reading(answer=self.answer, engine=self.name)


def good(**changes: object) -> dict[str, object]:
    """A sound answer to `I need to view the bookings of the studio until Friday, stock taking`."""
    answer: dict[str, object] = {
        "intent": "request",
        "fit": "exact",
        "items": [item("ticketdesk/bookings:view", {"house": "STUDIO", "season": None}, "view the bookings")],
        "shortlist": ["ticketdesk/bookings:view", "ticketdesk/bookings:edit"],
        "duration": {"text": "until Friday", "iso": "P99D"},
        "beneficiary": None,
        "justification": "stock taking",
        "confidence": 0.95,
    }
    return {**answer, **changes}


def item(entitlement: str, scope: dict[str, str | None], evidence: str) -> dict[str, object]:
    return {"entitlement": entitlement, "scope": scope, "evidence": evidence}
