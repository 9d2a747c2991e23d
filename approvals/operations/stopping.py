"""Calling off a grant between the decision and the moment it would be live."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.ends import passed
from approvals.events import ItemChanged
from approvals.log.entry import USHER
from approvals.model import EndReason, ItemStatus
from approvals.operations.ending import begin_ending
from approvals.operations.settle import Evaluation, ending_as, entry_about, evaluate, settle
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow


async def stop(
    tx: Transaction, desk: Desk, request: RequestRow, item: ItemRow, grant: GrantRow, evaluation: Evaluation
) -> None:
    """Calls a grant off that policy no longer wants before it was live.

    If no system was told yet, the item goes back to whoever has to decide now; else it ends, and what may
    have been done is undone.
    """
    tx.log(entry_about("grant.stopped", request, item, actor=USHER, grant_id=grant.id, evaluation=evaluation))
    if grant.tries == 0:
        await tx.session.delete(grant)
        await tx.session.flush()
        item.status, item.decided_at = ItemStatus.PENDING, None
        await settle(tx, desk, request, item)
    else:
        item.status, item.decided_at = ending_as(evaluation.decision), tx.now
        tx.session.add(item)
        grant.trouble = f"It was called off before it was live: {evaluation.decision.reasons[0].says}"
        if item.status is ItemStatus.LAPSED:
            tx.log(entry_about("item.lapsed", request, item, actor=USHER, evaluation=evaluation))
        begin_ending(tx, request, item, grant, reason=EndReason.STOPPED, actor=USHER)
    tx.announce(ItemChanged(request_id=request.id, item_id=item.id))


async def stop_if_over(
    tx: Transaction, desk: Desk, request: RequestRow, item: ItemRow, grant: GrantRow
) -> bool:
    """Calls a grant off that would be live only after the end that was named for it; says whether it did."""
    if not passed(item.until, tx.now):
        return False
    await stop(tx, desk, request, item, grant, await evaluate(tx, desk, request, item))
    return True
