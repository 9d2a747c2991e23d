"""The words of this room: what a request, its items, its stages and its grants can be.

Values only. The rows are in `approvals.store.tables`; what may happen to them is in `approvals.operations`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from catalog.durations import Duration
from catalog.model import EntitlementId, ScopeValues


class Value(BaseModel):
    """A frozen value; equal when its fields are."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StageName(StrEnum):
    """A yes that a policy can demand, in the order in which they are asked."""

    MANAGER = "manager"
    OWNER = "owner"
    SECURITY = "security"


class ItemStatus(StrEnum):
    """Where one item of a request stands."""

    PENDING = "pending"
    """At least one stage is open."""
    APPROVED = "approved"
    """Granted; the grant says how far it is."""
    DENIED = "denied"
    """A person said no."""
    REFUSED = "refused"
    """Policy said no."""
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """Nobody decided in time."""


class GrantStatus(StrEnum):
    """Where a grant stands."""

    PROVISIONING = "provisioning"
    LIVE = "live"
    REVOKING = "revoking"
    ENDED = "ended"
    FAILED = "failed"
    """The system would not take it, or somebody said it cannot be done; nobody holds it."""


class EndReason(StrEnum):
    """Why a grant ended."""

    EXPIRED = "expired"
    RETURNED = "returned"
    REVOKED = "revoked"
    UNREVIEWED = "unreviewed"
    """Nobody answered its monthly review."""
    STOPPED = "stopped"
    """It was called off before it was live; what a system may have done by then is undone."""


class ReviewOutcome(StrEnum):
    """What came of one month's review of a grant."""

    OPEN = "open"
    KEPT = "kept"
    NOT_RENEWED = "not_renewed"
    """Kept until its end, which nobody may move."""
    ENDED = "ended"
    LAPSED = "lapsed"
    """Nobody answered in time."""
    DROPPED = "dropped"
    """The access ended meanwhile, so there was nothing to answer."""


class TaskKind(StrEnum):
    """What somebody is asked to do by hand."""

    PROVISION = "provision"
    REVOKE = "revoke"


class TaskStatus(StrEnum):
    """Where a manual task stands."""

    OPEN = "open"
    DONE = "done"
    CANNOT = "cannot"
    DROPPED = "dropped"
    """Nobody has to do it any more: the grant moved on without it."""


class Verdict(StrEnum):
    """What a person said at a stage."""

    APPROVED = "approved"
    DENIED = "denied"


class Ruling(StrEnum):
    """What came of an appeal."""

    OVERTURNED = "overturned"
    """The no is lifted; policy is asked again."""
    STANDS = "stands"
    LAPSED = "lapsed"
    """Nobody looked at it in time, so the no stands."""


class Review(StrEnum):
    """What Security says to an emergency afterwards."""

    RIGHT = "right"
    NOT_RIGHT = "not_right"


class Said(StrEnum):
    """Where something about a question was said."""

    CARD = "card"
    """On the card: the question itself."""
    MESSAGES = "messages"
    """In the direct messages with the requester."""
    THREAD = "thread"
    """In the thread, for all who read it."""


class RiskBand(StrEnum):
    """Who has to look: nobody, a manager, Security as well."""

    LOW = "low"
    ELEVATED = "elevated"
    HIGH = "high"


class Wish(Value):
    """One entitlement asked for, narrowed."""

    entitlement: EntitlementId
    scope: ScopeValues = Field(default_factory=dict)
    duration: Duration | None = Field(default=None, exclude_if=lambda span: span is None)
    """For how long, where it is for another time than what is asked for beside it."""
    until: datetime | None = Field(default=None, exclude_if=lambda end: end is None)
    """The end that was named for it, where that length came of one."""

    def time(
        self, duration: timedelta | None, until: datetime | None
    ) -> tuple[timedelta | None, datetime | None]:
        """Its own length with the end that was named for it, or else those of all that is asked for with it."""
        return (self.duration, self.until) if self.duration else (duration, until)


class Factor(Value):
    """One contribution to the risk score, in points, and why in words."""

    name: str
    points: float
    says: str


class Risk(Value):
    """The risk score, 0 to 100, with every factor's exact contribution (they sum to the score)."""

    score: int = Field(ge=0, le=100)
    band: RiskBand
    factors: tuple[Factor, ...]


DECIDED_BY = {
    ItemStatus.APPROVED: Verdict.APPROVED,
    ItemStatus.DENIED: Verdict.DENIED,
}
"""What was said by whoever decided an item, where a person did."""


class Quorum(Value):
    """How many people have to say yes at a stage: at least so many, or all who are asked first."""

    least: int = Field(default=1, ge=1)
    everybody: bool = False


ONE = Quorum()
"""Any one of those who may decide."""


class Reason(Value):
    """A policy that fired: its id, its own words, and the stage it asks for (None: it refuses)."""

    policy: str
    says: str
    needs: StageName | None = None
    quorum: Quorum | None = None
    """How many people it wants at that stage; None: one."""
    after: tuple[StageName, ...] = ()
    """The stages that have to be decided before that one is asked, where they are open."""


class Opened(Value):
    """A rule that ships and did not count, because the company opened it for cases like this one."""

    rule: str
    by: str
    """The company's rule that says so."""
    reason: str


class PolicyAnswer(StrEnum):
    """The answer to *may this grant be made now?*"""

    GRANTED = "granted"
    NEEDS = "needs"
    REFUSED = "refused"


class Decision(Value):
    """The policy's answer with everything that led to it."""

    answer: PolicyAnswer
    open_stages: tuple[StageName, ...] = ()
    """Those that are needed still, in the order of their names; empty unless the answer is `needs`."""
    reasons: tuple[Reason, ...] = ()
    opened: tuple[Opened, ...] = ()
    observed: tuple[Reason, ...] = ()
    """What rules that only observe would have said; it decided nothing."""
    steps_up: bool = False
    """Refused, but for a one-time code alone: with a right one the answer would be another."""
    policy_version: str
    """SHA-256 over the effective policy texts."""
