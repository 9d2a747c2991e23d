"""What a message was taken to mean: the one value that leaves this room.

The field names and the values are those of `usher understand`; other programs read them.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from catalog.durations import Duration
from catalog.model import EntitlementId, PersonId, ScopeValues


class Intent(StrEnum):
    """What the person wants of the assistant."""

    REQUEST = "request"
    EXTEND = "extend"
    RETURN = "return"
    STATUS = "status"
    INVENTORY = "inventory"
    DISCOVER = "discover"
    LOCKOUT = "lockout"
    WHY_DENIED = "why_denied"
    APPEAL = "appeal"
    EMERGENCY = "emergency"
    HELP = "help"
    OUT_OF_SCOPE = "out_of_scope"

    @property
    def acting(self) -> bool:
        """Whether it asks for something to be done to access, so that items are looked for."""
        return self in {Intent.REQUEST, Intent.EXTEND, Intent.RETURN, Intent.EMERGENCY}


class Outcome(StrEnum):
    """What the assistant can do with the message now."""

    PROPOSE = "propose"
    CHOOSE = "choose"
    ASK = "ask"
    NONE = "none"
    ANSWER = "answer"
    DECLINE = "decline"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(_Value):
    """One entitlement, narrowed; for a time of its own where the items of a message are for different ones."""

    entitlement: EntitlementId
    scope: ScopeValues = Field(default_factory=dict)
    duration: Duration | None = Field(default=None, exclude_if=lambda span: span is None)
    """For how long, where the items of a message are for different times; the message's own length is then None."""
    until: datetime | None = Field(default=None, exclude_if=lambda end: end is None)
    """The end that is named for it, where its own length is said by its end."""


AWAY = "was unavailable"
"""Follows, in `Understanding.engine`, the name of the engine that could not be asked."""


class Evidence(_Value):
    """The piece of the message that a field was read from."""

    field: str
    text: str


class Understanding(_Value):
    """A message, read. Every id exists and is visible to the person who would hold it."""

    id: str | None = None
    intent: Intent
    outcome: Outcome
    items: tuple[Item, ...] = ()
    duration: Duration | None = None
    until: datetime | None = None
    """The end that the message names, where it says how long by its end; no part of what is printed."""
    beneficiary: PersonId | None = None
    justification: str | None = None
    confidence: float = Field(ge=0, le=1)
    shortlist: tuple[EntitlementId, ...] = Field(default=(), max_length=5)
    question: str | None = None
    missing: tuple[str, ...] = ()
    """What the question is after: `need`, or the key of a required scope."""
    packages: tuple[str, ...] = ()
    """The access packages that `items` came from, by id; for the card, and no part of what is printed."""
    engine: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def simpler(self) -> bool:
        """Whether the language model was away and the built-in engine read in its place."""
        return self.engine.endswith(f" {AWAY})")
