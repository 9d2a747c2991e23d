"""What happened of late and weighs on a decision: how often somebody was denied, and how much they asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.desk import Desk
from approvals.model import ItemStatus
from approvals.store.tables import ItemRow, RequestRow
from catalog.model import PersonId

DENIALS_COUNT_FOR = timedelta(days=90)


async def recent_denials(session: AsyncSession, person: PersonId, *, before: datetime) -> int:
    """How often the person's requests were denied by people in the 90 days before that moment."""
    rows = await session.exec(
        select(ItemRow.id)
        .join(RequestRow, col(RequestRow.id) == col(ItemRow.request_id))
        .where(
            RequestRow.beneficiary == person,
            ItemRow.status == ItemStatus.DENIED,
            col(ItemRow.decided_at) >= before - DENIALS_COUNT_FOR,
            col(ItemRow.decided_at) < before,
        )
    )
    return len(rows.all())


async def requests_on_the_day(
    session: AsyncSession, desk: Desk, requester: PersonId, *, until: datetime
) -> int:
    """How many requests that person had made up to that moment, on the company's day it fell on."""
    midnight = until.astimezone(desk.company.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = await session.exec(
        select(func.count()).where(
            RequestRow.requester == requester,
            col(RequestRow.opened_at) >= midnight,
            col(RequestRow.opened_at) <= until,
        )
    )
    return rows.one()
