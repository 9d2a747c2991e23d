"""Taking a request back."""

from __future__ import annotations

from sqlmodel import select

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotYours
from approvals.events import RequestWithdrawn
from approvals.model import ItemStatus
from approvals.operations.settle import entry_about
from approvals.store.tables import ItemRow
from catalog.model import PersonId


async def withdraw(desk: Desk, *, request_id: str, by: PersonId) -> None:
    """Ends every item that is still undecided; what was granted stays.

    Raises NotFound, NotYours, AlreadyDecided.
    """
    async with desk.store.transaction() as tx:
        request = await tx.lock_request(request_id)
        if by not in (request.requester, request.beneficiary):
            raise NotYours("Only the person who asked, or the one it is for, can withdraw a request.")
        rows = await tx.session.exec(
            select(ItemRow)
            .where(ItemRow.request_id == request_id, ItemRow.status == ItemStatus.PENDING)
            .with_for_update()
        )
        pending = rows.all()
        if not pending:
            raise AlreadyDecided("This request is decided already, so there is nothing left to withdraw.")
        for item in pending:
            item.status = ItemStatus.WITHDRAWN
            item.decided_at = tx.now
            tx.session.add(item)
            tx.log(entry_about("item.withdrawn", request, item, actor=by))
        tx.announce(RequestWithdrawn(request_id=request.id))
