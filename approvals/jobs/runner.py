"""Running jobs on DBOS: start, stop without losing anything, and take over from processes that died.

DBOS is one per process, and so is the runner. Jobs run on the event loop that started it. They are not
split into steps: every handler looks at its row first, so running one again from the start is harmless.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer
from sqlalchemy import URL

from approvals.jobs.bell import Bell
from approvals.jobs.handlers import Handler, LastWords
from approvals.jobs.old_sqlite import fit_dbos
from approvals.jobs.port import NEWS
from approvals.jobs.queue import (
    APPLICATION,
    APPLICATION_VERSION,
    QUEUE,
    WORKFLOW,
    DbosJobs,
    enqueue_options,
    key_of_try,
)
from approvals.jobs.retry import TryAgain, wait_before
from approvals.jobs.upkeep import Upkeep
from approvals.store.store import Store

log = structlog.get_logger(__name__)

POLL_SECONDS = 0.5
"""How often the queue is looked at while nothing rings the bell: what other processes queued, and what was delayed,
waits for that. Twice as often costs twice as much of a core while nobody does anything (docs/performance.md)."""
NAP_SECONDS = 0.1
"""How long DBOS's listener for notifications sleeps, of which there are none: a stop waits for it."""
AT_ONCE = 12
"""Jobs running in this process at the same time."""
GRACE_SECONDS = 20.0
"""How long a stopping process waits for running jobs; what is left is taken over by the next."""

_running: JobRunner | None = None


@DBOS.workflow(name=WORKFLOW)
async def usher_job(name: str, payload: dict[str, str], attempt: int) -> None:
    """The one workflow: hands a job to the runner of this process."""
    if _running is None:
        raise RuntimeError("a job arrived in a process that runs none")
    await _running.run(str(DBOS.workflow_id), name, payload, attempt)


def configuration(url: URL, executor: str) -> DBOSConfig:
    """How DBOS runs in the process of that name, on the database that also holds the rows."""
    fit_dbos()
    return {
        "name": APPLICATION,
        "system_database_url": url.render_as_string(hide_password=False),
        "application_version": APPLICATION_VERSION,
        "executor_id": executor,
        "serializer": DBOSPortableJSONSerializer(),
        "log_level": "ERROR",
        "max_executor_threads": 2 * AT_ONCE,
        "use_listen_notify": False,
        "notification_listener_polling_interval_sec": NAP_SECONDS,
    }


def register_queue() -> None:
    """The queue of a launched DBOS. The first time a database sees it, it is heard of within a second."""
    DBOS.register_queue(
        QUEUE, worker_concurrency=AT_ONCE, partition_concurrency=1, polling_interval_sec=POLL_SECONDS
    )


