"""What happens while an appeal waits: the reminder, the next on the route, and the end when nobody looks at it.

As with a stage, every look begins with the rows as they are, so it may come twice, late, or after the ruling.
"""

from __future__ import annotations

from typing import Literal

from sqlmodel import col, select

from approvals.approvers import Approvers
from approvals.desk import Desk
from approvals.events import ItemChanged
from approvals.jobs.due import A_DAY, due
from approvals.log.entry import USHER
from approvals.model import Ruling
from approvals.operations.gather import votes_on
from approvals.operations.hearing import end_of_wait, give_time, hearing, schedule
from approvals.operations.settle import entry_about
from approvals.operations.stage_clock import earliest
from approvals.store.appeal_tables import AppealRow
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, RequestRow, VoteRow

Step = Literal["reminded", "escalated", "rerouted", "lapsed"]
"""What can happen to an appeal while it waits; the log has it as `appeal.STEP`."""


async def look(desk: Desk, *, appeal_id: str, early: bool = False) -> None:
    """Does what is due. Before its time nothing is, but for a change of whom it waits for (`early`)."""
    async with desk.store.transaction() as tx:
        seen = await tx.session.get(AppealRow, appeal_id)
        if seen is None or seen.next_at is None:
            return
        request, item = await tx.lock_item(seen.item_id)
        row = await tx.session.get_one(AppealRow, appeal_id, with_for_update=True, populate_existing=True)
        if row.ruling is not None or row.next_at is None or not (early or due(tx, row.next_at)):
            return
        if due(tx, row.expire_at):
            if row.reminders or not row.asked or not due(tx, row.remind_at):
                _lapse(tx, request, item, row)
                return
            row.expire_at = earliest(
                desk, tx.now, A_DAY, row.asked
            )  # nothing ends on people who heard nothing
        votes = await votes_on(tx.session, item.id)
        who = _who(desk, request, item, row, votes)
        if set(who.ping) != set(row.asked):
            before, row.asked, row.moves = set(row.asked), list(who.ping), row.moves + 1
            if not before & set(who.ping):
                give_time(tx, desk, row)
                row.expire_at = max(row.expire_at, end_of_wait(desk, tx.now, row.asked))
            _tell(tx, "rerouted", request, item, row, note=who.note)
        if due(tx, row.escalate_at):
            _escalate(tx, desk, request, item, row, who, votes)
        if due(tx, row.remind_at):
            row.remind_at = earliest(desk, tx.now, A_DAY, row.asked)
            if row.asked:
                row.reminders += 1
                _tell(tx, "reminded", request, item, row)
        schedule(tx, desk, row)


async def look_again(desk: Desk) -> int:
    """Looks at whom every open appeal waits for, after people may have changed; returns how many there are."""
    async with desk.store.reading() as session:
        found = await session.exec(select(AppealRow.id).where(col(AppealRow.next_at).is_not(None)))
        waiting = found.all()
    for appeal_id in waiting:
        await look(desk, appeal_id=appeal_id, early=True)
    return len(waiting)


def _who(desk: Desk, request: RequestRow, item: ItemRow, row: AppealRow, votes: list[VoteRow]) -> Approvers:
    return hearing(
        desk, request, item, stage=row.stage, denier=row.denier, votes=votes, escalated=row.escalated
    )


def _escalate(
    tx: Transaction,
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    row: AppealRow,
    who: Approvers,
    votes: list[VoteRow],
) -> None:
    """The next on the route may rule as well; where there is no next, those who are asked are reminded."""
    row.escalated += 1
    wider = _who(desk, request, item, row, votes)
    if set(wider.ping) == set(who.ping):
        row.escalated, row.escalate_at = row.escalated - 1, None
        return
    row.asked, row.moves = list(wider.ping), row.moves + 1
    row.escalate_at = earliest(desk, tx.now, desk.company.clock.escalate_after, row.asked)
    if due(tx, row.remind_at):  # who joins is told, and the sentence says who has not looked
        row.remind_at = earliest(desk, tx.now, A_DAY, row.asked)
    _tell(tx, "escalated", request, item, row, note=wider.note)


def _lapse(tx: Transaction, request: RequestRow, item: ItemRow, row: AppealRow) -> None:
    """Nobody looked at it in time: the no stands, and whoever appealed is told."""
    row.ruling, row.ruled_at, row.next_at = Ruling.LAPSED, tx.now, None
    _tell(tx, "lapsed", request, item, row)


def _tell(
    tx: Transaction, what: Step, request: RequestRow, item: ItemRow, row: AppealRow, *, note: str = ""
) -> None:
    """Every step stands in the decision log and is drawn."""
    tx.session.add(row)
    tx.log(
        entry_about(
            f"appeal.{what}", request, item, actor=USHER, appeal=row.id, stage=row.stage, asked=list(row.asked), note=note
        )
    )  # fmt: skip
    tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
