"""A running Usher to measure: the scenario tests' office, and a desk of its own beside it to file and look with."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from approvals.desk import Desk
from approvals.jobs.queue import DbosJobs
from approvals.policy.book import PolicyBook
from approvals.store.engine import database_url
from approvals.store.store import Store
from tests.bench.watching import Watcher
from tests.scenarios.office import Office, open_office

LOOK_AGAIN = 0.02
"""Seconds between two looks at the queue; only spent between measurements."""


@dataclass
class House:
    """The office at work, and what the measurement needs beside it."""

    office: Office
    desk: Desk
    jobs: DbosJobs
    watcher: Watcher

    async def quiet(self) -> None:
        """Until nothing is queued or running: timers that are due later do not count."""
        while await self._busy():  # noqa: ASYNC110 - the queue is a table, which tells nobody when it is empty
            await asyncio.sleep(LOOK_AGAIN)

    async def idle(self, seconds: float) -> float:
        """What share of one core this process takes while nothing happens, over that time."""
        await self.quiet()
        used, begun = time.process_time(), time.perf_counter()
        await asyncio.sleep(seconds)
        return (time.process_time() - used) / (time.perf_counter() - begun)

    async def _busy(self) -> bool:
        going = await self.jobs.client.list_workflows_async(
            status=["ENQUEUED", "PENDING"], load_input=False, load_output=False, limit=1
        )
        return bool(going)


@asynccontextmanager
async def open_house(database: str) -> AsyncIterator[House]:
    """Usher at work in this process, on that (migrated, empty) database."""
    async with open_office(database) as office:
        url = database_url(database)
        jobs = DbosJobs(url)
        store = Store(url, clock=office.clock.inner, jobs=jobs)
        desk = Desk(store=store, company=office.company, policies=PolicyBook.load(office.company))
        try:
            yield House(office=office, desk=desk, jobs=jobs, watcher=Watcher(office.slack))
        finally:
            jobs.close()
            await store.close()
