"""A desk with a real database, a small company and a clock that stands where the tests put it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from approvals.desk import Desk
from approvals.jobs.port import Job, JobName
from approvals.store.store import Store
from tests.approvals.company import NOW, northlight, policies_of
from tests.approvals.lock_watch import watch_locks


class StandingClock:
    """A clock that moves only when told."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def advance(self, span: timedelta) -> None:
        self.at += span


@dataclass
class NotedJobs:
    """Jobs that are noted instead of run: what an operation leaves to be done."""

    put_so_far: dict[str, Job] = field(default_factory=dict)

    def put(self, session: Session, job: Job, *, now: datetime) -> None:
        self.put_so_far.setdefault(job.key, job)

    def named(self, name: JobName) -> list[Job]:
        return [job for job in self.put_so_far.values() if job.name is name]


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(NOW)


@pytest.fixture
def jobs() -> NotedJobs:
    return NotedJobs()


@pytest.fixture
async def desk(database: str, clock: StandingClock, jobs: NotedJobs) -> AsyncIterator[Desk]:
    store = Store.at(database, clock=clock, jobs=jobs)
    watch_locks(store)
    company = northlight()
    yield Desk(store=store, company=company, policies=policies_of(company))
    await store.close()
