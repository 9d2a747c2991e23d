"""How long stages waited for a decision, and how often somebody had to be reminded, joined or never came."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from sqlmodel import col, select

from approvals.model import ItemStatus, StageName, Value
from approvals.store.store import Store
from approvals.store.tables import ItemRow, StageRow, VoteRow
from approvals.working_time import between
from catalog.model import Company


class StageFigures(Value):
    """The figures of one stage. Shares are of those that were decided or lapsed."""

    stage: StageName
    decided: int
    lapsed: int
    waiting: int
    median_hours: float | None
    """Of work, from opening to decision; None while none was decided."""
    p90_hours: float | None
    share_reminded: float
    share_escalated: float
    share_lapsed: float


async def stage_figures(store: Store, company: Company, *, since: datetime) -> list[StageFigures]:
    """The figures of every stage that was opened since then, by the clock of whoever decided it."""
    async with store.reading() as session:
        rows = (await session.exec(select(StageRow).where(col(StageRow.opened_at) >= since))).all()
        undecided = await session.exec(select(ItemRow.id).where(ItemRow.status == ItemStatus.PENDING))
        pending = set(undecided.all())
        spoken = await session.exec(select(VoteRow).where(col(VoteRow.at) >= since).order_by(col(VoteRow.at)))
        by = {(vote.item_id, vote.stage): vote.person for vote in spoken.all()}
    figures = []
    for stage in StageName:
        opened = [row for row in rows if row.name is stage]
        waits = [
            _worked(company, row.opened_at, row.decided_at, by.get((row.item_id, stage), ""))
            for row in opened
            if row.decided_at is not None
        ]
        waiting = sum(row.next_at is not None and row.item_id in pending for row in opened)
        figures.append(_figures(stage, opened, sorted(waits), waiting))
    return figures


def _worked(company: Company, opened: datetime, decided: datetime, by: str) -> timedelta:
    return between(opened, decided, hours=company.working_hours, zone=company.zone_of(by))


def _figures(
    stage: StageName, opened: Sequence[StageRow], waits: Sequence[timedelta], waiting: int
) -> StageFigures:
    over = [row for row in opened if row.decided_at is not None or row.lapsed_at is not None]
    hours = [wait / timedelta(hours=1) for wait in waits]

    def share(rows: list[StageRow]) -> float:
        return round(len(rows) / len(over), 4) if over else 0.0

    return StageFigures(
        stage=stage,
        decided=len(waits),
        lapsed=sum(row.lapsed_at is not None for row in over),
        waiting=waiting,
        median_hours=round(median(hours), 2) if hours else None,
        p90_hours=round(hours[math.ceil(0.9 * len(hours)) - 1], 2) if hours else None,
        share_reminded=share([row for row in over if row.reminders]),
        share_escalated=share([row for row in over if row.escalations]),
        share_lapsed=share([row for row in over if row.lapsed_at is not None]),
    )
