"""Knowing a Slack event again: Slack sends it once more when our answer was late, and it must not count twice."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from approvals.store.store import Store
from bot.tables import SeenEventRow

KEPT_FOR = timedelta(days=2)
"""Slack gives up on an event after three tries within about an hour."""
CLEAN_EVERY = 1_000
_taken_in = count(1)


async def first_time(store: Store, event_id: str) -> bool:
    """Whether this event was not taken in before; from now on it was."""
    try:
        async with store.transaction() as tx:
            if await tx.session.get(SeenEventRow, event_id) is not None:
                return False
            tx.session.add(SeenEventRow(event_id=event_id, at=tx.now))
            if next(_taken_in) % CLEAN_EVERY == 0:
                old = delete(SeenEventRow).where(col(SeenEventRow.at) < tx.now - KEPT_FOR)
                await tx.session.execute(old)
    except IntegrityError:  # two deliveries at once, in two processes
        return False
    return True
