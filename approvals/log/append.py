"""Chaining entries onto the decision log, inside the transaction they record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.log.entry import Entry, canonical, link
from approvals.store.tables import LogHeadRow, LogRow


async def append_entries(session: AsyncSession, entries: Sequence[Entry], *, at: datetime) -> None:
    """Adds the entries behind the head, which stays locked until the commit: the chain has no forks."""
    if not entries:
        return
    head = await session.get_one(LogHeadRow, 1, with_for_update=True, populate_existing=True)
    stamp = at.astimezone(UTC).isoformat(timespec="microseconds")
    for entry in entries:
        data = canonical(entry.data)
        seq, previous = head.seq + 1, head.hash
        digest = link(seq=seq, at=stamp, entry=entry, data=data, previous=previous)
        session.add(
            LogRow(
                seq=seq,
                at=stamp,
                kind=entry.kind,
                actor=entry.actor,
                person=entry.person,
                request_id=entry.request_id,
                item_id=entry.item_id,
                grant_id=entry.grant_id,
                catalog_version=entry.catalog_version,
                policy_version=entry.policy_version,
                data=data,
                previous=previous,
                hash=digest,
            )
        )
        head.seq, head.hash = seq, digest
    session.add(head)
