"""What keeps the queue healthy: signs of life, adopting the jobs of dead processes, clearing away, catching up.

DBOS gives a killed process's queued jobs to others, but not its running ones. So every process writes a
sign of life, and whoever sees jobs that belong to nobody alive puts them back into the queue; so does a process with
jobs that are its own but that it does not run. What broke is queued again (`mend`), and so is what should have been
done by now and has no job (`catch_up`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, delete, select

from approvals.jobs.lost import awaited
from approvals.jobs.port import Job, JobName
from approvals.jobs.queue import AGAIN, QUEUE, WORKFLOW, DbosJobs, enqueue_options, next_key
from approvals.store.appeal_tables import AppealRow
from approvals.store.store import Store
from approvals.store.tables import StageRow, WorkerRow

log = structlog.get_logger(__name__)

KEEP_FINISHED = timedelta(days=7)
"""How long the record of a finished job is kept; the decision log keeps what matters for ever."""
CLEAR_EVERY = timedelta(minutes=30)
_NEVER = datetime.min.replace(tzinfo=UTC)
GRACE_SECONDS = 10.0
"""How long a round may go on when the process stops: the queue waits without end for a database that is away."""
AT_A_TIME = 100
"""How many rows the queue is asked about at once, and how many broken jobs are queued again in one round."""


class Upkeep:
    """The periodic work of one process. Times here are the machine's own, whatever the clock shows people."""

    def __init__(
        self,
        store: Store,
        jobs: DbosJobs,
        *,
        executor: str,
        worker_timeout: timedelta,
        running: Callable[[], Collection[str]] = tuple,
    ) -> None:
        self._store = store
        self._jobs = jobs
        self._executor = executor
        self._timeout = worker_timeout
        self._running = running
        self._stranded_since: dict[str, datetime] = {}
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    async def start(self) -> None:
        """Begins the rounds."""
        self._task = asyncio.create_task(self._rounds(), name="upkeep")

    async def stop(self) -> None:
        """Ends the rounds and signs off, so that nobody waits for this process.

        A round under way is waited for: cancelled inside a transaction it could leave the database locked. Without a
        database nobody signs off; the others notice by themselves.
        """
        self._stopping.set()
        try:
            if self._task is not None:
                async with asyncio.timeout(GRACE_SECONDS):
                    await self._task
            async with self._store.transaction() as tx:
                await tx.session.exec(delete(WorkerRow).where(col(WorkerRow.executor) == self._executor))
        except (SQLAlchemyError, OSError, TimeoutError):
            log.warning("upkeep.not_signed_off", exc_info=True)

    async def report_alive(self) -> None:
        """Writes this process's sign of life."""
        async with self._store.transaction() as tx:
            await tx.session.merge(WorkerRow(executor=self._executor, seen_at=datetime.now(UTC)))

    async def adopt(self) -> int:
        """Puts the running jobs of dead processes back into the queue, and stranded ones of this; returns how many."""
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
        orphans += self._stranded([job.workflow_id for job in pending if job.executor_id == self._executor])
        if orphans:
            # Into its own queue: any other has neither lanes nor a limit to how many run at once.
            await self._jobs.client.resume_workflows_async(orphans, queue_name=QUEUE)
            log.info("jobs.adopted", count=len(orphans))
        return len(orphans)

    def _stranded(self, mine: Sequence[str]) -> list[str]:
        """Jobs that this process took and has not been running for as long as a dead process is waited for.

        A connection that breaks just when they are taken leaves such: the queue has given them away, and nobody has
        heard. They would also hold up everything behind them in their lane.
        """
        now = datetime.now(UTC)
        idle = set(mine).difference(self._running())
        self._stranded_since = {key: self._stranded_since.get(key, now) for key in idle}
        return [key for key in mine if key in idle and now - self._stranded_since[key] >= self._timeout]

    async def catch_up(self) -> int:
        """Queues what got lost: whatever should have been done by now and has no job any more; returns how many.

        Looked at in this order (rows, jobs, rows again), so that what is being done meanwhile is left alone: a try
        that failed queues the next before it ends, and no row comes back to a state it has left (but for access that came
        true after its removal: one more look at that does no harm).
        """
        async with self._store.reading() as session:
            seen = await awaited(session, now=self._store.clock.now())
        idle: set[str] = set()
        for start in range(0, len(seen), AT_A_TIME):
            idle |= await self._without_a_job([one.stem for one in seen[start : start + AT_A_TIME]])
        if not idle:
            return 0
        async with self._store.transaction() as tx:
            lost = [one for one in await awaited(tx.session, now=tx.now) if one.stem in idle]
            # In one order: another process may be at it too.
            for one in sorted(lost, key=lambda one: one.stem):
                log.warning("jobs.lost", job=one.name, about=one.about)
                tx.enqueue(one.again(tx.now))
        return len(lost)

    async def mend(self) -> int:
        """Queues again what broke: a job ends in an error only where its next try or its last words could not be written.

        Returns how many.
        """
        broken = await self._jobs.client.list_workflows_async(
            name=WORKFLOW, status="ERROR", limit=AT_A_TIME, load_output=False
        )
        mended = 0
        for job in broken:
            again = next_key(job.workflow_id)
            if again is None or job.input is None:
                continue
            log.warning("jobs.broke", key=job.workflow_id)
            # Queued first: killed between the two, the next round finds it queued and only deletes.
            await self._jobs.client.enqueue_async(enqueue_options(again), *job.input["args"])
            await self._jobs.client.delete_workflows_async([job.workflow_id])
            mended += 1
        return mended

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

    async def _without_a_job(self, stems: Sequence[str]) -> set[str]:
        """Those of them that nothing in the queue is about. A timer for another time is none."""
        found = await self._jobs.client.list_workflows_async(
            workflow_id_prefix=list(stems),
            status=["ENQUEUED", "DELAYED", "PENDING"],
            load_input=False,
            load_output=False,
        )
        now = datetime.now(UTC).timestamp() * 1000
        keys = [
            job.workflow_id
            for job in found
            if job.status != "DELAYED" or AGAIN in job.workflow_id or (job.delay_until_epoch_ms or 0) <= now
        ]
        return {stem for stem in stems if not any(key.startswith(stem) for key in keys)}

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
        cleared_at = _NEVER
        while not self._stopping.is_set():
            try:
                await self.report_alive()
                await self.adopt()
                if datetime.now(UTC) - cleared_at >= CLEAR_EVERY:
                    await self.mend()
                    await self.catch_up()
                    await self.look_again()
                    await self.clear()
                    cleared_at = datetime.now(UTC)
            except Exception:
                log.warning("upkeep.failed", exc_info=True)
                cleared_at = _NEVER  # jobs may have broken meanwhile: looked at next time
            with suppress(TimeoutError):
                async with asyncio.timeout(self._timeout.total_seconds() / 4):
                    await self._stopping.wait()
