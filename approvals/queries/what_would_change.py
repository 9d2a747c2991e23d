"""The smallest change that would turn the policy's answer, for what is about to be asked and for what was refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.desk import Desk
from approvals.errors import TargetChanged
from approvals.model import Decision, PolicyAnswer
from approvals.operations.circumstances import circumstances_of, facts_in
from approvals.operations.heard import heard_on
from approvals.policy.book import PolicyBook
from approvals.policy.change import Change
from approvals.policy.counterfactual import MOST_QUESTIONS, smallest_change
from approvals.policy.facts import Facts
from approvals.risk.judge import NO_MODELS, ModelsInForce, judge
from approvals.risk.judgement import Judgement
from approvals.risk.scorecard import score
from approvals.store.tables import ItemRow, RequestRow


def change_for(
    policies: PolicyBook,
    facts: Facts,
    decision: Decision,
    *,
    asked_at: datetime,
    denials: int = 0,
    models: ModelsInForce = NO_MODELS,
    most_questions: int = MOST_QUESTIONS,
) -> Change | None:
    """What would turn this decision; `asked_at` is the moment that the score goes by, `denials` what it counts.

    Another level is another entitlement, on which the risk model is asked again.
    """

    def judged(changed: Facts) -> Judgement:
        same = changed.place.entitlement.id == facts.place.entitlement.id
        return facts.judged if same else judge(models, changed.person, changed.place)

    def decided(changed: Facts) -> Decision:
        return policies.decide(replace(changed, judged=judged(changed)))

    def scored(changed: Facts) -> int:
        return score(
            changed.company,
            person=changed.person,
            requester=changed.requester,
            place=changed.place,
            scope=changed.scope,
            duration=changed.duration,
            now=asked_at,
            recent_denials=denials,
            held=changed.held,
            judged=judged(changed),
            warned=changed.warned,
        ).score

    return smallest_change(facts, decision, decide=decided, score=scored, most_questions=most_questions)


async def change_of_refused(
    session: AsyncSession, desk: Desk, request: RequestRow, item: ItemRow
) -> Change | None:
    """What would let the refused item pass if it were asked for again now; None when it would, or nothing helps."""
    around = await circumstances_of(session, desk, request, item)
    try:
        facts, _ = facts_in(desk, request, item, around, await heard_on(session, item.id))
    except TargetChanged:
        return None
    decision = desk.policies.decide(facts)
    if decision.answer is not PolicyAnswer.REFUSED:
        return None
    return change_for(
        desk.policies,
        facts,
        decision,
        asked_at=request.opened_at,
        denials=around.denials,
        models=desk.models,
    )
