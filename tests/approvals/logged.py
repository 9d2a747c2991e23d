"""The decision log as tests look at it."""

from __future__ import annotations

from sqlmodel import col, select

from approvals.desk import Desk
from approvals.store.tables import LogRow


async def kinds(desk: Desk) -> list[str]:
    """What was written down, oldest first."""
    async with desk.store.reading() as session:
        return list((await session.exec(select(LogRow.kind).order_by(col(LogRow.seq)))).all())
