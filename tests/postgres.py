"""PostgreSQL databases for tests, used again: making one takes a third of a second of a core, emptying one a fiftieth.

Empty means: the rows, counters and tables of the beginning, and nobody connected. One that cannot be brought back to
that is dropped, and the next test gets a new one.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from psycopg import Connection, sql
from sqlalchemy import URL

_TABLES = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'dbos') ORDER BY 1, 2"
_COUNTERS = "SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY 1, 2"
_SHAPE = """
SELECT md5(string_agg(line, chr(10) ORDER BY line)) FROM (
    SELECT concat_ws(' ', n.nspname, c.relname, c.relkind, a.attname, a.atttypid, a.attnotnull) AS line
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE n.nspname IN ('public', 'dbos')
    UNION ALL SELECT concat_ws(' ', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
) AS lines
"""
_ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True)
class Beginning:
    """A database as its first test met it."""

    shape: str
    tables: tuple[tuple[sql.Identifier, bytes], ...]
    """Each with its rows, as COPY writes them."""
    counters: tuple[tuple[str, str, int | None], ...]


class Databases:
    """The databases of this process on one server; `prepare` makes a new one what every test begins with."""

    def __init__(self, server: URL, prepare: Callable[[URL], None]) -> None:
        self._server = server
        self._prepare = prepare
        self._free: list[str] = []
        self._beginnings: dict[str, Beginning] = {}

    def url(self, name: str) -> URL:
        """Where the database of that name is."""
        return self._server.set(database=name)

    def take(self) -> str:
        """The name of a database that nobody else has."""
        if self._free:
            return self._free.pop()
        name = f"usher_test_{os.getpid()}_{uuid.uuid4().hex[:8]}"
        with self._connection(self._server) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        self._prepare(self.url(name))
        with self._connection(self.url(name)) as connection:
            self._beginnings[name] = _beginning(connection)
        return name

    def give_back(self, name: str) -> None:
        """Empties it for the next."""
        try:
            with self._connection(self.url(name)) as connection:
                usable = _emptied(connection, self._beginnings[name])
        except psycopg.Error:
            usable = False
        if usable:
            self._free.append(name)
        else:
            self._drop(name)

    def close(self) -> None:
        """Drops them all."""
        while self._free:
            self._drop(self._free.pop())

    def _drop(self, name: str) -> None:
        with self._connection(self._server) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def _connection(self, url: URL) -> Connection:
        where = url.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(where, autocommit=True)


def _beginning(connection: Connection) -> Beginning:
    tables = []
    for row in connection.execute(_TABLES).fetchall():
        table = sql.Identifier(*row)
        with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(table)) as lines:
            tables.append((table, b"".join(bytes(line) for line in lines)))
    counters = tuple(connection.execute(_COUNTERS).fetchall())
    return Beginning(shape=_shape(connection), tables=tuple(tables), counters=counters)


def _emptied(connection: Connection, beginning: Beginning) -> bool:
    """Brings the rows back; False when the tables are not those of the beginning."""
    connection.execute(_ALONE)
    if _shape(connection) != beginning.shape:
        return False
    with connection.transaction():
        # Neither triggers that keep the decision log as it is nor foreign keys have a say here.
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute(
            sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(table) for table, _ in beginning.tables)
        )
        for table, held in beginning.tables:
            if held:
                with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(table)) as lines:
                    lines.write(held)
        for schema, name, last in beginning.counters:
            which = sql.Identifier(schema, name).as_string(connection)
            connection.execute("SELECT setval(%s, %s, %s)", (which, last or 1, last is not None))
    return True


def _shape(connection: Connection) -> str:
    row = connection.execute(_SHAPE).fetchone()
    return str(row[0]) if row else ""
