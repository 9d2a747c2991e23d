"""SQLite in a thread of its own: one visit a statement, and everything the driver below promises."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import IntegrityError, OperationalError

from approvals.store.engine import open_engines
from approvals.store.sqlite_connection import OneVisit


class Counted(OneVisit):
    """Counts how often its thread is asked for something."""

    visits = 0

    async def _execute(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        self.visits += 1
        return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[Counted]:
    opened = await Counted.open(str(tmp_path / "one.db"))
    yield opened
    await opened.close()


async def test_a_statement_is_one_visit_with_all_of_its_rows(connection: Counted) -> None:
    statement = await connection.cursor().execute("VALUES (1, 'a'), (2, 'b')")
    assert connection.visits == 1
    assert [name for name, *_ in statement.description or ()] == ["column1", "column2"]
    assert await statement.fetchall() == [(1, "a"), (2, "b")]
    assert await statement.fetchall() == []
    await statement.close()
    assert connection.visits == 1


async def test_what_a_statement_did_can_be_read_afterwards(connection: Counted) -> None:
    await connection.cursor().execute("CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
    many = await connection.cursor().executemany("INSERT INTO things (name) VALUES (?)", [("a",), ("b",)])
    assert (many.description, many.rowcount) == (None, 2)
    one = await connection.cursor().execute("INSERT INTO things (name) VALUES (:name)", {"name": "c"})
    assert (one.lastrowid, one.rowcount) == (3, 1)
    with pytest.raises(sqlite3.IntegrityError):
        await connection.cursor().execute("INSERT INTO things (name) VALUES ('a')")


async def test_a_transaction_begins_with_its_first_statement_and_ends_once(connection: Counted) -> None:
    connection.begins = "BEGIN IMMEDIATE"
    await connection.rollback()
    assert connection.visits == 1  # nothing is known of a connection just opened
    await connection.cursor().execute("CREATE TABLE things (name TEXT)")
    await connection.cursor().execute("INSERT INTO things VALUES ('a')")
    assert connection.opened.in_transaction
    assert connection.visits == 3
    await connection.rollback()
    assert not connection.opened.in_transaction
    assert connection.visits == 4
    await connection.rollback()
    assert connection.visits == 4
    tables = await connection.cursor().execute("SELECT count(*) FROM sqlite_master")
    assert await tables.fetchall() == [(0,)]


async def test_a_statement_that_nobody_waited_for_is_undone_as_well(connection: Counted) -> None:
    """A task that is cancelled leaves its statement to the thread; the next to have the connection begins afresh."""
    connection.begins = "BEGIN"
    await connection.cursor().execute("CREATE TABLE things (name TEXT)")
    await connection.commit()
    held = threading.Event()
    waiting = asyncio.create_task(connection.visit(held.wait))
    inserting = asyncio.create_task(connection.cursor().execute("INSERT INTO things VALUES ('a')"))
    await asyncio.sleep(0)
    for task in (inserting, waiting):
        task.cancel()
    await asyncio.gather(inserting, waiting, return_exceptions=True)
    assert not connection.opened.in_transaction
    undone = asyncio.create_task(connection.rollback())
    held.set()
    await undone
    assert not connection.opened.in_transaction
    things = await connection.cursor().execute("SELECT count(*) FROM things")
    assert await things.fetchall() == [(0,)]


async def test_a_closed_connection_says_so(tmp_path: Path) -> None:
    opened = await OneVisit.open(str(tmp_path / "closed.db"))
    await opened.close()
    with pytest.raises(ValueError, match="closed"):
        await opened.cursor().execute("SELECT 1")


async def test_a_file_that_cannot_be_opened_is_an_error_and_leaves_no_thread(tmp_path: Path) -> None:
    writing, _ = open_engines(make_url(f"sqlite:///{tmp_path}/no/such/folder.db"))
    with pytest.raises(OperationalError, match="unable to open"):
        async with writing.connect():
            pass
    await writing.dispose()


async def test_errors_and_rows_reach_the_engine_as_ever(tmp_path: Path) -> None:
    writing, reading = open_engines(make_url(f"sqlite:///{tmp_path}/two.db"))
    async with writing.begin() as connection:
        await connection.execute(text("CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT UNIQUE)"))
        await connection.execute(
            text("INSERT INTO things (name) VALUES (:name)"), [{"name": "a"}, {"name": "b"}]
        )
    with pytest.raises(IntegrityError):
        async with writing.begin() as connection:
            await connection.execute(text("INSERT INTO things (name) VALUES ('a')"))
    async with reading.begin() as first, reading.begin() as second:
        rows = await asyncio.gather(
            first.execute(text("SELECT name FROM things ORDER BY id")),
            second.execute(text("SELECT count(*) FROM things")),
        )
        assert [list(row) for row in rows] == [[("a",), ("b",)], [(2,)]]
    await writing.dispose()
    await reading.dispose()
