"""What happens while a stage waits: who it waits for now, the reminder, the next on the route, and the end.

Every look begins with the rows as they are, so it may come twice, late, or when everything was decided long ago.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlmodel import col, select

from approvals.approvers import Approvers
from approvals.desk import Desk
from approvals.events import ItemChanged, StageWaits
from approvals.handovers import Handover
from approvals.jobs.due import A_DAY, due
from approvals.log.entry import USHER
from approvals.model import ItemStatus, StageName
from approvals.operations.asked import asked_stages, stage_approvers
from approvals.operations.gather import handover_of, handovers_on, votes_on
from approvals.operations.settle import entry_about, in_iso
from approvals.operations.stage_clock import (
    earliest,
    give_time,
    latest,
    patience_of,
    schedule,
    stages_of,
    wind_up,
)
from approvals.queries.grouped import grouped
from approvals.store.store import Transaction
from approvals.store.tables import HandoverRow, ItemRow, RequestRow, StageRow, VoteRow


async def look(desk: Desk, *, item_id: str, stage: StageName, early: bool = False) -> None:
    """Does what is due at a stage. Before its time nothing is, but for a change of whom it waits for (`early`)."""
    async with desk.store.transaction() as tx:
        if await tx.session.get(ItemRow, item_id) is None:
            return
        request, item = await tx.lock_item(item_id)
        row = await tx.session.get(StageRow, (item_id, stage), with_for_update=True, populate_existing=True)
        if row is None or row.next_at is None:
            return
        if stage not in asked_stages(item) or row.decided_at is not None:
            row.next_at = None
            tx.session.add(row)
            return
        if not early and not due(tx, row.next_at):
            return
        if due(tx, row.expire_at):
            if row.reminders or not row.asked or not due(tx, row.remind_at):
                await _lapse(tx, request, item)
                return
            _grant_a_day(tx, desk, item, row)
        votes = await votes_on(tx.session, item.id)
        handed = await handovers_on(tx.session, item.id)
        who = stage_approvers(desk, request, item, stage, votes=votes, handed=handed)
        if row.expire_at is None:  # it was opened before stages had a clock
            wind_up(tx, desk, item, row, who.ping)
            return
        if set(who.ping) != set(row.asked):
            _reroute(tx, desk, request, item, row, who)
        if due(tx, row.escalate_at):
            _escalate(tx, desk, request, item, row, who, votes, handed)
        elif due(tx, row.remind_at):
            _remind(tx, desk, request, item, row)
        schedule(tx, desk, row)


async def look_again(desk: Desk) -> int:
    """Looks at the route of everything that waits, after people, catalog or absences may have changed.

    Returns at how many stages it waits for somebody else than those who were told.
    """
    async with desk.store.reading() as session:
        found = await session.exec(select(ItemRow).where(ItemRow.status == ItemStatus.PENDING))
        items = {item.id: item for item in found.all()}
        stages = await grouped(session, StageRow, "item_id", items)
        votes = await grouped(session, VoteRow, "item_id", items)
        handed = await grouped(session, HandoverRow, "item_id", items, order=HandoverRow.at)
        wanted = {item.request_id for item in items.values()}
        rows = await session.exec(select(RequestRow).where(col(RequestRow.id).in_(wanted)))
        requests = {row.id: row for row in rows.all()}
    changed = []
    for item in items.values():
        for row in stages[item.id]:
            if row.next_at is None or row.name not in asked_stages(item):
                continue
            who = stage_approvers(
                desk,
                requests[item.request_id],
                item,
                row.name,
                votes=votes[item.id],
                handed=[handover_of(one) for one in handed[item.id]],
            )
            if set(who.ping) != set(row.asked):
                changed.append(row)
    for row in changed:
        await look(desk, item_id=row.item_id, stage=row.name, early=True)
    return len(changed)


def _grant_a_day(tx: Transaction, desk: Desk, item: ItemRow, row: StageRow) -> None:
    """Nothing lapses on people who were due a reminder and had none: while Usher was away, nobody could decide."""
    row.expire_at = latest(desk, tx.now, A_DAY, row.asked)
    row.escalate_at = earliest(desk, tx.now, patience_of(desk, item, row.name).escalate_after, row.asked)


def _reroute(
    tx: Transaction, desk: Desk, request: RequestRow, item: ItemRow, row: StageRow, who: Approvers
) -> None:
    """It waits for somebody else now: people left, went away or came back. Whoever is new has their full time."""
    before, row.asked = set(row.asked), list(who.ping)
    if not before & set(who.ping):
        give_time(tx, desk, item, row)
    _tell(tx, "rerouted", request, item, row, note=who.note)


def _escalate(
    tx: Transaction,
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    row: StageRow,
    who: Approvers,
    votes: Sequence[VoteRow],
    handed: Sequence[Handover],
) -> None:
    """The next on the route may decide as well; where there is no next, those who are asked are reminded."""
    before = item.escalated
    item.escalated = {**before, row.name: before.get(row.name, 0) + 1}
    wider = stage_approvers(desk, request, item, row.name, votes=votes, handed=handed)
    if set(wider.ping) == set(who.ping):
        item.escalated, row.escalate_at = before, None
        if due(tx, row.remind_at):
            _remind(tx, desk, request, item, row)
        return
    tx.session.add(item)
    row.asked = list(wider.ping)
    row.escalations += 1
    row.escalate_at = earliest(desk, tx.now, patience_of(desk, item, row.name).escalate_after, row.asked)
    if due(tx, row.remind_at):  # who joins is told, and the sentence says who has not decided
        row.remind_at = earliest(desk, tx.now, A_DAY, row.asked)
    _tell(tx, "escalated", request, item, row, note=wider.note, number=row.escalations)


def _remind(tx: Transaction, desk: Desk, request: RequestRow, item: ItemRow, row: StageRow) -> None:
    """Those it waits for are reminded, and again a working day later at the earliest."""
    row.remind_at = earliest(desk, tx.now, A_DAY, row.asked)
    if not row.asked:
        return
    row.reminders += 1
    _tell(tx, "reminded", request, item, row, number=row.reminders)


async def _lapse(tx: Transaction, request: RequestRow, item: ItemRow) -> None:
    """Nobody decided in time: the item ends, and the requester is told what to do."""
    waiting = asked_stages(item)
    item.status, item.decided_at = ItemStatus.LAPSED, tx.now
    tx.session.add(item)
    for stage in (await stages_of(tx, item)).values():
        if stage.name in waiting and due(tx, stage.expire_at):
            stage.lapsed_at = tx.now
            _tell(tx, "lapsed", request, item, stage)
        stage.next_at = None
        tx.session.add(stage)
    tx.log(entry_about("item.lapsed", request, item, actor=USHER))
    tx.announce(ItemChanged(request_id=request.id, item_id=item.id))


def _tell(
    tx: Transaction,
    what: Literal["reminded", "escalated", "rerouted", "lapsed"],
    request: RequestRow,
    item: ItemRow,
    row: StageRow,
    *,
    note: str = "",
    number: int = 0,
) -> None:
    """Every step stands in the decision log and is drawn."""
    tx.log(
        entry_about(
            f"stage.{what}",
            request,
            item,
            actor=USHER,
            stage=row.name,
            asked=list(row.asked),
            since=row.opened_at.isoformat(),
            within=in_iso(row.patience),
            note=note,
        )
    )
    tx.announce(StageWaits(request_id=request.id, item_id=item.id, stage=row.name, what=what, number=number))
