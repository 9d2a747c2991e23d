"""What Security said to somebody's past emergencies: read again at every decision, right before the set-up as well."""

from __future__ import annotations

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.model import Review
from approvals.not_right import Reviewed
from approvals.store.emergency_tables import EmergencyRow
from approvals.store.tables import ItemRow
from catalog.model import PersonId


async def not_right_of(session: AsyncSession, person: PersonId) -> tuple[Reviewed, ...]:
    """The reviews that found an emergency of that person not right, however long ago; the others bind nothing."""
    rows = await session.exec(
        select(ItemRow.entitlement, EmergencyRow.reviewed_at)
        .join(ItemRow, col(ItemRow.id) == col(EmergencyRow.item_id))
        .where(
            EmergencyRow.person == person,
            EmergencyRow.review == Review.NOT_RIGHT,
            col(EmergencyRow.reviewed_at).is_not(None),
        )
    )
    return tuple(
        Reviewed(entitlement=entitlement, review=Review.NOT_RIGHT, at=at)
        for entitlement, at in rows.all()
        if at is not None
    )
