"""Taking tasks back that a grant's state has overtaken."""

from __future__ import annotations

from functools import partial

from sqlmodel import select

from approvals.events import TaskChanged
from approvals.log.entry import USHER
from approvals.model import GrantStatus, TaskKind, TaskStatus
from approvals.operations.settle import entry_about
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow, TaskRow

WORK_OF = {TaskKind.PROVISION: GrantStatus.PROVISIONING, TaskKind.REVOKE: GrantStatus.REVOKING}
"""The only state of a grant in which a task of that kind means anything."""


def wanted(task: TaskRow, grant: GrantRow) -> bool:
    """Whether what the task asks for still has to be done."""
    return WORK_OF[task.kind] is grant.status


def drop_tasks(tx: Transaction, request: RequestRow, item: ItemRow, grant: GrantRow) -> None:
    """Closes, before the commit, the grant's open tasks that its new state asks for no longer."""
    tx.before_commit(partial(_drop, tx, request, item, grant))


async def _drop(tx: Transaction, request: RequestRow, item: ItemRow, grant: GrantRow) -> None:
    rows = await tx.session.exec(
        select(TaskRow)
        .where(TaskRow.grant_id == grant.id, TaskRow.status == TaskStatus.OPEN)
        .order_by(TaskRow.id)
        .with_for_update()
    )
    for task in rows.all():
        if wanted(task, grant):
            continue
        task.status, task.finished_at = TaskStatus.DROPPED, tx.now
        tx.session.add(task)
        tx.log(
            entry_about(
                "task.dropped",
                request,
                item,
                actor=USHER,
                grant_id=grant.id,
                assignee=task.assignee,
                task=task.kind,
            )
        )
        tx.announce(TaskChanged(request_id=request.id, task_id=task.id))
