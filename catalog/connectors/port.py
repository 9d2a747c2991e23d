"""What every connector promises, and the words it answers with.

A connector makes one system agree with one order, however often it is asked: `provision` of access that is
there and `revoke` of access that is gone both succeed without a change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from catalog.model import Person, PersonId, Place, ScopeValues


@dataclass(frozen=True, kw_only=True)
class Order:
    """One grant to put in place or take away; `key` is the same at every try."""

    key: str
    person: Person
    place: Place
    scope: ScopeValues = field(default_factory=dict)
    account: str = ""
    """The receipt's `account`, once the access was given: whose it is, whatever they are called by now."""


class Settled(StrEnum):
    """How an order ended."""

    DONE = "done"
    TASK = "task"
    """A person has to do it by hand and say so; the grant waits for that."""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What came of an order."""

    settled: Settled
    reference: str = ""
    """What the system calls it (a group id, a ticket), for the log."""
    account: str = ""
    """The system's own id of the account that was given the access; comes back with the order to take it away."""
    assignee: PersonId | None = None
    """Who has to do it by hand, for a task."""
    note: str = ""
    """One sentence for that person: what to do."""


class ConnectorFailed(Exception):
    """The system did not do it. `sentence` is fit for a person; `retryable` says whether trying again may help.

    `touched` says whether somebody's access may have changed all the same: one of the tries behind this
    failure sent such a change, and it is not certain that it was turned down.
    """

    def __init__(self, sentence: str, *, retryable: bool, touched: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.retryable = retryable
        self.touched = touched


class Connector(Protocol):
    """One way of carrying orders out."""

    async def provision(self, order: Order) -> Receipt:
        """Make it so that the person holds it. Raises ConnectorFailed."""

    async def revoke(self, order: Order) -> Receipt:
        """Make it so that the person does not hold it. Raises ConnectorFailed."""

    async def holds(self, order: Order) -> bool | None:
        """Whether the system says the person holds it; None when it cannot say. Raises ConnectorFailed."""

    async def close(self) -> None:
        """Let go of connections."""
