"""Whether policy would let somebody hold what they hold, asked of today's facts: a review must not keep what a rule forbids.

It is the question of every grant, with what is left of this one and the approvals it was given. A stage that would be
open is no reason to refuse, for whoever reviews is the person who looks. Rules about the moment of asking say nothing
about holding: a freeze stops what is new, a limit counts requests, and who asked may have left.
"""

from __future__ import annotations

from dataclasses import replace

from approvals.desk import Desk
from approvals.errors import NotAllowed, TargetChanged
from approvals.model import PolicyAnswer
from approvals.operations.circumstances import facts_of
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow


async def refuse_to_keep(
    tx: Transaction, desk: Desk, request: RequestRow, item: ItemRow, grant: GrantRow
) -> None:
    """Raises NotAllowed, with the rules' own words, where policy would refuse this access now."""
    try:
        facts, _ = await facts_of(tx.session, desk, request, item)
    except TargetChanged as gone:
        raise NotAllowed(f"{gone.sentence} So it cannot be kept; press End.") from gone
    decision = desk.policies.decide(
        replace(
            facts,
            company=facts.company.model_copy(update={"freezes": ()}),
            requester=facts.person,
            requests_today=0,
            duration=None if grant.expires_at is None else grant.expires_at - tx.now,
        )
    )
    if decision.answer is PolicyAnswer.REFUSED:
        why = " ".join(reason.says for reason in decision.reasons if reason.needs is None)
        raise NotAllowed(
            f"Policy would refuse this access now, so it cannot be kept: “{why}” Press End, or have that put right first;"
            " unanswered it ends by itself."
        )
