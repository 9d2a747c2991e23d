"""The end that was named for an item: nothing is granted from then on, whether or not somebody looks at it that day."""

from __future__ import annotations

from datetime import datetime

from approvals.desk import Desk
from approvals.ends import passed
from approvals.errors import BadInput
from approvals.jobs.port import Job, JobName
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow
from catalog.ends import in_words


def refuse_passed(desk: Desk, until: datetime | None, *, now: datetime) -> None:
    """Raises BadInput where access is asked for until an end that is over."""
    if until is not None and passed(until, now):
        raise BadInput(
            f"{in_words(until, desk.company.zone, since=now)} is over; say until when you need it."
        )


def watch_end(tx: Transaction, item: ItemRow) -> None:
    """Leaves it to a job to let the item lapse where it is not live by then."""
    if item.until is None:
        return
    tx.enqueue(
        Job(
            name=JobName.LAPSE,
            key=f"{JobName.LAPSE}:{item.id}:{item.until.isoformat()}",
            payload={"item": item.id},
            due=item.until,
        )
    )
