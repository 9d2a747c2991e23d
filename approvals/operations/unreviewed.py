"""How many emergencies of somebody nobody has reviewed yet: a fact that policy is asked with."""

from __future__ import annotations

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.store.emergency_tables import EmergencyRow
from catalog.model import PersonId


async def unreviewed_of(session: AsyncSession, person: PersonId, *, besides: str = "") -> int:
    """Without that one item."""
    rows = await session.exec(
        select(func.count()).where(
            EmergencyRow.person == person,
            col(EmergencyRow.review).is_(None),
            EmergencyRow.item_id != besides,
        )
    )
    return rows.one()
