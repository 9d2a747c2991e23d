"""Coming back to an unlocking that was begun: where no outcome is known by then, the log says so."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.log.entry import USHER, Entry
from approvals.operations.locked_inquiry import locked_inquiry
from approvals.store.helpdesk_tables import InquiryRow
from approvals.store.store import Transaction


async def settle_unlock(desk: Desk, *, inquiry_id: str) -> str:
    """The attempt whose end nobody knows, as the process ended in between; empty where there is none. Raises NotFound."""
    async with desk.store.transaction() as tx:
        inquiry = await locked_inquiry(tx, inquiry_id)
        if inquiry.unlock_due is not None and inquiry.unlock_due > tx.now:
            return ""  # another attempt since, which has its time still
        log_unknown(tx, inquiry)
        return inquiry.unlocking


def log_unknown(tx: Transaction, inquiry: InquiryRow) -> None:
    """Says in the log that nobody knows what came of the attempt, where its time is over; once."""
    if inquiry.unlock_due is None or inquiry.unlock_due > tx.now:
        return
    inquiry.unlock_due = None
    tx.session.add(inquiry)
    data = {"unlock": inquiry.unlocking, "inquiry": inquiry.id}
    tx.log(Entry(kind="unlock.unknown", actor=USHER, person=inquiry.about, data=data))
