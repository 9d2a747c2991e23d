"""What every clock goes by: whether something is due, and how long reminders leave people alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from approvals.jobs.port import SOON
from approvals.store.store import Transaction

A_DAY = timedelta(days=1)
"""Between two reminders, in working time."""


def due(tx: Transaction, at: datetime | None) -> bool:
    """Whether that moment has come; None is never."""
    return at is not None and at <= tx.now + SOON
