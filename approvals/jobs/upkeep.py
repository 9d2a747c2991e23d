"""What keeps the queue healthy: signs of life, adopting the jobs of dead processes, clearing away, catching up.

DBOS gives a killed process's queued jobs to others, but not its running ones. So every process writes a
sign of life, and whoever sees jobs that belong to nobody alive puts them back into the queue.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import exists
from sqlmodel import and_, col, delete, or_, select
from sqlmodel.sql.expression import Select

from approvals.jobs.lost_clocks import wind_up
from approvals.jobs.port import Job, JobName
from approvals.jobs.queue import DbosJobs
from approvals.model import GrantStatus, TaskKind, TaskStatus
from approvals.store.appeal_tables import AppealRow
from approvals.store.store import Store
from approvals.store.tables import GrantRow, StageRow, TaskRow, WorkerRow

log = structlog.get_logger(__name__)

KEEP_FINISHED = timedelta(days=7)
"""How long the record of a finished job is kept; the decision log keeps what matters for ever."""
CLEAR_EVERY = timedelta(minutes=30)
AT_A_TIME = 100
"""How many grants the queue is asked about at once."""
_WORK = {GrantStatus.PROVISIONING: JobName.PROVISION, GrantStatus.REVOKING: JobName.REVOKE}
"""The job that brings a grant out of that state."""


class Upkeep:
    """The periodic work of one process. Times here are the machine's own, whatever the clock shows people."""

    def __init__(self, store: Store, jobs: DbosJobs, *, executor: str, worker_timeout: timedelta) -> None:
        self._store = store
        self._jobs = jobs
        self._executor = executor
        self._timeout = worker_timeout
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    async def start(self) -> None:
        """Begins the rounds."""
        self._task = asyncio.create_task(self._rounds(), name="upkeep")

    async def stop(self) -> None:
        """Ends the rounds and signs off, so that nobody waits for this process.

        A round under way is waited for: cancelled inside a transaction it could leave the database locked.
        """
        self._stopping.set()
        if self._task is not None:
            await self._task
        async with self._store.transaction() as tx:
            await tx.session.exec(delete(WorkerRow).where(col(WorkerRow.executor) == self._executor))

    async def report_alive(self) -> None:
        """Writes this process's sign of life."""
        async with self._store.transaction() as tx:
            await tx.session.merge(WorkerRow(executor=self._executor, seen_at=datetime.now(UTC)))

    async def adopt(self) -> int:
        """Puts the running jobs of dead processes back into the queue; returns how many."""
        async with self._store.transaction() as tx:
            alive = select(WorkerRow.executor).where(
                col(WorkerRow.seen_at) >= datetime.now(UTC) - self._timeout
            )
            living = set((await tx.session.exec(alive)).all()) | {self._executor}
            await tx.session.exec(delete(WorkerRow).where(col(WorkerRow.executor).not_in(living)))
        pending = await self._jobs.client.list_workflows_async(
            status="PENDING", load_input=False, load_output=False
        )
        orphans = [job.workflow_id for job in pending if job.executor_id not in living]
        if orphans:
            await self._jobs.client.resume_workflows_async(orphans)
            log.info("jobs.adopted", count=len(orphans))
        return len(orphans)

    async def catch_up(self) -> int:
        """Queues what got lost: the end of grants whose time is up, the work on grants that hang half-way, and clocks.

        Returns how many.
        """
        ends = await self._catch_up_expiry() + await self._catch_up_work()
        return ends + await wind_up(self._store)

    async def look_again(self) -> bool:
        """Has the routes of everything that waits looked at: a reload may have changed them.

        Returns whether anything waits.
        """
        async with self._store.transaction() as tx:
            waiting = await tx.session.exec(
                select(StageRow.item_id).where(col(StageRow.next_at).is_not(None)).limit(1)
            )
            appealed = await tx.session.exec(
                select(AppealRow.id).where(col(AppealRow.next_at).is_not(None)).limit(1)
            )
            if waiting.first() is None and appealed.first() is None:
                return False
            key = f"{JobName.LOOK_AGAIN}:{self._executor}:{tx.now.isoformat()}"
            tx.enqueue(Job(name=JobName.LOOK_AGAIN, key=key))
        return True

    async def _catch_up_expiry(self) -> int:
        async with self._store.transaction() as tx:
            overdue = await tx.session.exec(
                select(GrantRow.id).where(
                    GrantRow.status == GrantStatus.LIVE, col(GrantRow.expires_at) < tx.now
                )
            )
            late = overdue.all()
            for grant_id in late:
                tx.enqueue(_late(JobName.EXPIRE, grant_id, tx.now))
        return len(late)

    async def _catch_up_work(self) -> int:
        """Grants being set up or removed that nobody sees to any more: neither a job nor a person with a task.

        Looked at in this order (grants, jobs, grants again), so that one whose job ends meanwhile is left alone:
        a try that failed queues the next before it ends, and no grant comes back to a state it has left.
        """
        async with self._store.reading() as session:
            seen = (await session.exec(_half_way())).all()
        work = [(_WORK[status], grant_id) for grant_id, status in seen]
        idle: list[tuple[JobName, str]] = []
        for start in range(0, len(work), AT_A_TIME):
            idle += await self._without_a_job(work[start : start + AT_A_TIME])
        if not idle:
            return 0
        async with self._store.transaction() as tx:
            now = (await tx.session.exec(_half_way())).all()
            still = {(_WORK[status], grant_id) for grant_id, status in now}
            lost = [one for one in idle if one in still]
            for name, grant_id in lost:
                log.warning("jobs.lost", job=name, grant=grant_id)
                tx.enqueue(_late(name, grant_id, tx.now))
        return len(lost)

    async def _without_a_job(self, some: Sequence[tuple[JobName, str]]) -> list[tuple[JobName, str]]:
        keys = [f"{name}:{grant_id}" for name, grant_id in some]
        live = await self._jobs.client.list_workflows_async(
            workflow_id_prefix=keys,
            status=["ENQUEUED", "DELAYED", "PENDING"],
            load_input=False,
            load_output=False,
        )
        return [
            one
            for one, key in zip(some, keys, strict=True)
            if not any(job.workflow_id.startswith(key) for job in live)
        ]

    async def clear(self) -> int:
        """Deletes the record of jobs that finished long ago; returns how many."""
        before = (datetime.now(UTC) - KEEP_FINISHED).isoformat()
        done = await self._jobs.client.list_workflows_async(
            status=["SUCCESS", "ERROR", "CANCELLED"],
            completed_before=before,
            limit=5000,
            load_input=False,
            load_output=False,
        )
        if done:
            await self._jobs.client.delete_workflows_async([job.workflow_id for job in done])
        return len(done)

    async def _rounds(self) -> None:
        cleared_at = datetime.min.replace(tzinfo=UTC)
        while not self._stopping.is_set():
            try:
                await self.report_alive()
                await self.adopt()
                if datetime.now(UTC) - cleared_at >= CLEAR_EVERY:
                    await self.catch_up()
                    await self.look_again()
                    await self.clear()
                    cleared_at = datetime.now(UTC)
            except Exception:
                log.warning("upkeep.failed", exc_info=True)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._timeout.total_seconds() / 4):
                    await self._stopping.wait()


def _half_way() -> Select[str, GrantStatus]:
    """Grants being set up or removed for which nobody has the task to do that."""
    status, kind = col(GrantRow.status), col(TaskRow.kind)
    somebody_has_it = exists().where(
        col(TaskRow.grant_id) == col(GrantRow.id),
        col(TaskRow.status) == TaskStatus.OPEN,
        or_(
            and_(status == GrantStatus.PROVISIONING, kind == TaskKind.PROVISION),
            and_(status == GrantStatus.REVOKING, kind == TaskKind.REVOKE),
        ),
    )
    return select(GrantRow.id, status).where(status.in_(_WORK), ~somebody_has_it)


def _late(name: JobName, grant_id: str, now: datetime) -> Job:
    """A job in place of one that got lost; at most one an hour."""
    return Job(name=name, key=f"{name}:{grant_id}:late:{now:%Y-%m-%dT%H}", payload={"grant": grant_id})
