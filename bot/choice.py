"""What is on a card: read from a message, picked from a list, filled in or changed; and the last change in words."""

from __future__ import annotations

from datetime import datetime

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
    until: datetime | None = None
    """The end that was named, beside the length it came to on that day."""
    of_these: bool = False
    """Whether that length was said of what is on the card by then, so that nothing picked later takes it."""
    justification: str = ""
    beneficiary: PersonId | None = None
    change: Change | None = None
    offered: tuple[EntitlementId, ...] | None = None
    """The list that some of the items were picked from, of which more can be added; empty where it is done with, and
    None for the one that was understood."""

    def with_more(self, wish: Wish) -> Choice:
        """The same with one more thing picked beside what is there."""
        there, shared = self.items, {"duration": self.duration, "until": self.until}
        if (not self.of_these and wish.duration is None) or self.duration is None:
            return self.model_copy(update={"items": (*there, wish)})
        own = tuple(one if one.duration else one.model_copy(update=shared) for one in there)
        return self.model_copy(update={"items": (*own, wish), "duration": None, "until": None})

    @classmethod
    def read_from(cls, understanding: Understanding) -> Choice:
        """What the message says."""
        return cls(
            items=tuple(
                Wish(entitlement=item.entitlement, scope=item.scope, duration=item.duration, until=item.until)
                for item in understanding.items
            ),
            duration=understanding.duration,
            until=understanding.until,
            justification=(understanding.justification or "").strip(),
            beneficiary=understanding.beneficiary,
        )
