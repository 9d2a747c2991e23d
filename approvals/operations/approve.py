"""Approving one stage of an item."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.events import ItemChanged
from approvals.model import Verdict
from approvals.operations.asked import asked_stages
from approvals.operations.open_request import LONGEST_TEXT
from approvals.operations.settle import evaluate, settle
from approvals.operations.stepping_up import Confirmed, Proof, step_up
from approvals.operations.vote import open_to_decisions, overtaken, vote
from approvals.quorum import asked_by
from catalog.model import PersonId


async def approve(
    desk: Desk, *, item_id: str, by: PersonId, note: str = "", proof: Proof | Confirmed | None = None
) -> None:
    """One person's yes to one stage; the policy is asked again and may ask for more.

    Raises NotFound, OwnRequest, NotYours, AlreadyDecided, NotAllowed, TargetChanged, BadInput, WrongCode:
    each says in one sentence what the person should know. Where a click alone is not enough it raises CodeNeeded,
    or LinkNeeded for somebody without codes where links are sent, and counts when it is called again with `proof`.
    """
    async with desk.store.transaction() as tx:
        beneficiary = (await tx.peek_request(item_id)).beneficiary
        await tx.lock_person(beneficiary)
        request, item = await tx.lock_item(item_id)
        await open_to_decisions(tx, desk, request, item, by=by)
        asked = asked_stages(item)
        evaluation = await evaluate(tx, desk, request, item)
        refusal = await overtaken(tx, desk, request, item, evaluation, by=by, asked=asked)
        stepped_up = False
        if refusal is None:
            stages = asked_by(evaluation.decision)
            refusal, stepped_up = await step_up(
                tx, desk, request, item, evaluation, by=by, stages=stages, proof=proof
            )
        if refusal is None:
            said = note.strip()[:LONGEST_TEXT]
            await vote(
                tx,
                desk,
                request,
                item,
                evaluation,
                by=by,
                stages=stages,
                verdict=Verdict.APPROVED,
                note=said,
                stepped_up=stepped_up,
            )
            await settle(tx, desk, request, item)
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
    if refusal is not None:
        raise refusal
