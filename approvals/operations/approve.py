"""Approving one stage of an item."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.events import ItemChanged
from approvals.model import Verdict
from approvals.operations.open_request import LONGEST_TEXT
from approvals.operations.settle import settle
from approvals.operations.vote import vote
from catalog.model import PersonId


async def approve(desk: Desk, *, item_id: str, by: PersonId, note: str = "") -> None:
    """One person's yes to one stage; the policy is asked again and may ask for more.

    Raises NotFound, OwnRequest, NotYours, AlreadyDecided, NotAllowed, TargetChanged:
    each says in one sentence what the person should know.
    """
    async with desk.store.transaction() as tx:
        beneficiary = (await tx.peek_request(item_id)).beneficiary
        await tx.lock_person(beneficiary)
        request, item = await tx.lock_item(item_id)
        await vote(tx, desk, request, item, by=by, verdict=Verdict.APPROVED, note=note.strip()[:LONGEST_TEXT])
        await settle(tx, desk, request, item)
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
