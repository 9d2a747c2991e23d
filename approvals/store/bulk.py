"""Thousands of rows in one statement, in the way each database does it fastest.

SQLAlchemy's own way works on every value of every row in Python; that alone took longer than the databases do.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.signin_records import SignInRecord

_COLUMNS = ", ".join(SignInRecord._fields)
_SQLITE = (
    f"INSERT OR IGNORE INTO signin_events ({_COLUMNS}) VALUES ({', '.join('?' * len(SignInRecord._fields))})"  # noqa: S608 - names of columns
)
_KINDS = {"day": "integer", "at": "timestamptz"}
_POSTGRES = (
    f"INSERT INTO signin_events ({_COLUMNS}) SELECT * FROM unnest("  # noqa: S608 - names of columns
    + ", ".join(f"%s::{_KINDS.get(name, 'text')}[]" for name in SignInRecord._fields)
    + ") ON CONFLICT DO NOTHING"
)
_AT = SignInRecord._fields.index("at")


async def insert_new(session: AsyncSession, records: Sequence[SignInRecord]) -> int:
    """Stores the events that are not there yet, and returns how many those were."""
    if not records:
        return 0
    connection = await session.connection()
    if connection.dialect.name == "sqlite":
        rows = [(*one[:_AT], _as_stored(one), *one[_AT + 1 :]) for one in records]
        return (await connection.exec_driver_sql(_SQLITE, rows)).rowcount
    columns = tuple(list(column) for column in zip(*records, strict=True))
    return (await connection.exec_driver_sql(_POSTGRES, columns)).rowcount


def _as_stored(record: SignInRecord) -> str:
    """The instant as SQLAlchemy writes it to SQLite, in UTC."""
    return record.at.replace(tzinfo=None).isoformat(" ", "microseconds")
