"""Opening the database: one URL in, the engines out, with SQLite set up so that writers queue instead of failing."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from approvals.store.sqlite_connection import OneVisit

SETTING = "USHER_DATABASE_URL"
SQLITE_SETTINGS = (
    "PRAGMA busy_timeout=30000",  # milliseconds
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # what was committed survives a power cut
    "PRAGMA foreign_keys=ON",
)


class BadDatabaseUrl(ValueError):
    """The database URL cannot be used; the message says what would be right."""


def database_url(text: str, *, named_by: str = SETTING) -> URL:
    """The URL with the driver that works both synchronously (DBOS, migrations) and asynchronously.

    `named_by` is where the text stands, for whoever has to correct it. Raises BadDatabaseUrl for anything but SQLite
    and PostgreSQL.
    """
    try:
        url = make_url(text)
    except ArgumentError:  # the text may hold a password, so it is not repeated
        raise BadDatabaseUrl(
            f"{named_by} is not a database URL; use sqlite:///usher.db or postgresql://user@host/name."
        ) from None
    except ValueError:
        raise BadDatabaseUrl(
            f"{named_by} has a port that is no number; write postgresql://user@host:5432/name."
        ) from None
    backend = url.get_backend_name()
    if backend == "sqlite":
        if not url.database or url.database == ":memory:":
            raise BadDatabaseUrl(f"{named_by} names no file; use sqlite:///usher.db.")
        return url.set(drivername="sqlite")
    if backend in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    raise BadDatabaseUrl(f"{named_by} asks for {backend}; Usher works with sqlite:///… and postgresql://….")


POSTGRES_PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""Seconds, the last in milliseconds: a server that vanished without a word is given up in a minute, not in two hours."""


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def open_engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """The engine that writes and the one that reads; each look through the second sees one moment only.

    On PostgreSQL they share their connections.

    On SQLite the writing engine has one connection, which is the in-process lock, and begins IMMEDIATE,
    which is the lock against other processes: a transaction that read first could not be upgraded later.
    """
    if url.get_backend_name() != "sqlite":
        engine = create_async_engine(
            url,
            pool_size=16,
            max_overflow=4,
            pool_pre_ping=True,
            json_serializer=_dumps,
            connect_args=POSTGRES_PATIENCE,
        )
        return engine, engine.execution_options(isolation_level="REPEATABLE READ")
    return (
        _sqlite_engine(url, connections=1, begins="BEGIN IMMEDIATE"),
        _sqlite_engine(url, connections=8, begins="BEGIN"),
    )


def _sqlite_engine(url: URL, *, connections: int, begins: str) -> AsyncEngine:
    return create_async_engine(
        url.set(drivername="sqlite+aiosqlite"),
        async_creator=partial(OneVisit.open, url.database or "", settings=SQLITE_SETTINGS, begins=begins),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=60,
        json_serializer=_dumps,
    )