async def _let_go() -> None:
    """Ends DBOS, unless that takes too long: without a database some of its threads never come to an end."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def destroy() -> None:
        try:
            DBOS.destroy()
        finally:
            with suppress(RuntimeError):  # nobody waits any more
                loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=destroy, name="dbos-ends", daemon=True).start()
    try:
        await asyncio.wait_for(ended.wait(), GRACE_SECONDS)
    except TimeoutError:
        log.warning("jobs.not_let_go")


class JobRunner:
    """Everything between a queued row and a handler that has returned."""

    def __init__(
        self,
        store: Store,
        jobs: DbosJobs,
        handlers: Mapping[str, Handler],
        last_words: Mapping[str, LastWords],
        *,
        worker_timeout: timedelta = timedelta(seconds=10),
    ) -> None:
        self._jobs = jobs
        self._store = store
        self._handlers = handlers
        self._last_words = last_words
        self.executor = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self._active: set[str] = set()
        self._upkeep = Upkeep(
            store,
            jobs,
            executor=self.executor,
            worker_timeout=worker_timeout,
            running=lambda: self._active,
        )
        self._idle = asyncio.Condition()
        self._dbos: DBOS | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._bell = Bell()

    @property
    def started(self) -> bool:
        """Whether jobs are being run."""
        return self._dbos is not None

    async def start(self) -> None:
        """Begins to run jobs, first of all those that a dead process left."""
        global _running
        if _running is not None:
            raise RuntimeError("this process runs jobs already")
        await self._upkeep.report_alive()
        self._dbos = DBOS(config=configuration(self._store.url, self.executor))
        self._loop = asyncio.get_running_loop()
        _running = self
        DBOS.launch()
        self._bell.hang(self._dbos.background_thread_stop_events)
        self._jobs.queued = self._bell.ring
        await asyncio.to_thread(register_queue)
        await self._upkeep.start()

    async def stop(self) -> None:
        """Takes no further jobs, lets the running ones finish, and signs off."""
        global _running
        if self._dbos is None:
            return
        for event in self._dbos.background_thread_stop_events:
            event.set()
        self._bell.ring()
        try:
            async with asyncio.timeout(GRACE_SECONDS), self._idle:
                await self._idle.wait_for(lambda: not self._active)
        except TimeoutError:
            log.warning("jobs.left_running", count=len(self._active))
        await self._upkeep.stop()
        self._jobs.close()
        # DBOS made its own pool the loop's default and shuts it down now; whoever comes after needs one that works.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(thread_name_prefix="usher"))
        await _let_go()
        self._dbos = None
        _running = None

    async def run(self, key: str, name: str, payload: dict[str, str], attempt: int) -> None:
        """One try of one job, on the event loop that started the runner.

        DBOS has a loop of its own, and takes that one for jobs that come while this one stands still; a lock that a
        handler waits for there would never wake it.
        """
        self._active.add(key)  # from now on a stop waits for it
        trying = self._tried(key, name, payload, attempt)
        if self._loop is None or self._loop is asyncio.get_running_loop():
            await trying
            return
        try:
            handed = asyncio.run_coroutine_threadsafe(trying, self._loop)
        except RuntimeError:  # that loop is closed, and with it this process ends: another takes the job over
            trying.close()
            self._active.discard(key)
            raise asyncio.CancelledError from None
        await asyncio.wrap_future(handed)

    async def _tried(self, key: str, name: str, payload: dict[str, str], attempt: int) -> None:
        """A failure is queued again, later, or given up for good."""
        try:
            await self._handlers[name](payload)
        except TryAgain as later:
            await self._again(key, name, payload, attempt, later.sentence, later)
        except Exception as broken:  # noqa: BLE001 - nothing may be lost, whatever went wrong
            await self._again(
                key,
                name,
                payload,
                attempt,
                "Something went wrong inside Usher; the log has the details.",
                broken,
            )
        finally:
            self._active.discard(key)
            self._bell.ring()
            async with self._idle:
                self._idle.notify_all()

    async def _again(
        self, key: str, name: str, payload: dict[str, str], attempt: int, sentence: str, cause: Exception
    ) -> None:
        wait = wait_before(attempt + 1, after=cause, news=name in NEWS)
        about: dict[str, Any] = {"job": name, "key": key, "attempt": attempt, "sentence": sentence}
        if wait is None:
            log.error("job.given_up", exc_info=cause, **about)
            if name in self._last_words:
                await self._last_words[name](payload, sentence)
            return
        log.warning(
            "job.again",
            wait=wait.total_seconds(),
            exc_info=None if isinstance(cause, TryAgain) else cause,
            **about,
        )
        # It leaves its lane, so that one message Slack refuses does not hold up the ones behind it.
        options = enqueue_options(key_of_try(key, attempt + 1), delay=wait.total_seconds())
        await self._jobs.client.enqueue_async(options, name, payload, attempt + 1)

    async def jump(self, span: timedelta) -> None:
        """Brings everything that is due later nearer by that span; goes with a clock that was moved."""
        client = self._jobs.client
        waiting = await client.list_workflows_async(status="DELAYED", load_input=False, load_output=False)
        now = datetime.now(UTC).timestamp() * 1000
        for job in waiting:
            due = (job.delay_until_epoch_ms or 0) - span.total_seconds() * 1000
            await client.set_workflow_delay_async(job.workflow_id, delay_until_epoch_ms=int(max(now, due)))
        await asyncio.to_thread(self._jobs.bring_due)
