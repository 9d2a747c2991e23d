"""Which item an appeal is about: what a button with its id leads to."""

from __future__ import annotations

from approvals import gone
from approvals.desk import Desk
from approvals.errors import NotFound
from approvals.store.appeal_tables import AppealRow


async def item_of_appeal(desk: Desk, appeal_id: str) -> str:
    """The id of the item whose no was appealed. Raises NotFound."""
    async with desk.store.reading() as session:
        row = await session.get(AppealRow, appeal_id)
    if row is None:
        raise NotFound(gone.APPEAL)
    return row.item_id
