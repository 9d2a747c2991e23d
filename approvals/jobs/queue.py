"""Putting jobs onto DBOS queues, inside the transaction of what caused them.

A job that is due later is a delayed row, never a parked workflow: 100,000 of them cost a few megabytes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import URL, Engine, event
from sqlalchemy.orm import Session

from approvals.jobs.old_sqlite import fit_dbos
from approvals.jobs.port import Job

if TYPE_CHECKING:
    from dbos import DBOSClient, EnqueueOptions

APPLICATION = "usher"
APPLICATION_VERSION = "usher-1"
"""Constant on purpose: a timer queued under another version would never run."""
WORKFLOW = "usher_job"
QUEUE = "usher-work"
"""The one queue: looking at it costs, so there is no second. One job at a time in each lane, so that a request's
announcements arrive in order; a job without a lane has one of its own."""
AGAIN = "#"
"""Between a job's key and the number of the try."""
MENDED = "~"
"""Between that and how often the job broke."""
MENDED_AT_MOST = 48
"""After so many times, a day of upkeep, a job that breaks is left as it is, for somebody to look at."""


def open_client(database: URL | Engine) -> DBOSClient:
    """A client on the same database as the rows. Values are stored as JSON; the default would be pickle.

    One on an engine is for the transactions of that engine only: in those of another, it would compile the statement
    that queues a job each time.
    """
    from dbos import DBOSClient, DBOSPortableJSONSerializer

    fit_dbos()
    url = database if isinstance(database, URL) else database.url
    return DBOSClient(
        system_database_url=url.render_as_string(hide_password=False),
        system_database_engine=database if isinstance(database, Engine) else None,
        serializer=DBOSPortableJSONSerializer(),
        application_name=APPLICATION,
        lazy=True,
    )


class DbosJobs:
    """Jobs on DBOS. A client is opened when it is first needed, because importing DBOS takes seconds."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._client: DBOSClient | None = None
        self._within: DBOSClient | None = None
        self._engine: Engine | None = None
        self.queued: Callable[[], None] = lambda: None
        """Called in this process each time something that is due has been queued."""

    @property
    def client(self) -> DBOSClient:
        """The client to DBOS's tables."""
        if self._client is None:
            self._client = open_client(self._url)
        return self._client

    def put(self, session: Session, job: Job, *, now: datetime) -> None:
        """Queues the job in this transaction; a key that is known already changes nothing."""
        delay = max(0.0, (job.due - now).total_seconds()) if job.due else 0.0
        if not delay:
            event.listen(session, "after_commit", lambda _: self.queued(), once=True)
        self._client_within(session).enqueue_in_transaction(
            session, enqueue_options(job.key, lane=job.lane, delay=delay), str(job.name), job.payload, 0
        )

    def _client_within(self, session: Session) -> DBOSClient:
        """The client on the engine of the transaction, which is always the same but in tests."""
        engine = session.connection().engine
        if self._within is None or self._engine is not engine:
            self._within, self._engine = open_client(engine), engine
        return self._within

    def bring_due(self) -> None:
        """Queues what was delayed until now. DBOS does so by itself once a second."""
        self.client._sys_db.transition_delayed_workflows()
        self.queued()

    def close(self) -> None:
        """Lets go of connections; those of a transaction's engine are not ours."""
        self._within = self._engine = None
        if self._client is not None:
            self._client.destroy()
            self._client = None


def enqueue_options(key: str, *, lane: str = "", delay: float = 0.0) -> EnqueueOptions:
    """How a job is queued; the delay is in seconds."""
    options: EnqueueOptions = {
        "workflow_name": WORKFLOW,
        "queue_name": QUEUE,
        "queue_partition_key": lane or key,
        "workflow_id": key,
        "app_version": APPLICATION_VERSION,
    }
    if delay:
        options["delay_seconds"] = delay
    return options


def key_of_try(key: str, attempt: int) -> str:
    """The key of a further try. It follows from the job's own: put twice, it is still one."""
    return f"{key.split(AGAIN)[0].split(MENDED)[0]}{AGAIN}{attempt}"


def next_key(key: str) -> str | None:
    """The key under which a job that broke is queued again; None when that was often enough."""
    whole, _, times = key.partition(MENDED)
    number = int(times or 0) + 1
    return f"{whole}{MENDED}{number}" if number <= MENDED_AT_MOST else None
