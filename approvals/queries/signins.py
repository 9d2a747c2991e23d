"""Looking at the stored sign-in events: of one person, from one address, of a stretch of time; and at the feeds.

Moments are UTC, stretches begin at `since` and end before `until`; of more than `limit` events the newest are
given, always the oldest first.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from approvals.signin_records import FeedState, SignInRecord
from approvals.store.signin_tables import FeedCountRow, FeedCursorRow, SignInRow
from approvals.store.store import Store
from catalog.model import PersonId

MOST = 5_000
"""Events given at most, unless said otherwise."""
_COLUMNS = tuple(getattr(SignInRow, name) for name in SignInRecord._fields)
COUNTS = tuple(name for name in FeedCountRow.model_fields if name != "feed")


async def events_of(
    store: Store, person: PersonId, *, since: datetime, until: datetime, limit: int = MOST
) -> list[SignInRecord]:
    """What happened to one person's accounts."""
    return await _events(store, since, until, limit, col(SignInRow.person) == person)


async def events_from(
    store: Store, address: str, *, since: datetime, until: datetime, limit: int = MOST
) -> list[SignInRecord]:
    """What came from one address."""
    return await _events(store, since, until, limit, col(SignInRow.address) == address)


async def events_between(
    store: Store, *, since: datetime, until: datetime, limit: int = MOST
) -> list[SignInRecord]:
    """What happened to anybody's accounts."""
    return await _events(store, since, until, limit)


async def feed_cursor(store: Store, feed: str) -> str:
    """How far that feed was read; empty where it never was."""
    async with store.reading() as session:
        found = await session.exec(select(FeedCursorRow.cursor).where(col(FeedCursorRow.feed) == feed))
        return found.first() or ""


async def feed_states(store: Store) -> list[FeedState]:
    """Every feed that was ever read, by name."""
    async with store.reading() as session:
        cursors = {row.feed: row for row in await session.exec(select(FeedCursorRow))}
        counts = {row.feed: row for row in await session.exec(select(FeedCountRow))}
    states = []
    for feed in sorted(cursors.keys() | counts.keys()):
        row, counted = cursors.get(feed), counts.get(feed, FeedCountRow(feed=feed))
        states.append(
            FeedState(
                feed=feed,
                moved_at=row.moved_at if row else None,
                held_by=row.held_by if row else "",
                trouble=row.trouble if row else "",
                counts={name: getattr(counted, name) for name in COUNTS},
            )
        )
    return states


async def _events(
    store: Store, since: datetime, until: datetime, limit: int, *which: ColumnElement[bool]
) -> list[SignInRecord]:
    # Every index begins with the day, so the days are spelt out: each is one short look into it.
    first, last = since.astimezone(UTC).toordinal(), until.astimezone(UTC).toordinal()
    if (until - since) <= timedelta(0):
        return []
    async with store.reading() as session:
        found = await session.exec(
            select(*_COLUMNS)
            .where(
                col(SignInRow.day).in_(range(first, last + 1)),
                *which,
                col(SignInRow.at) >= since,
                col(SignInRow.at) < until,
            )
            .order_by(col(SignInRow.at).desc(), col(SignInRow.id).desc())
            .limit(limit)
        )
        return [SignInRecord(*row) for row in reversed(found.all())]
