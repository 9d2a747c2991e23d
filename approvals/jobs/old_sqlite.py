"""Lets DBOS run on an SQLite older than it expects.

From Python 3.12 on DBOS asks SQLite for `unixepoch('subsec')`, which came with SQLite 3.42. Which SQLite there is does
not depend on Python: a Python of 3.12 or later that was built on Debian 12 (SQLite 3.40) or comes with RHEL 9 (3.34)
has an older one, where the expression is NULL and nothing can be queued. There DBOS is given the expression it uses on
Python 3.11 itself, whole seconds instead of thousandths.
"""

from __future__ import annotations

import sqlite3
from typing import Any

import sqlalchemy as sa

SUBSEC_SINCE = (3, 42, 0)
SUBSEC = "(unixepoch('subsec') * 1000)"
SECONDS = "(strftime('%s','now') * 1000)"


def fit_dbos() -> None:
    """Has DBOS ask for the time in a way that this process's SQLite knows; once is enough, and again does no harm."""
    if sqlite3.sqlite_version_info >= SUBSEC_SINCE:
        return
    from dbos._migration import sqlite_migrations
    from dbos._sys_db_sqlite import SQLiteSystemDatabase

    in_seconds(sqlite_migrations)
    SQLiteSystemDatabase._now_ms_sql = now_ms  # type: ignore[method-assign, assignment]


def in_seconds(statements: list[str]) -> None:
    """Puts whole seconds into the statements of a list, in place: DBOS reads that very list."""
    statements[:] = [statement.replace(SUBSEC, SECONDS) for statement in statements]


def now_ms(database: object) -> Any:
    """The time as an expression of SQLite, in thousandths of a second since 1970. `database` is DBOS's own, not asked."""
    return sa.cast(sa.func.strftime("%s", "now") * 1000, sa.BigInteger)
