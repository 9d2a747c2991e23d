"""Noting how far the stored sign-in events were looked through for warning signs."""

from __future__ import annotations

from approvals.queries.fresh_events import THE_ROW, Fresh
from approvals.store.sign_tables import LookedRow
from approvals.store.store import Store


async def note_looked(store: Store, fresh: Fresh) -> None:
    """Notes that these events were looked through; a look that found the same is none the worse for it."""
    async with store.transaction() as tx:
        row = await tx.session.get(LookedRow, THE_ROW, with_for_update=True) or LookedRow(id=THE_ROW)
        if fresh.to_event < row.to_event:
            return
        row.from_event, row.to_event, row.events = fresh.from_event, fresh.to_event, len(fresh.records)
        tx.session.add(row)
