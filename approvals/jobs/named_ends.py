"""What happens when the end comes that was named for access: what is not live by then lapses."""

from __future__ import annotations

from sqlmodel import select

from approvals.desk import Desk
from approvals.ends import passed
from approvals.events import ItemChanged
from approvals.model import GrantStatus, ItemStatus
from approvals.operations.settle import settle
from approvals.operations.stopping import stop_if_over
from approvals.store.tables import GrantRow, ItemRow, RequestRow


async def lapse(desk: Desk, *, item_id: str) -> None:
    """Lets an item lapse that waits, or is being set up, at its named end; whatever else became of it is left alone."""
    async with desk.store.transaction() as tx:
        seen = await tx.session.get(ItemRow, item_id)
        if seen is None or not passed(seen.until, tx.now):
            return
        asked = await tx.session.get(RequestRow, seen.request_id)
        if asked is not None:
            await tx.lock_person(asked.beneficiary)
        grant_id = (await tx.session.exec(select(GrantRow.id).where(GrantRow.item_id == item_id))).first()
        if grant_id is not None:
            request, item, grant = await tx.lock_grant(grant_id)
            if grant.status is GrantStatus.PROVISIONING:
                await stop_if_over(tx, desk, request, item, grant)
            return
        request, item = await tx.lock_item(item_id)
        if item.status is ItemStatus.PENDING:
            await settle(tx, desk, request, item)
            tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
