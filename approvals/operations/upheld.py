"""Which refusals of an item were overturned on appeal: a fact that policy is asked with."""

from __future__ import annotations

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.desk import Desk
from approvals.model import Ruling, StageName
from approvals.store.appeal_tables import AppealRow


async def appeals_upheld_on(session: AsyncSession, desk: Desk, item_id: str) -> frozenset[StageName]:
    """The stages whose people overturned a refusal of the item; as any yes, it goes with whoever gave it."""
    rows = await session.exec(
        select(AppealRow).where(AppealRow.item_id == item_id, AppealRow.ruling == Ruling.OVERTURNED)
    )
    today = desk.now().astimezone(desk.company.zone).date()
    people = desk.company.people
    return frozenset(
        row.stage
        for row in rows.all()
        if row.denier is None and (by := people.get(row.ruled_by or "")) is not None and by.active(today)
    )
