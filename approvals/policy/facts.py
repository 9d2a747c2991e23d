"""What the policy is asked about: one possible grant, and everything a rule may look at.

Built from the database and the catalog by the operations, never from a message or a button.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from approvals.handovers import Handover
from approvals.model import StageName
from approvals.not_right import NotRight
from approvals.quorum import Circle, Yes
from approvals.risk.judgement import UNJUDGED, Judgement
from approvals.risk.warned import UNWARNED, Warned
from catalog.model import Company, EntitlementId, Person, PersonId, Place, ScopeValues


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One possible grant. `person` is the beneficiary: the one who would hold it."""

    company: Company
    person: Person
    requester: Person
    place: Place
    scope: ScopeValues = field(default_factory=dict)
    duration: timedelta | None
    """None asks for access without an end."""
    risk: int
    """The score, 0 to 100."""
    judged: Judgement = UNJUDGED
    """What the trained model made of it; its points are in the score already."""
    warned: Warned = UNWARNED
    """Warning signs at sign-in of late, about the person and the requester; their points are in the score already."""
    not_right: NotRight | None = None
    """What of the person's emergencies Security found not right; None where there never was any."""
    unreviewed: int | None = None
    """Where the glass is broken for it: how many other emergencies of theirs nobody has reviewed yet. None of what is asked
    for in the ordinary way, which is another question to the policy."""
    held: frozenset[EntitlementId] = frozenset()
    """What the person holds now, has pending, or asks for in the same request; without this item itself."""
    approvals: frozenset[StageName] = frozenset()
    """Where somebody said yes; whether a stage counts by that is the policy's word (`PolicyBook.decide`)."""
    said: tuple[Yes, ...] = ()
    """Who said so; empty where only the stages are known, and then one person did at each."""
    appeal_upheld: frozenset[StageName] = frozenset()
    """The stages whose people looked again at a refusal of this one, and overturned it."""
    spoken: frozenset[PersonId] = frozenset()
    """Everybody who has said yes or no about it, those included whose word does not count any more."""
    handed: tuple[Handover, ...] = ()
    """What those who were asked did with their stages instead of deciding, oldest first."""
    escalated: Mapping[StageName, int] = field(default_factory=dict)
    """How many further stops of its route have joined at a stage, since nobody there decided in time."""
    circles: Mapping[StageName, Circle] = field(default_factory=dict, compare=False)
    """Whose yes a stage needed where a rule wants everybody, as it was on the day of a recorded decision; worked out
    from the company and from what was handed over where it is not here."""
    requests_today: int = 1
    """How many requests the requester had made on the day this one was made, itself included."""
    now: datetime
