"""While an emergency waits to be reviewed: reminders, and once it is overdue the IAM admins as well, until it is done."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.emergencies import reviewers_of
from approvals.events import ItemChanged
from approvals.jobs.due import due
from approvals.log.entry import USHER
from approvals.operations.break_glass import remind_next
from approvals.operations.settle import entry_about
from approvals.store.emergency_tables import EmergencyRow


async def look(desk: Desk, *, item_id: str) -> None:
    """Reminds those who are to review it, if that is due; nothing where somebody has."""
    async with desk.store.transaction() as tx:
        if await tx.session.get(EmergencyRow, item_id) is None:
            return
        request, item = await tx.lock_item(item_id)
        row = await tx.session.get_one(EmergencyRow, item_id, with_for_update=True, populate_existing=True)
        if row.review is not None or not due(tx, row.next_at):
            return
        today = tx.now.astimezone(desk.company.zone).date()
        overdue = due(tx, row.due_at)
        row.asked = list(reviewers_of(desk.company, row.person, on=today, overdue=overdue))
        row.reminders += 1
        remind_next(tx, row)
        tx.log(
            entry_about(
                "emergency.reminded", request, item, actor=USHER, asked=row.asked, overdue=overdue,
                due=row.due_at.isoformat(),
            )
        )  # fmt: skip
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
