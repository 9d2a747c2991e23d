"""Noting that people were told: until then a job for it is queued again, whatever became of the one before."""

from __future__ import annotations

from approvals.store.helpdesk_tables import InquiryRow, TicketRow
from approvals.store.store import Store


async def note_inquiry_told(store: Store, *, inquiry_id: str) -> None:
    """The person whom the inquiry is about knows of it, or cannot be written to."""
    async with store.transaction() as tx:
        row = await tx.session.get(InquiryRow, inquiry_id, with_for_update=True)
        if row is not None and row.told_at is None:
            row.told_at = tx.now
            tx.session.add(row)


async def note_ticket_told(store: Store, *, ticket_id: str) -> None:
    """Whoever asked knows where the ticket is, and where people have it, so do they."""
    async with store.transaction() as tx:
        row = await tx.session.get(TicketRow, ticket_id, with_for_update=True)
        if row is not None and row.told_at is None:
            row.told_at = tx.now
            tx.session.add(row)
