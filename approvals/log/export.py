"""Handing the decision log to an auditor: JSON Lines with everything that is needed to redo the chain."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing

from sqlmodel import col, select

from approvals.log.entry import Entry
from approvals.log.verify import BATCH
from approvals.store.store import Store
from approvals.store.tables import LogRow


async def export(store: Store) -> AsyncGenerator[str, None]:
    """One JSON line an entry, oldest first; `data` is an object, whose canonical text is what was hashed."""
    # Closed with its reader: one who leaves early leaves no session behind.
    async with aclosing(rows(store)) as links:
        async for row in links:
            fields = row.model_dump()
            fields["data"] = json.loads(row.data)
            yield json.dumps(fields, ensure_ascii=False)


async def entries(store: Store) -> AsyncGenerator[Entry, None]:
    """The log as it was written, oldest first, for reports over all of it."""
    async with aclosing(rows(store)) as links:
        async for row in links:
            known = row.model_dump(include=set(Entry.__dataclass_fields__) - {"data"})
            yield Entry(**known, data=json.loads(row.data))


async def rows(store: Store) -> AsyncGenerator[LogRow, None]:
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
