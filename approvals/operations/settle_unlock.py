"""Coming back to an unlocking that was begun: where no outcome is known by then, the log says so."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import NotFound
from approvals.log.entry import USHER, Entry
from approvals.store.helpdesk_tables import InquiryRow


async def settle_unlock(desk: Desk, *, inquiry_id: str) -> str:
    """The attempt whose end nobody knows, as the process ended in between; empty where there is none. Raises NotFound."""
    async with desk.store.transaction() as tx:
        inquiry = await tx.session.get(InquiryRow, inquiry_id, with_for_update=True)
        if inquiry is None:
            raise NotFound("I no longer have that question; ask me again.")
        due = inquiry.unlock_due
        if due is not None and due > tx.now:
            return ""  # another attempt since, which has its time still
        if due is not None:
            inquiry.unlock_due = None
            tx.session.add(inquiry)
            data = {"unlock": inquiry.unlocking, "inquiry": inquiry_id}
            tx.log(Entry(kind="unlock.unknown", actor=USHER, person=inquiry.about, data=data))
        return inquiry.unlocking
