"""Whom the approval route names for a stage: a fact of every question about who may decide."""

from __future__ import annotations

from approvals.approvers import approvers
from approvals.model import StageName
from approvals.policy.facts import Facts
from approvals.quorum import places_taken
from catalog.model import PersonId


def named_for(
    facts: Facts, stage: StageName, decided_before: frozenset[PersonId], escalated: int, *, more: int = 1
) -> frozenset[PersonId]:
    """Everybody whose click counts at the stage, where so many (`more`) have to say yes still; nobody of those who
    decided another."""
    taken = places_taken(facts.said, stage)
    return approvers(
        facts.company,
        stage=stage,
        beneficiary=facts.person,
        requester=facts.requester,
        place=facts.place,
        on=facts.now.astimezone(facts.company.zone).date(),
        exclude=decided_before - taken,
        escalated=escalated,
        handed=[one for one in facts.handed if one.stage is stage],
        more=more,
        taken=taken,
    ).may
