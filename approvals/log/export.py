"""Handing the decision log to an auditor: JSON Lines with everything that is needed to redo the chain."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from sqlmodel import col, select

from approvals.log.verify import BATCH
from approvals.store.store import Store
from approvals.store.tables import LogRow


async def export(store: Store) -> AsyncIterator[str]:
    """One JSON line an entry, oldest first; `data` is an object, whose canonical text is what was hashed."""
    seq = 0
    async with store.reading() as session:
        while True:
            found = await session.exec(
                select(LogRow).where(LogRow.seq > seq).order_by(col(LogRow.seq)).limit(BATCH)
            )
            rows = found.all()
            if not rows:
                return
            for row in rows:
                fields = row.model_dump()
                fields["data"] = json.loads(row.data)
                yield json.dumps(fields, ensure_ascii=False)
            seq = rows[-1].seq
