"""A running queue with one handler, and what the handler was given."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from approvals.clock import MovableClock
from approvals.jobs.port import JobName
from approvals.jobs.queue import DbosJobs
from approvals.jobs.retry import TryAgain
from approvals.jobs.runner import JobRunner
from approvals.store.engine import database_url
from approvals.store.store import Store


class Ran:
    """Which payloads a handler was given, and a way to wait for one."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.changed = asyncio.Condition()
        self.failures = 0
        self.within: timedelta | None = None
        self.last_words: list[str] = []

    async def __call__(self, payload: dict[str, str]) -> None:
        async with self.changed:
            self.seen.append(payload["grant"])
            self.changed.notify_all()
        if self.failures:
            self.failures -= 1
            raise TryAgain("not yet", within=self.within)

    async def gave_up(self, payload: dict[str, str], sentence: str) -> None:
        async with self.changed:
            self.last_words.append(sentence)
            self.changed.notify_all()

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(20), self.changed:
            await self.changed.wait_for(true)


@pytest.fixture
def ran() -> Ran:
    return Ran()


Start = Callable[[], Awaitable[tuple[Store, JobRunner, DbosJobs]]]


@pytest.fixture
async def start(database: str, ran: Ran) -> AsyncIterator[Start]:
    opened: list[tuple[Store, JobRunner]] = []

    async def begin() -> tuple[Store, JobRunner, DbosJobs]:
        jobs = DbosJobs(database_url(database))
        store = Store.at(database, clock=MovableClock(), jobs=jobs)
        runner = JobRunner(
            store,
            jobs,
            {JobName.EXPIRE: ran},
            {JobName.EXPIRE: ran.gave_up},
            worker_timeout=timedelta(seconds=0.4),
        )
        await runner.start()
        opened.append((store, runner))
        return store, runner, jobs

    yield begin
    for store, runner in opened:
        await runner.stop()
        await store.close()
