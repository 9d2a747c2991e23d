"""PostgreSQL databases for tests, used again: making one takes half a second of a core, emptying one a hundredth.

Empty means: the rows, counters and tables of the beginning, and nobody connected but who waits to be used again. One
that cannot be brought back to that is dropped, and the next test gets a new one.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from psycopg import Connection, sql
from sqlalchemy import URL

from tests.engines import KEPT

_TABLES = """
SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('public', 'dbos') ORDER BY 1
"""
_COUNTERS = """
SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences ORDER BY 1
"""
_SHAPE = """
WITH ours AS (SELECT oid, xmin FROM pg_class WHERE relnamespace IN ('public'::regnamespace, 'dbos'::regnamespace))
SELECT count(*), sum(xmin::text::bigint) FROM (
    SELECT xmin FROM ours
    UNION ALL SELECT a.xmin FROM pg_attribute a JOIN ours ON ours.oid = a.attrelid
    UNION ALL SELECT t.xmin FROM pg_trigger t JOIN ours ON ours.oid = t.tgrelid
) AS rows
"""
"""How many rows describe the tables, and which transactions wrote them: any change of a table changes that."""
_ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND NOT (application_name = %s AND state = 'idle')
"""


@dataclass(frozen=True)
class Lent:
    """A database that is used again and again, and the connection that empties it."""

    connection: Connection
    shape: tuple[object, ...] | None


class Databases:
    """The databases of this process on one server; `prepare` makes a new one what every test begins with."""

    def __init__(self, server: URL, prepare: Callable[[URL], None]) -> None:
        self._server = server
        self._prepare = prepare
        self._free: list[str] = []
        self._lent: dict[str, Lent] = {}

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
            # No test pulls the plug of the server, and every commit would wait for its disk.
            off = sql.SQL("ALTER DATABASE {} SET synchronous_commit = off")
            connection.execute(off.format(sql.Identifier(name)))
        self._prepare(self.url(name))
        connection = self._connection(self.url(name))
        _remember(connection)
        self._lent[name] = Lent(connection, shape=_shape(connection))
        return name

    def give_back(self, name: str) -> None:
        """Empties it for the next."""
        try:
            usable = _emptied(self._lent[name])
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
        self._lent.pop(name).connection.close()
        with self._connection(self._server) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def _connection(self, url: URL) -> Connection:
        where = url.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(where, autocommit=True)


def _remember(connection: Connection) -> None:
    """Keeps the rows and counters of now where nobody else sees them, and what brings them back.

    Neither triggers that keep the decision log as it is nor foreign keys have a say in that.
    """
    steps = []
    for number, (table,) in enumerate(connection.execute(_TABLES).fetchall()):
        steps.append(f"DELETE FROM {table};")
        held = connection.execute(f"CREATE TEMPORARY TABLE kept_{number} AS TABLE {table}".encode())
        if held.rowcount:
            steps.append(f"INSERT INTO {table} OVERRIDING SYSTEM VALUE TABLE kept_{number};")
        else:
            connection.execute(f"DROP TABLE kept_{number}".encode())
    for counter, last in connection.execute(_COUNTERS).fetchall():
        steps.append(f"PERFORM setval('{counter}', {last or 1}, {last is not None});")
    function = """
        CREATE FUNCTION pg_temp.bring_back() RETURNS void LANGUAGE plpgsql
        SET session_replication_role = replica AS $$ BEGIN {} END $$
    """
    connection.execute(function.format(" ".join(steps)).encode())


def _emptied(lent: Lent) -> bool:
    """Brings the rows back; False when the tables are not those of the beginning."""
    lent.connection.execute(_ALONE, [KEPT])
    if _shape(lent.connection) != lent.shape:
        return False
    lent.connection.execute("SELECT pg_temp.bring_back()")
    return True


def _shape(connection: Connection) -> tuple[object, ...] | None:
    return connection.execute(_SHAPE).fetchone()
