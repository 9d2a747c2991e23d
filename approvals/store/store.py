"""The store and its transactions: rows, log entries and jobs commit together, or none of them does.

On PostgreSQL transactions run side by side, and two that lock the same things in different orders would wait for each
other for ever. So there is one order, which every operation keeps and the tests hold it to (`tests/approvals/lock_watch`):

1. the person (`lock_person`), before anything else;
2. the request, and a second one only where the person is locked: whoever locks two of a person's requests has them all;
3. what stands under a request: item, grant, task, stage, appeal, emergency, review. Who has the request has these too,
   so among them there is no order;
4. rows of their own: codes, links, inquiries, tickets, warning signs, feeds, cards and messages. One of a kind, or
   several by their key;
5. jobs by their keys, several at once in the order of the keys;
6. the head of the log, in the moment before the commit.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import Session
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals import gone
from approvals.clock import Clock
from approvals.errors import NotFound
from approvals.events import Event
from approvals.jobs.port import Job, JobName, Jobs
from approvals.log.append import append_entries
from approvals.log.entry import Entry
from approvals.store.engine import database_url, open_engines
from approvals.store.tables import GrantRow, ItemRow, RequestRow, TaskRow, new_id


class Transaction:
    """One unit of change. What is logged, announced and queued is written when it ends well."""

    def __init__(self, session: AsyncSession, clock: Clock, *, locks: bool) -> None:
        self.session = session
        self.now = clock.now()
        self._locks = locks
        self._entries: list[Entry] = []
        self._jobs: list[Job] = []
        self._last_steps: list[Callable[[], Awaitable[None]]] = []

    def log(self, entry: Entry) -> None:
        """Adds an entry to the decision log; it is chained just before the commit, so that the head is locked briefly."""
        self._entries.append(entry)

    def announce(self, event: Event) -> None:
        """Tells the world; delivered at least once, after the commit, in order within a request."""
        self._jobs.append(
            Job(
                name=JobName.ANNOUNCE,
                key=new_id("evt"),
                payload={"event": event.model_dump_json()},
                lane=event.request_id,
            )
        )

    def enqueue(self, job: Job) -> None:
        """Leaves something to be done."""
        self._jobs.append(job)

    def before_commit(self, step: Callable[[], Awaitable[None]]) -> None:
        """Leaves a change that has to see all the others; it may log and announce."""
        self._last_steps.append(step)

    async def lock_person(self, person: str) -> None:
        """Nobody else changes what this person holds or waits for until this transaction ends.

        Segregation of duties and "already held" look at all of a person's access, so two requests for one
        person must not be decided side by side. (On SQLite there is only ever one writer.)
        """
        if self._locks:
            number = int.from_bytes(hashlib.sha256(person.encode()).digest()[:8], "big", signed=True)
            await self.session.exec(text("SELECT pg_advisory_xact_lock(:n)").bindparams(n=number))  # type: ignore[call-overload]

    async def lock_request(self, request_id: str) -> RequestRow:
        """The request, reloaded and locked; its version moves on. Raises NotFound."""
        row = await self.session.get(RequestRow, request_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise NotFound(gone.REQUEST)
        row.version += 1
        return row

    async def lock_item(self, item_id: str) -> tuple[RequestRow, ItemRow]:
        """An item and its request, both locked, the request first so that nobody deadlocks. Raises NotFound."""
        seen = await self.session.get(ItemRow, item_id)
        if seen is None:
            raise NotFound(gone.REQUEST)
        return await self._lock_both(seen.request_id, item_id)

    async def lock_to_decide(self, item_id: str) -> tuple[RequestRow, ItemRow]:
        """The same for a decision, which looks at all that the beneficiary has: they are locked before. Raises NotFound."""
        found = await self.session.exec(
            select(RequestRow.id, RequestRow.beneficiary)  # neither ever changes
            .join(ItemRow, col(ItemRow.request_id) == col(RequestRow.id))
            .where(ItemRow.id == item_id)
        )
        if (seen := found.first()) is None:
            raise NotFound(gone.REQUEST)
        request_id, beneficiary = seen
        await self.lock_person(beneficiary)
        return await self._lock_both(request_id, item_id)

    async def _lock_both(self, request_id: str, item_id: str) -> tuple[RequestRow, ItemRow]:
        request = await self.lock_request(request_id)
        item = await self.session.get_one(ItemRow, item_id, with_for_update=True, populate_existing=True)
        return request, item

    async def lock_grant(self, grant_id: str) -> tuple[RequestRow, ItemRow, GrantRow]:
        """A grant with its item and request, all locked. Raises NotFound."""
        seen = await self.session.get(GrantRow, grant_id)
        if seen is None:
            raise NotFound(gone.ACCESS)
        request, item = await self.lock_item(seen.item_id)
        grant = await self.session.get_one(GrantRow, grant_id, with_for_update=True, populate_existing=True)
        return request, item, grant

    async def holder_of_task(self, task_id: str) -> str:
        """Whose access a task is about, not locked: it never changes. Raises NotFound."""
        found = await self.session.exec(
            select(GrantRow.person)
            .join(TaskRow, col(TaskRow.grant_id) == col(GrantRow.id))
            .where(TaskRow.id == task_id)
        )
        if (person := found.first()) is None:
            raise NotFound(gone.TASK)
        return person

    async def lock_task(self, task_id: str) -> tuple[RequestRow, ItemRow, GrantRow, TaskRow]:
        """A task with its grant, item and request, all locked. Raises NotFound."""
        seen = await self.session.get(TaskRow, task_id)
        if seen is None:
            raise NotFound(gone.TASK)
        request, item, grant = await self.lock_grant(seen.grant_id)
        task = await self.session.get_one(TaskRow, task_id, with_for_update=True, populate_existing=True)
        return request, item, grant, task

    async def seal(self, jobs: Jobs) -> None:
        """Writes log entries and jobs; the last thing before the commit."""
        for step in self._last_steps:
            await step()
        await self.session.flush()
        await self.session.run_sync(self._put, jobs)
        await append_entries(self.session, self._entries, at=self.now)

    def _put(self, session: Session, jobs: Jobs) -> None:
        for job in self._jobs:
            jobs.put(session, job, now=self.now)


class Store:
    """The database, as the operations know it."""

    def __init__(self, url: URL, *, clock: Clock, jobs: Jobs) -> None:
        self.url = url
        self.clock = clock
        self.jobs = jobs
        self._writing: AsyncEngine
        self._reading: AsyncEngine
        self._writing, self._reading = open_engines(url)
        self._locks = url.get_backend_name() != "sqlite"

    @classmethod
    def at(cls, url: str, *, clock: Clock, jobs: Jobs) -> Store:
        """The store behind an SQLAlchemy URL. Raises BadDatabaseUrl."""
        return cls(database_url(url), clock=clock, jobs=jobs)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A unit of change: commits on the way out, undoes everything when an exception passes through."""
        async with AsyncSession(self._writing, expire_on_commit=False) as session, session.begin():
            tx = Transaction(session, self.clock, locks=self._locks)
            yield tx
            await tx.seal(self.jobs)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A consistent look; nothing written here is kept."""
        async with AsyncSession(self._reading, expire_on_commit=False) as session:
            yield session

    async def ping(self) -> None:
        """Raises whatever the driver raises when the database does not answer."""
        async with self._reading.connect() as connection:
            await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Lets go of all connections."""
        await self._writing.dispose()
        await self._reading.dispose()
