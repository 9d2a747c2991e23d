"""A connection to SQLite that visits its thread once for each statement, and never for nothing.

aiosqlite runs SQLite in a thread of its own and goes there four times for a statement: for the cursor, to execute, for
the rows, to close. Going there and back costs more than most statements do; here all four are one visit. What begins a
transaction goes along with its first statement, and one that never began, or is over, is not rolled back again.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from typing import Any, Self

from aiosqlite import Connection

Parameters = Sequence[Any] | dict[str, Any]


class Statement:
    """What SQLAlchemy takes for the driver's cursor: executed once, read to its end, closed."""

    arraysize = 1

    def __init__(self, connection: OneVisit) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: tuple[Any, ...] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Parameters = ()) -> Self:
        """Runs it and takes all of its rows along. Raises sqlite3.Error, or ValueError on a closed connection."""
        await self._connection.visit(self._run, statement, parameters)
        return self

    async def executemany(self, statement: str, parameters: Iterable[Parameters]) -> Self:
        """Runs it for each row of parameters. Raises as `execute` does."""
        await self._connection.visit(self._run_many, statement, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """The rows, once."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is open any more; what was read stays until somebody takes it."""

    def _run(self, statement: str, parameters: Parameters) -> None:
        with closing(self._connection.begun().cursor()) as cursor:
            cursor.execute(statement, parameters)
            self._rows = cursor.fetchall() if cursor.description else []
            self._remember(cursor)

    def _run_many(self, statement: str, parameters: Iterable[Parameters]) -> None:
        with closing(self._connection.begun().cursor()) as cursor:
            cursor.executemany(statement, parameters)
            self._remember(cursor)

    def _remember(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        self.rowcount = cursor.rowcount
        self.lastrowid = cursor.lastrowid


class OneVisit(Connection):
    """A connection of aiosqlite with cursors of one visit. All rows of a statement are read at once: no streaming."""

    begins = ""
    """What begins a transaction, before its first statement; "" while each statement is by itself."""
    _idle = False
    """Whether its thread has done all it was given. Not known after a visit that failed, or that nobody waits for."""

    @classmethod
    async def open(cls, file: str, *, settings: Sequence[str] = (), begins: str = "") -> Self:
        """Opens the file and has it take the settings. Raises sqlite3.OperationalError where that cannot be done."""

        def connected() -> sqlite3.Connection:
            # No isolation level: the driver would begin transactions late and on its own terms.
            with ExitStack() as undo:
                opened = sqlite3.connect(file, isolation_level=None)
                undo.callback(opened.close)
                for setting in settings:
                    opened.execute(setting)
                undo.pop_all()
            return opened

        connection = cls(connected, iter_chunk_size=64)
        connection.begins = begins
        connection._thread.daemon = True  # as SQLAlchemy does: a process that ends waits for no idle thread
        try:
            await connection
        except sqlite3.Error:
            await asyncio.to_thread(connection._thread.join)  # it ends by itself, and says so to this loop
            raise
        return connection

    @property
    def opened(self) -> sqlite3.Connection:
        """SQLite's own connection, for use in its thread. Raises ValueError where it is closed."""
        return self._conn

    def begun(self) -> sqlite3.Connection:
        """SQLite's own connection, within a transaction. For its thread; raises as `opened` does, or sqlite3.Error."""
        opened = self.opened
        if self.begins and not opened.in_transaction:
            opened.execute(self.begins)
        return opened

    async def rollback(self) -> None:
        """Undoes the transaction, where there is one."""
        if not self._idle or self.opened.in_transaction:
            await super().rollback()

    async def visit(self, work: Any, *arguments: Any) -> None:
        """Has that done in the connection's thread."""
        self._idle = False
        await self._execute(work, *arguments)  # type: ignore[no-untyped-call]
        self._idle = True

    def cursor(self) -> Statement:  # type: ignore[override]
        """A statement to execute."""
        return Statement(self)
