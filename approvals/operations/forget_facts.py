"""Removing what old answers said: it came from sign-in events, and is kept no longer than they are."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, update

from approvals.store.helpdesk_tables import InquiryRow, TicketRow, TicketState
from approvals.store.store import Store


async def forget_facts(store: Store, *, before: datetime) -> int:
    """Empties what inquiries and tickets from before that moment held; returns how many inquiries there were.

    Who asked about whom, and why, stays in the decision log. A ticket that is still on its way keeps its lines.
    """
    async with store.transaction() as tx:
        old = update(InquiryRow).where(col(InquiryRow.asked_at) < before, col(InquiryRow.words) != "")
        gone = await tx.session.exec(old.values(facts={}, words=""))
        tickets = update(TicketRow).where(
            col(TicketRow.opened_at) < before, col(TicketRow.state) != TicketState.WAITING
        )
        await tx.session.exec(tickets.values(lines=[]))
        return int(gone.rowcount)
