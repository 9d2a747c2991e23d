"""Proving the decision log whole: the chain is redone from the first entry and held against the head."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.log.entry import GENESIS, Entry, canonical, link
from approvals.store.any_text import any_text
from approvals.store.store import Store
from approvals.store.tables import LogHeadRow, LogRow

BATCH = 2000


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What the proof found."""

    whole: bool
    entries: int
    """How many entries were proven before the first that does not fit."""
    head: str
    """The hash of the last proven entry."""
    broken_at: int | None = None
    """The number of the first entry that does not fit."""
    says: str
    """One sentence for a person."""


async def verify(store: Store) -> Verification:
    """Redoes every hash, in order, in batches: memory stays flat however long the log is.

    The log may grow meanwhile; one snapshot is what is proven (see `Store.reading`).
    """
    seq, previous = 0, GENESIS
    async with store.reading() as session, any_text(session):
        # From the lowest number there is: one below 1 was put in from outside.
        while rows := await batch_after(session, seq or None):
            for row in rows:
                if (fault := _fault(row, seq + 1, previous)) is not None:
                    return Verification(
                        whole=False, entries=seq, head=previous, broken_at=seq + 1, says=fault
                    )
                seq, previous = row.seq, row.hash
        head = await session.get(LogHeadRow, 1)
    if head is None or (head.seq, head.hash) != (seq, previous):
        ends = head.seq if head else "no entry"
        return Verification(
            whole=False,
            entries=seq,
            head=previous,
            broken_at=seq + 1,
            says=f"The log ends at entry {seq}, but its head says {ends}: entries were cut off or added from outside.",
        )
    return Verification(whole=True, entries=seq, head=previous, says=f"All {seq} entries fit together.")


async def batch_after(session: AsyncSession, after: int | None) -> list[LogRow]:
    """The next entries by number, whatever those are; from the first on where none came before."""
    rows = select(LogRow).order_by(col(LogRow.seq)).limit(BATCH)
    found = await session.exec(rows if after is None else rows.where(LogRow.seq > after))
    return list(found.all())


def _fault(row: LogRow, expected: int, previous: str) -> str | None:
    if row.seq < 1:
        return f"An entry has the number {row.seq}, and the first is 1: it was added from outside."
    if row.seq != expected:
        return f"Entry {expected} is missing; the next one there is {row.seq}."
    if row.previous != previous:
        return f"Entry {expected} does not follow from the one before it: one of the two was replaced."
    try:
        data = json.loads(row.data)
    except (ValueError, RecursionError):
        return f"Entry {expected} holds something that is not JSON: it was changed after it was written."
    try:
        fits = row.data == canonical(data) and link_of(row) == row.hash
    except (TypeError, ValueError, RecursionError):  # bytes in place of a text, which no hash is made of
        fits = False
    if not fits:
        return f"Entry {expected} was changed after it was written: its hash does not fit."
    return None


def link_of(row: LogRow) -> str:
    """The hash that row should have."""
    entry = Entry(
        kind=row.kind,
        actor=row.actor,
        person=row.person,
        request_id=row.request_id,
        item_id=row.item_id,
        grant_id=row.grant_id,
        catalog_version=row.catalog_version,
        policy_version=row.policy_version,
    )
    return link(seq=row.seq, at=row.at, entry=entry, data=row.data, previous=row.previous)
