"""Denying an item."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import BadInput, Refused
from approvals.events import ItemChanged
from approvals.model import ItemStatus, Verdict
from approvals.operations.open_request import LONGEST_TEXT
from approvals.operations.settle import evaluate
from approvals.operations.vote import asked_stages, open_to_decisions, overtaken, vote
from catalog.model import PersonId


async def deny(desk: Desk, *, item_id: str, by: PersonId, reason: str) -> None:
    """One person's no, which ends the item; the requester is told the reason.

    It counts from everybody whom the item waits for, also where policy has come to another answer since: a no never
    becomes a yes. Raises BadInput, NotFound, OwnRequest, NotYours, AlreadyDecided, NotAllowed, TargetChanged.
    """
    said = reason.strip()
    if not said:
        raise BadInput("Give a reason: the requester will be told, and auditors will read it.")
    async with desk.store.transaction() as tx:
        await tx.lock_person((await tx.peek_request(item_id)).beneficiary)
        request, item = await tx.lock_item(item_id)
        await open_to_decisions(tx, desk, request, item, by=by)
        asked = asked_stages(item)
        evaluation = await evaluate(tx, desk, request, item)
        refusal: Refused | None = None
        if evaluation.facts is None:
            refusal = await overtaken(tx, desk, request, item, evaluation, by=by, asked=asked)
        else:
            stages = tuple(dict.fromkeys((*evaluation.decision.open_stages, *asked)))
            note = said[:LONGEST_TEXT]
            await vote(
                tx, desk, request, item, evaluation, by=by, stages=stages, verdict=Verdict.DENIED, note=note
            )
            item.status = ItemStatus.DENIED
            item.decided_at = tx.now
            tx.session.add(item)
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
    if refusal is not None:
        raise refusal
