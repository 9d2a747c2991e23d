"""Jobs run on the SQLite that this Python was built with, however old."""

from __future__ import annotations

import sqlite3
import time

import sqlalchemy as sa

from approvals.jobs import old_sqlite


def test_the_time_is_one_that_every_sqlite_knows() -> None:
    with sa.create_engine("sqlite://").connect() as connection:
        told = connection.execute(sa.select(old_sqlite.now_ms(None))).scalar_one()
    assert 0 <= time.time() * 1000 - told < 3_600_000


def test_statements_are_changed_where_dbos_has_them() -> None:
    statements = [
        f"CREATE TABLE t (at INTEGER NOT NULL DEFAULT {old_sqlite.SUBSEC})",
        "CREATE TABLE u (a TEXT)",
    ]
    held = statements
    old_sqlite.in_seconds(statements)
    assert held == [
        f"CREATE TABLE t (at INTEGER NOT NULL DEFAULT {old_sqlite.SECONDS})",
        "CREATE TABLE u (a TEXT)",
    ]


def test_this_process_has_no_statement_left_that_its_sqlite_does_not_know() -> None:
    from dbos._migration import sqlite_migrations

    old_sqlite.fit_dbos()
    with sa.create_engine("sqlite://").connect() as connection:
        knows = connection.exec_driver_sql(f"SELECT {old_sqlite.SUBSEC}").scalar_one() is not None
    assert knows == (sqlite3.sqlite_version_info >= old_sqlite.SUBSEC_SINCE)
    assert knows or not any("unixepoch('subsec')" in statement for statement in sqlite_migrations)
