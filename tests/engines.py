"""Engines kept from test to test for databases whose names come again, the store's and DBOS's.

An engine remembers every statement it has compiled; compiling them anew takes longer than most tests do. To start DBOS
with one takes half the time, and the server a fifth of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from approvals.store.engine import database_url, open_engines

if TYPE_CHECKING:
    from dbos import DBOSConfig

_kept: dict[URL, tuple[AsyncEngine, AsyncEngine]] = {}
_of_dbos: dict[URL, Engine] = {}

KEPT = "kept by the tests"
"""What connections to PostgreSQL call themselves that the next test may use: opening one takes the server 5 ms."""


def kept_engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """The engines of that database; whoever had them before has given back their connections."""
    if url not in _kept:
        _kept[url] = open_engines(_named(url))
        if url.get_backend_name() != "sqlite":
            # A store that is closed would close the connections the next test may use (`let_go_of` closes the others).
            for engine in _kept[url]:
                vars(engine.sync_engine)["dispose"] = _left_open
    return _kept[url]


def _left_open(*, close: bool = True) -> None:
    """What closing a store does to connections that are kept."""


def with_kept_engine(configuration: Callable[[URL, str], DBOSConfig]) -> Callable[[URL, str], DBOSConfig]:
    """How DBOS runs, with an engine that the next test uses again in place of one of its own."""

    def configured(url: URL, executor: str) -> DBOSConfig:
        if url not in _of_dbos:
            _of_dbos[url] = _engine_of_dbos(url)
        return {**configuration(url, executor), "system_database_engine": _of_dbos[url]}

    return configured


def _engine_of_dbos(url: URL) -> Engine:
    """An engine as DBOS opens it for itself."""
    if url.get_backend_name() != "sqlite":
        return create_engine(_named(url), pool_size=20, max_overflow=0, pool_timeout=30, pool_pre_ping=True)
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def writers_queue(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        connection.isolation_level = "IMMEDIATE"
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=30000")
        cursor.execute("PRAGMA foreign_keys=ON")

    return engine


def let_go_of(url: URL) -> None:
    """Forgets connections that the next test must not have.

    On SQLite all: it has another file there. On PostgreSQL, where the driver ties a connection to no loop, those of
    a test that did not give back what it took.
    """
    known = database_url(url.render_as_string(hide_password=False))
    engines = [engine.sync_engine for engine in _kept.get(known, ())]
    for engine in [*engines, *([_of_dbos[known]] if known in _of_dbos else [])]:
        pool = engine.pool
        if url.get_backend_name() == "sqlite" or not isinstance(pool, QueuePool) or pool.checkedout():
            Engine.dispose(engine, close=False)


def _named(url: URL) -> URL:
    return url if url.get_backend_name() == "sqlite" else url.update_query_dict({"application_name": KEPT})
