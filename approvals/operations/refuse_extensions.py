"""What waits to prolong access that a review has ended, or that is not renewed: nothing can come of it any more."""

from __future__ import annotations

from sqlmodel import select

from approvals.desk import Desk
from approvals.events import ItemChanged
from approvals.model import ItemStatus
from approvals.operations.settle import settle
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow


async def refuse_extensions(tx: Transaction, desk: Desk, grant: GrantRow) -> None:
    """Whoever asked for longer, and those it waits for, learn it at once. The holder is locked already."""
    waiting = await tx.session.exec(
        select(ItemRow.id).where(ItemRow.extends == grant.id, ItemRow.status == ItemStatus.PENDING)
    )
    for item_id in waiting.all():
        request, item = await tx.lock_item(item_id)
        await settle(tx, desk, request, item)
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
