"""Removing sign-in events that were kept long enough: they say where people were, and nobody needs that for ever."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlmodel import col, delete, select

from approvals.store.signin_tables import SignInRow
from approvals.store.store import Store

AT_A_TIME = 5_000
"""Rows in one transaction; nobody else can write to SQLite meanwhile."""


async def forget_events(store: Store, *, before: datetime) -> int:
    """Removes the events of all days (in UTC) before that moment's; returns how many they were."""
    last = before.astimezone(UTC).toordinal()
    gone = 0
    while True:
        async with store.transaction() as tx:
            some = select(SignInRow.id).where(col(SignInRow.day) < last).limit(AT_A_TIME)
            found = await tx.session.exec(delete(SignInRow).where(col(SignInRow.id).in_(some)))
        gone += found.rowcount
        if found.rowcount < AT_A_TIME:
            return gone
