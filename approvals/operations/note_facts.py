"""Keeping what an answer said, so that a ticket can carry it and a button knows what it is about."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import NotFound
from approvals.queries.inquiries import Facts
from approvals.store.helpdesk_tables import InquiryRow


async def note_facts(desk: Desk, *, inquiry_id: str, facts: Facts) -> None:
    """The newest answer to the inquiry. Raises NotFound."""
    async with desk.store.transaction() as tx:
        row = await tx.session.get(InquiryRow, inquiry_id, with_for_update=True)
        if row is None:
            raise NotFound("I no longer have that question; ask me again.")
        row.facts = facts.model_dump(mode="json")
        tx.session.add(row)
