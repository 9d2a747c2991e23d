"""Rows that may be there already: thousands in one statement, in the way each database does it fastest.

SQLAlchemy's own way works on every value of every row in Python; that alone took longer than the databases do.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import itemgetter

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.signin_records import SignInRecord
from approvals.store.signin_tables import FeedCountRow, FeedCursorRow

_COLUMNS = ", ".join(SignInRecord._fields)
_SQLITE = (
    f"INSERT INTO signin_events ({_COLUMNS}) "  # noqa: S608 - names of columns
    f"VALUES ({', '.join('?' * len(SignInRecord._fields))}) ON CONFLICT DO NOTHING"
)
_KINDS = {"day": "integer", "at": "timestamptz"}
_POSTGRES = (
    f"INSERT INTO signin_events ({_COLUMNS}) SELECT * FROM unnest("  # noqa: S608 - names of columns
    + ", ".join(f"%s::{_KINDS.get(name, 'text')}[]" for name in SignInRecord._fields)
    + ") ON CONFLICT DO NOTHING"
)
_KEY = [SignInRecord._fields.index(name) for name in ("day", "provider", "recorder", "event_id")]
_AT = SignInRecord._fields.index("at")
_LENGTH = len("2026-11-23 10:15:00.000000")


async def insert_new(session: AsyncSession, records: Sequence[SignInRecord]) -> int:
    """Stores the events that are not there yet, and returns how many those were."""
    if not records:
        return 0
    connection = await session.connection()
    if connection.dialect.name == "sqlite":
        rows = [(*one[:_AT], _as_stored(one), *one[_AT + 1 :]) for one in records]
        return (await connection.exec_driver_sql(_SQLITE, rows)).rowcount
    # In one order for everybody: two that store the same events would else wait for each other for ever.
    ordered = sorted(records, key=itemgetter(*_KEY))
    columns = tuple(list(column) for column in zip(*ordered, strict=True))
    return (await connection.exec_driver_sql(_POSTGRES, columns)).rowcount


async def make_known(session: AsyncSession, feeds: Collection[str]) -> None:
    """A cursor for each feed that has none; of several processes at it one wins, and none fails."""
    for feed in sorted(feeds):
        await add_first(session, FeedCursorRow(feed=feed))


async def add_first(session: AsyncSession, row: FeedCursorRow) -> bool:
    """Adds the row unless there is one; whether it was added."""
    connection = await session.connection()
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    added = insert(FeedCursorRow).values(row.model_dump()).on_conflict_do_nothing()
    # How many rows an INSERT made is forgotten unless one asks for it.
    done = await connection.execute(added, execution_options={"preserve_rowcount": True})
    return done.rowcount > 0


async def add_up(session: AsyncSession, row: FeedCountRow) -> None:
    """Adds the figures to those that stand there."""
    connection = await session.connection()
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    added = insert(FeedCountRow).values(row.model_dump())
    sums = {
        name: getattr(FeedCountRow, name) + added.excluded[name] for name in row.model_dump(exclude={"feed"})
    }
    await connection.execute(added.on_conflict_do_update(index_elements=["feed"], set_=sums))


def _as_stored(record: SignInRecord) -> str:
    """The instant as SQLAlchemy writes it to SQLite, in UTC."""
    return record.at.isoformat(" ", "microseconds")[:_LENGTH]
