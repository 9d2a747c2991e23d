"""Removing warning signs that were kept long enough: they say where people were."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, delete, select

from approvals.store.sign_tables import WarnedPersonRow, WarningSignRow
from approvals.store.store import Store

KEPT_FOR = timedelta(days=180)
"""Long enough to look back at a quarter; what was judged stands in the decision log for ever, without places."""


async def forget_signs(store: Store) -> int:
    """Removes the signs that were last seen longer ago; returns how many they were."""
    async with store.transaction() as tx:
        old = select(WarningSignRow.id).where(col(WarningSignRow.until) < tx.now - KEPT_FOR)
        await tx.session.exec(delete(WarnedPersonRow).where(col(WarnedPersonRow.sign_id).in_(old)))
        gone = await tx.session.exec(
            delete(WarningSignRow).where(col(WarningSignRow.until) < tx.now - KEPT_FOR)
        )
    return gone.rowcount
