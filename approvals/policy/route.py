"""Whom the approval route names for a stage: a fact of every question about who may decide."""

from __future__ import annotations

from approvals.approvers import approvers
from approvals.model import StageName
from approvals.policy.facts import Facts
from catalog.model import PersonId


def named_for(
    facts: Facts, stage: StageName, decided_before: frozenset[PersonId], escalated: int
) -> frozenset[PersonId]:
    """Everybody whose click counts at the stage; nobody of those who decided another."""
    return approvers(
        facts.company,
        stage=stage,
        beneficiary=facts.person,
        requester=facts.requester,
        place=facts.place,
        on=facts.now.astimezone(facts.company.zone).date(),
        exclude=decided_before,
        escalated=escalated,
        handed=[one for one in facts.handed if one.stage is stage],
    ).may
