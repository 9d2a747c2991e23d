"""The facts of a grant that nobody has asked for here: what a preview, or a line of a file, puts to the policy. Pure.

What is filed has a history, which `approvals.operations.circumstances` adds.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from approvals.model import Risk
from approvals.not_right import NotRight
from approvals.policy.facts import Facts
from approvals.risk.judge import ModelsInForce, judge
from approvals.risk.scorecard import score
from approvals.risk.warned import UNWARNED, Warned
from catalog.model import Company, EntitlementId, Person, Place, ScopeValues


def unfiled(
    company: Company,
    models: ModelsInForce,
    *,
    person: Person,
    requester: Person,
    place: Place,
    scope: ScopeValues,
    duration: timedelta | None,
    held: frozenset[EntitlementId],
    denials: int = 0,
    warned: Warned = UNWARNED,
    not_right: NotRight | None = None,
    requests_today: int = 1,
    now: datetime,
) -> tuple[Facts, Risk]:
    """What the policy would be asked, and the score that is part of it; `duration` is after ceilings."""
    judged = judge(models, person, place)
    risk = score(
        company,
        person=person,
        requester=requester,
        place=place,
        scope=scope,
        duration=duration,
        now=now,
        recent_denials=denials,
        held=held,
        judged=judged,
        warned=warned,
    )
    facts = Facts(
        company=company,
        person=person,
        requester=requester,
        place=place,
        scope=scope,
        duration=duration,
        risk=risk.score,
        judged=judged,
        warned=warned,
        not_right=not_right,
        held=held,
        requests_today=requests_today,
        now=now,
    )
    return facts, risk
