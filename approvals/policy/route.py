"""Whom the approval route names for a stage: a fact of every question about who may decide."""

from __future__ import annotations

from approvals.model import ONE, Quorum, StageName
from approvals.panel import Panel
from approvals.policy.facts import Facts
from approvals.quorum import Circle
from catalog.model import PersonId


def panel_of(facts: Facts, *, besides: frozenset[PersonId] = frozenset()) -> Panel:
    """Those who decide about that possible grant; `besides` are others who have spoken on it."""
    return Panel(
        company=facts.company,
        beneficiary=facts.person,
        requester=facts.requester,
        place=facts.place,
        on=facts.now.astimezone(facts.company.zone).date(),
        said=facts.said,
        spoken=facts.spoken | besides,
        handed=facts.handed,
        escalated=facts.escalated,
    )


def circle_at(facts: Facts, stage: StageName) -> Circle:
    """Whose yes the stage needs where everybody is wanted: as it was recorded, else as it is now."""
    recorded = facts.circles.get(stage)
    return panel_of(facts).circle(stage) if recorded is None else recorded


def named_for(
    facts: Facts, stage: StageName, decided_before: frozenset[PersonId], quorum: Quorum = ONE
) -> frozenset[PersonId]:
    """Everybody whose click counts at the stage, where the rules want so many there; nobody of those who decided
    another."""
    return panel_of(facts, besides=decided_before).approvers(stage, quorum).may
