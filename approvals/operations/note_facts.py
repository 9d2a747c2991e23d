"""Keeping what an answer said, so that a ticket can carry it and a button knows what it is about."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.operations.locked_inquiry import locked_inquiry
from approvals.queries.inquiries import Facts


async def note_facts(desk: Desk, *, inquiry_id: str, facts: Facts) -> None:
    """The newest answer to the inquiry. Raises NotFound."""
    async with desk.store.transaction() as tx:
        row = await locked_inquiry(tx, inquiry_id)
        row.facts = facts.model_dump(mode="json")
        tx.session.add(row)
