"""A change that turns the answer: what to ask for instead, and how that is said to people."""

from __future__ import annotations

from dataclasses import dataclass

from approvals.model import Decision, PolicyAnswer, StageName, Value
from approvals.policy.facts import Facts
from approvals.policy.variations import ANY_VALUE, Variation
from approvals.policy.wording import listed
from approvals.quorum import quorum_of
from catalog.durations import Duration
from catalog.model import EntitlementId, ScopeValues

_WHO = {StageName.MANAGER: "the manager", StageName.OWNER: "the owner", StageName.SECURITY: "Security"}


class Change(Value):
    """What to ask for instead, and what the policy says to it; what stays as it was is as it was asked for."""

    says: str
    """`Ask for 90 days or less and the manager alone decides.`"""
    entitlement: EntitlementId
    scope: ScopeValues
    """Without those that are still to be named."""
    duration: Duration | None
    dropped: tuple[EntitlementId, ...] = ()
    """What the person would no longer hold, wait for or ask for together with it."""
    answer: PolicyAnswer
    stages: tuple[StageName, ...] = ()
    steps: int
    """How many things are different."""


@dataclass(frozen=True, kw_only=True)
class Turned:
    """Facts after which the answer is better, and the variations that led to them."""

    facts: Facts
    decision: Decision
    varied: tuple[Variation, ...]

    def in_words(self) -> Change:
        """The change as people read it."""
        facts, decision = self.facts, self.decision
        parts = [one.says for one in self.varied]
        if all(part.startswith("ask ") for part in parts):
            parts[1:] = [part.removeprefix("ask ") for part in parts[1:]]
        stages = decision.open_stages
        if not stages:
            outcome = "nobody has to approve"
        elif len(stages) == 1:
            outcome = f"{_who(decision, stages[0])} alone decides"
        else:
            outcome = f"{listed(_who(decision, stage) for stage in stages)} decide"
        wanted = listed(parts)
        comma = "," if len(parts) > 1 else ""
        return Change(
            says=f"{wanted[:1].upper()}{wanted[1:]}{comma} and {outcome}.",
            entitlement=facts.place.entitlement.id,
            scope={key: value for key, value in facts.scope.items() if value != ANY_VALUE},
            duration=facts.duration,
            dropped=tuple(one.about for one in self.varied if one.kind == "drop"),
            answer=decision.answer,
            stages=stages,
            steps=len(self.varied),
        )


def _who(decision: Decision, stage: StageName) -> str:
    quorum = quorum_of(decision.reasons, stage)
    if quorum.everybody:
        return f"{_WHO[stage]} (all of them)"
    return _WHO[stage] if quorum.least == 1 else f"{_WHO[stage]} ({quorum.least} people)"
