"""The timers of a grant: the reminder before its end, and the end. Set when it goes live, and anew when it is prolonged."""

from __future__ import annotations

from datetime import datetime

from approvals.jobs.port import Job, JobName
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow
from approvals.terms import reminder


def set_timers(tx: Transaction, grant: GrantRow, *, since: datetime) -> None:
    """Leaves both to jobs; a grant without an end has none. Those of an earlier end find that it is not theirs."""
    if grant.expires_at is None:
        return
    grant.remind_at = reminder(since, grant.expires_at)
    if grant.remind_at is not None:
        tx.enqueue(_timer(JobName.REMIND, grant, grant.remind_at))
    tx.enqueue(_timer(JobName.EXPIRE, grant, grant.expires_at))


def _timer(name: JobName, grant: GrantRow, due: datetime) -> Job:
    ends = grant.expires_at.isoformat() if grant.expires_at else ""
    return Job(
        name=name,
        key=f"{name}:{grant.id}:{due.isoformat()}",
        payload={"grant": grant.id, "ends": ends},
        due=due,
    )
