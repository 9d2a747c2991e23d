"""Handing the decision log to an auditor: JSON Lines with everything that is needed to redo the chain."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from sqlmodel import col, select

from approvals.log.entry import Entry
from approvals.log.verify import BATCH
from approvals.store.store import Store
from approvals.store.tables import LogRow


async def export(store: Store) -> AsyncIterator[str]:
    """One JSON line an entry, oldest first; `data` is an object, whose canonical text is what was hashed."""
    async for row in rows(store):
        fields = row.model_dump()
        fields["data"] = json.loads(row.data)
        yield json.dumps(fields, ensure_ascii=False)


async def entries(store: Store) -> AsyncIterator[Entry]:
    """The log as it was written, oldest first, for reports over all of it."""
    async for row in rows(store):
        yield Entry(
            **row.model_dump(include=set(Entry.__dataclass_fields__) - {"data"}), data=json.loads(row.data)
        )


async def rows(store: Store) -> AsyncIterator[LogRow]:
    """Every link, oldest first, a batch at a time."""
    seq = 0
    async with store.reading() as session:
        while True:
            found = await session.exec(
                select(LogRow).where(LogRow.seq > seq).order_by(col(LogRow.seq)).limit(BATCH)
            )
            batch = found.all()
            if not batch:
                return
            for row in batch:
                yield row
            seq = batch[-1].seq
