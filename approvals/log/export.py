"""Handing the decision log to an auditor: JSON Lines with everything that is needed to redo the chain.

An auditor gets every entry, also one that was tampered with. Where `data` is no JSON, it is the text that stands there;
bytes that are no text stand in it as `\\xff`.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from approvals.errors import Refused
from approvals.log.entry import Entry
from approvals.log.verify import batch_after
from approvals.store.any_text import any_text
from approvals.store.store import Store
from approvals.store.tables import LogRow


async def export(store: Store) -> AsyncGenerator[str, None]:
    """One JSON line an entry, oldest first; `data` is an object, whose canonical text is what was hashed."""
    # Closed with its reader: one who leaves early leaves no session behind.
    async with aclosing(rows(store)) as links:
        async for row in links:
            yield _line(row)


def _line(row: LogRow) -> str:
    fields = {name: _shown(value) for name, value in row.model_dump(warnings=False).items()}
    try:
        line = json.dumps(fields | {"data": json.loads(row.data)}, ensure_ascii=False, allow_nan=False)
        line.encode()  # an escape may stand for half a letter, which cannot be written
    except (ValueError, RecursionError):
        return json.dumps(fields, ensure_ascii=False)
    return line


def _shown(value: Any) -> Any:
    """Text that can be written, whatever it was."""
    if isinstance(value, str):
        value = value.encode("utf-8", "surrogateescape")
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else value


async def entries(store: Store) -> AsyncGenerator[Entry, None]:
    """The log as it was written, oldest first, for reports over all of it.

    Raises Refused at an entry that cannot be read: a report without it would be wrong.
    """
    async with aclosing(rows(store)) as links:
        async for row in links:
            known = row.model_dump(include=set(Entry.__dataclass_fields__) - {"data"}, warnings=False)
            try:
                data = json.loads(row.data)
            except (ValueError, RecursionError) as garbled:
                raise Refused(
                    f"Entry {row.seq} of the decision log cannot be read; see what `usher audit verify` says of it."
                ) from garbled
            yield Entry(**known, data=data)


async def rows(store: Store) -> AsyncGenerator[LogRow, None]:
    """Every link, oldest first, a batch at a time."""
    seq: int | None = None
    async with store.reading() as session, any_text(session):
        while batch := await batch_after(session, seq):
            for row in batch:
                yield row
            seq = batch[-1].seq
