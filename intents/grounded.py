"""What is left of an engine's answer once it was held against the schema, the catalog and the message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from catalog.model import EntitlementId, PersonId
from intents.understanding import Evidence, Intent, Item

DOUBTED = 0.89
"""How sure a reading with a doubt may be at most: not enough to propose."""


@dataclass(frozen=True, kw_only=True)
class Grounded:
    """What is left of an answer."""

    intent: Intent | None
    fit: str | None
    items: tuple[Item, ...]
    shortlist: tuple[EntitlementId, ...]
    duration: timedelta | None
    until: datetime | None = None  # where the words of the length name an end
    beneficiary: PersonId | None
    justification: str | None
    confidence: float
    says: float
    """How sure the engine itself says it is; doubts leave that as it is."""
    evidence: tuple[Evidence, ...]
    cleared: tuple[str, ...]
    """The fields that said something that did not hold."""
    doubts: tuple[str, ...] = ()
    """What holds but was not said so: `level`, `scope`."""
    unsettled: tuple[tuple[EntitlementId, str], ...] = ()
    """Scope keys that may be left out, and that the message speaks of without saying what to take."""

    @property
    def named(self) -> list[EntitlementId]:
        """The entitlements it names."""
        return [item.entitlement for item in self.items]
