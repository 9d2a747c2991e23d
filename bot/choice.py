"""What is on a card: read from a message, picked from a list, filled in or changed; and the last change in words."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from approvals.model import Wish
from catalog.durations import Duration
from catalog.model import EntitlementId, PersonId
from intents.understanding import Understanding


class Change(BaseModel):
    """What the last message changed on a card, and which message that was: read again, it changes nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    event: str
    says: str
    """The change in words, for the card and for the answer."""


class Choice(BaseModel):
    """What is on the card: read from the message first, changed by the person after."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    items: tuple[Wish, ...] = ()
    duration: Duration | None = None
    justification: str = ""
    beneficiary: PersonId | None = None
    change: Change | None = None
    offered: tuple[EntitlementId, ...] | None = None
    """The list that some of the items were picked from, of which more can be added; empty where it is done with, and
    None for the one that was understood."""

    @classmethod
    def read_from(cls, understanding: Understanding) -> Choice:
        """What the message says."""
        return cls(
            items=tuple(
                Wish(entitlement=item.entitlement, scope=item.scope, duration=item.duration)
                for item in understanding.items
            ),
            duration=understanding.duration,
            justification=(understanding.justification or "").strip(),
            beneficiary=understanding.beneficiary,
        )
