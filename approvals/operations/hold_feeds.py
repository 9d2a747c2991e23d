"""One process at a time reads a feed; when it stops or dies, another one goes on.

Times here are the machine's own, whatever the clock shows people. Holding a feed saves work and no more: two
processes that both read one would find out when they store what they read (`take_in_events`).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlmodel import col, select, update

from approvals.store.bulk import make_known
from approvals.store.signin_tables import FeedCursorRow
from approvals.store.store import Store


async def hold_feeds(store: Store, *, feeds: Collection[str], by: str, span: timedelta) -> dict[str, str]:
    """Holds those feeds that nobody else does, for that span from now, and returns each one's cursor."""
    now = datetime.now(UTC)
    async with store.transaction() as tx:
        await make_known(tx.session, feeds)
        found = await tx.session.exec(
            select(FeedCursorRow)
            .where(col(FeedCursorRow.feed).in_(feeds))
            .order_by(col(FeedCursorRow.feed))
            .with_for_update()
        )
        held = {}
        for row in found:
            if row.held_by in {"", by} or row.held_until is None or row.held_until <= now:
                row.held_by, row.held_until = by, now + span
                held[row.feed] = row.cursor
        return held


async def release_feeds(store: Store, *, by: str) -> None:
    """Lets go of what that process holds, so that nobody waits for it."""
    async with store.transaction() as tx:
        held = await tx.session.exec(
            select(FeedCursorRow)
            .where(FeedCursorRow.held_by == by)
            .order_by(col(FeedCursorRow.feed))
            .with_for_update()
        )
        for row in held:
            row.held_by, row.held_until = "", None


async def note_trouble(store: Store, *, feed: str, trouble: str) -> None:
    """Writes down why nothing could be read, for whoever asks how the feeds are."""
    async with store.transaction() as tx:
        told = update(FeedCursorRow).where(col(FeedCursorRow.feed) == feed)
        await tx.session.exec(told.values(trouble=trouble))
