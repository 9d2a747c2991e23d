"""Fresh databases for tests: SQLite files, migrated once and copied, and PostgreSQL databases.

They are as a stopped Usher leaves them: DBOS's tables are there, and its queue is known.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import URL, make_url

from bot.database import migrate
from tests.engines import let_go_of
from tests.postgres import Databases

POSTGRES = "USHER_TEST_POSTGRES_URL"


@cache
def _sqlite_template() -> Path:
    memory = Path("/dev/shm")
    path = Path(mkdtemp(prefix="usher-test-", dir=memory if memory.is_dir() else None)) / "template.db"
    _ran_before(make_url(f"sqlite:///{path}"))
    return path


def _ran_before(url: URL) -> None:
    from dbos import DBOS  # takes a second, and most tests have no database

    from approvals.jobs.runner import configuration, register_queue

    def run() -> None:
        DBOS(config=configuration(url, "template"))
        DBOS.launch()
        register_queue()
        DBOS.destroy()

    migrate(url)
    with ThreadPoolExecutor(max_workers=1) as aside:  # DBOS refuses where an event loop runs
        aside.submit(run).result()


@contextmanager
def fresh_sqlite(folder: Path) -> Iterator[str]:
    """A migrated SQLite file of its own."""
    path = folder / f"usher-{uuid.uuid4().hex[:8]}.db"
    shutil.copy(_sqlite_template(), path)
    yield f"sqlite:///{path}"


_free: list[Path] = []


@contextmanager
def lent_sqlite() -> Iterator[str]:
    """A migrated SQLite file, for nobody else to use meanwhile; its name comes again, so that its engines do too."""
    path = _free.pop() if _free else _sqlite_template().with_name(f"{uuid.uuid4().hex[:8]}.db")
    for old in (path, *(path.with_name(path.name + rest) for rest in ("-wal", "-shm"))):
        old.unlink(missing_ok=True)
    shutil.copy(_sqlite_template(), path)
    url = f"sqlite:///{path}"
    try:
        yield url
    finally:
        let_go_of(make_url(url))
        _free.append(path)


def postgres_server() -> URL | None:
    """The server tests may create databases on; None when the run is for SQLite."""
    url = os.environ.get(POSTGRES)
    return make_url(url).set(drivername="postgresql+psycopg") if url else None


@cache
def _databases(server: URL) -> Databases:
    return Databases(server, _ran_before)


@contextmanager
def fresh_postgres(server: URL) -> Iterator[str]:
    """A migrated PostgreSQL database, for nobody else to use meanwhile."""
    databases = _databases(server)
    name = databases.take()
    try:
        yield databases.url(name).render_as_string(hide_password=False)
    finally:
        let_go_of(databases.url(name))
        databases.give_back(name)


def drop_databases() -> None:
    """Removes this process's PostgreSQL databases."""
    if (server := postgres_server()) is not None:
        _databases(server).close()


def drop_files() -> None:
    """Removes this process's SQLite files; the last thing it does with databases."""
    if _sqlite_template.cache_info().currsize:
        shutil.rmtree(_sqlite_template().parent, ignore_errors=True)
