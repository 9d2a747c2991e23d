"""Clocks whose job got lost: the row says when it wants to be looked at, so that what is overdue can be found."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, select

from approvals.jobs.port import Job, JobName
from approvals.model import GrantStatus
from approvals.store.appeal_tables import AppealRow
from approvals.store.emergency_tables import EmergencyRow
from approvals.store.review_tables import ReviewRow
from approvals.store.store import Store, Transaction
from approvals.store.tables import GrantRow, StageRow

OVERDUE = timedelta(minutes=5)
"""How long after its time a clock is taken for lost."""

_SINGLE = (
    (select(AppealRow.id), AppealRow.next_at, JobName.APPEAL_CLOCK, "appeal"),
    (select(EmergencyRow.item_id), EmergencyRow.next_at, JobName.EMERGENCY_CLOCK, "item"),
    (select(ReviewRow.id), ReviewRow.next_at, JobName.REVIEW_CLOCK, "review"),
    (
        select(GrantRow.id).where(GrantRow.status == GrantStatus.LIVE),
        GrantRow.review_at,
        JobName.REVIEW,
        "grant",
    ),
)
"""Which rows, when each wants to be looked at, the job that looks, and what it calls the row."""


async def wind_up(store: Store) -> int:
    """Queues a look at every clock that is overdue, at most once an hour; returns how many."""
    async with store.transaction() as tx:
        late = await _stages(tx)
        for rows, due, name, what in _SINGLE:
            found = await tx.session.exec(rows.where(col(due) < tx.now - OVERDUE))
            late += [(name, one, {what: one}) for one in found.all()]
        for name, key, payload in late:
            tx.enqueue(Job(name=name, key=f"{name}:{key}:late:{tx.now:%Y-%m-%dT%H}", payload=payload))
    return len(late)


async def _stages(tx: Transaction) -> list[tuple[JobName, str, dict[str, str]]]:
    overdue = await tx.session.exec(
        select(StageRow).where(col(StageRow.next_at) < tx.now - OVERDUE).order_by(col(StageRow.next_at))
    )
    return [
        (JobName.STAGE_CLOCK, f"{row.item_id}:{row.name}", {"item": row.item_id, "stage": row.name})
        for row in overdue.all()
    ]
