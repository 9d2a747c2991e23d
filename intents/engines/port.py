"""What every language engine promises: it is shown one message and answers with JSON, which nobody trusts yet.

The answer is held against the schema and then against the message by `intents.understand`; an engine can
therefore be wrong, but it cannot name what does not exist or what the person may not see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from catalog.model import Company, Person, Place
from intents.candidates import Match
from intents.ending import Ending
from intents.passages import Clause, given_back
from intents.people_named import Beneficiary
from intents.roster import Named
from intents.said_duration import SaidDuration


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """One message, with everything an engine may use to read it."""

    text: str
    person: Person
    """Who writes."""
    company: Company
    now: datetime
    parts: tuple[Clause, ...]
    matches: tuple[Match, ...]
    """What the words of the message find in the whole catalog, best first; not filtered by who may see it."""
    candidates: tuple[Place, ...]
    """What may be named in the answer, best first: at most 40, each visible to somebody it may be for."""
    named: tuple[Named, ...] = ()
    """The colleagues named in the message; the only ones it can be for."""
    beneficiary: Beneficiary = field(default_factory=lambda: Beneficiary(None))
    """Whom the rules take it to be for."""
    length: SaidDuration | None = None
    """How long it says, as the rules count it."""
    lengths: tuple[SaidDuration, ...] = ()
    """Every length it says, that one first."""
    ending: Ending | None = None
    """The act of taking access away, where the message has one."""
    schema: Mapping[str, object] = field(default_factory=dict)
    """The JSON Schema of an answer to this message."""

    @property
    def given_back(self) -> tuple[Clause, ...]:
        """The clauses as they read when access is given up."""
        return tuple(given_back(self.parts, self.ending.clauses if self.ending else ()))


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What an engine answered: JSON as decoded (or whatever else it was), and who answered in the end."""

    answer: object
    engine: str
    second: object | None = None
    """What the built-in engine makes of the same message, when a language model answered."""


class Engine(Protocol):
    """A way of reading one message."""

    @property
    def name(self) -> str:
        """What stands in `engine` when it answers itself."""
        ...

    async def read(self, inquiry: Inquiry) -> Reading:
        """Read the message. May raise; the caller treats that as no answer."""
        ...


@runtime_checkable
class Warms(Protocol):
    """An engine with something slow to load, which can be done before the first message."""

    def warm_up(self) -> None:
        """Load it. Blocks for seconds; never raises for what the first message would meet anyway."""
        ...
