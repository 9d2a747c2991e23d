"""Engines kept from test to test for databases whose names come again.

An engine remembers every statement it has compiled; compiling them anew takes longer than most tests do.
"""

from __future__ import annotations

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import QueuePool

from approvals.store.engine import database_url, open_engines

_kept: dict[URL, tuple[AsyncEngine, AsyncEngine]] = {}

KEPT = "kept by the tests"
"""What connections to PostgreSQL call themselves that the next test may use: opening one takes the server 5 ms."""


def kept_engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """The engines of that database; whoever had them before has given back their connections."""
    if url not in _kept:
        _kept[url] = open_engines(_named(url))
    return _kept[url]


def let_go_of(url: URL) -> None:
    """Forgets connections that the next test must not have.

    On SQLite all: it has another file there. On PostgreSQL, where the driver ties a connection to no loop, those of
    a test that did not give back what it took.
    """
    for engine in _kept.get(database_url(url.render_as_string(hide_password=False)), ()):
        pool = engine.sync_engine.pool
        if url.get_backend_name() == "sqlite" or not isinstance(pool, QueuePool) or pool.checkedout():
            engine.sync_engine.dispose(close=False)


def _named(url: URL) -> URL:
    return url if url.get_backend_name() == "sqlite" else url.update_query_dict({"application_name": KEPT})
