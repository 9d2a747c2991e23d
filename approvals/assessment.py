"""What would happen if something were requested now, as a value: shown on the card before anything is filed."""

from __future__ import annotations

from datetime import datetime

from approvals.ends import passed
from approvals.model import Decision, Risk, Value
from approvals.pictures import StagePicture
from approvals.policy.change import Change
from catalog.durations import Duration
from catalog.model import EntitlementId, ScopeValues


class Assessment(Value):
    """What would happen if this were requested now: shown on the card before anything is filed."""

    entitlement: EntitlementId
    label: str
    scope: ScopeValues
    duration: Duration | None
    """After the entitlement's ceiling and its default; None is access without an end."""
    shortened: bool
    """Whether the ceiling cut what was asked for."""
    at: datetime
    """When this was so."""
    until: datetime | None = None
    """The end that was named."""

    @property
    def over(self) -> bool:
        """Whether the end that was named has passed, so that nothing can be asked for."""
        return passed(self.until, self.at)

    risk: Risk
    decision: Decision
    approvers: tuple[StagePicture, ...]
    held_until: datetime | None = None
    already_held: bool = False
    leaving: bool = False
    """Held only until a system has taken it away."""
    extendable: str = ""
    """The grant that could be extended instead, where it is held through Usher and ends."""
    already_pending: bool = False
    missing_scopes: tuple[str, ...] = ()
    change: Change | None = None
    """The smallest change that would turn the policy's answer, where one was looked for and found."""
    appealable: bool = False
    """Refused by rules that somebody may make an exception to."""
