"""Fresh databases for tests: SQLite files and PostgreSQL databases, migrated once and copied for each test."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import URL, create_engine, make_url, text

from bot.database import migrate

POSTGRES = "USHER_TEST_POSTGRES_URL"


@cache
def _sqlite_template() -> Path:
    path = Path(mkdtemp(prefix="usher-test-")) / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@contextmanager
def fresh_sqlite(folder: Path) -> Iterator[str]:
    """A migrated SQLite file of its own."""
    path = folder / f"usher-{uuid.uuid4().hex[:8]}.db"
    shutil.copy(_sqlite_template(), path)
    yield f"sqlite:///{path}"


def postgres_server() -> URL | None:
    """The server tests may create databases on; None when the run is for SQLite."""
    url = os.environ.get(POSTGRES)
    return make_url(url).set(drivername="postgresql+psycopg") if url else None


def _run(server: URL, *statements: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@cache
def _postgres_template(server: URL) -> str:
    name = f"usher_template_{os.getpid()}"
    _run(server, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    migrate(server.set(database=name))
    return name


@contextmanager
def fresh_postgres(server: URL) -> Iterator[str]:
    """A migrated PostgreSQL database of its own, dropped afterwards."""
    name = f"usher_test_{uuid.uuid4().hex[:12]}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE {_postgres_template(server)}")
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        _run(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def drop_template() -> None:
    """Removes this process's PostgreSQL template."""
    if (server := postgres_server()) is not None and _postgres_template.cache_info().currsize:
        _run(server, f"DROP DATABASE IF EXISTS {_postgres_template(server)} WITH (FORCE)")
