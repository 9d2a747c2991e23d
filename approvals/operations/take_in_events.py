"""Storing a batch of sign-in events together with how far their feed was read.

Both commit together: after a crash the feed goes on where the last stored event was. What is there already is
dropped, so a feed may hand out anything twice. Nothing here is logged or announced: events are no decisions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import col, update

from approvals.jobs.port import Job
from approvals.signin_records import Read, SignInRecord, Taken
from approvals.store.bulk import add_first, add_up, insert_new
from approvals.store.signin_tables import FeedCountRow, FeedCursorRow
from approvals.store.store import Store, Transaction


class CursorMoved(Exception):
    """Somebody else took in events of this feed meanwhile: nothing was stored, read on from their cursor."""


async def take_in_events(
    store: Store,
    *,
    feed: str,
    records: Sequence[SignInRecord],
    read: Read,
    before: str | None = None,
    after: str = "",
    trouble: str = "",
    then: Job | None = None,
) -> Taken:
    """Stores those of the events that are new, moves the feed's cursor from `before` to `after`, and counts.

    Without `before` there is no cursor to move: the events come from a file that somebody named. `then` is left to be
    done where anything is new. Raises CursorMoved.
    """
    async with store.transaction() as tx:
        if before is not None:
            await _move(tx, feed, before, after, trouble)
        by_provider: dict[str, list[SignInRecord]] = {}
        for record in records:
            by_provider.setdefault(record.provider, []).append(record)
        kept = {
            provider: await insert_new(tx.session, some) for provider, some in sorted(by_provider.items())
        }
        taken = Taken(
            kept, {provider: len(by_provider[provider]) - stored for provider, stored in kept.items()}
        )
        await add_up(tx.session, _counts(feed, read, taken))
        if then is not None and any(kept.values()):
            tx.enqueue(then)
    return taken


async def _move(tx: Transaction, feed: str, before: str, after: str, trouble: str) -> None:
    now = datetime.now(UTC)
    first = FeedCursorRow(feed=feed, cursor=after, trouble=trouble, moved_at=now)
    moved = await tx.session.exec(
        update(FeedCursorRow)
        .where(col(FeedCursorRow.feed) == feed, col(FeedCursorRow.cursor) == before)
        .values(cursor=after, trouble=trouble, moved_at=now)
    )
    if not moved.rowcount and (before or not await add_first(tx.session, first)):
        raise CursorMoved


def _counts(feed: str, read: Read, taken: Taken) -> FeedCountRow:
    return FeedCountRow(
        feed=feed,
        read=read.read,
        kept=sum(taken.kept.values()),
        duplicates=sum(taken.duplicates.values()),
        unreadable=read.unreadable,
        out_of_range=read.out_of_range,
        unknown=read.unknown,
        nobodys=read.nobodys,
    )
