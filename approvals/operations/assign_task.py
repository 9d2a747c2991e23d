"""Asking a person to do by hand what no connector can."""

from __future__ import annotations

from sqlmodel import select

from approvals.desk import Desk
from approvals.errors import NotYours
from approvals.events import TaskChanged
from approvals.log.entry import USHER
from approvals.model import TaskKind, TaskStatus
from approvals.operations.settle import entry_about
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow, TaskRow, new_id
from catalog.model import PersonId


async def assign_task(
    tx: Transaction,
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    grant: GrantRow,
    *,
    kind: TaskKind,
    assignee: PersonId,
    note: str,
    besides: frozenset[PersonId] = frozenset(),
) -> None:
    """One open task of that kind for the grant, however often it is asked for.

    An assignee who has left, is away or would see to their own access is stepped over: delegate, their
    manager, then the IAM admins and Security. `besides` is who has just said that they cannot.
    """
    known = (
        await tx.session.exec(
            select(TaskRow).where(
                TaskRow.grant_id == grant.id, TaskRow.kind == kind, TaskRow.status == TaskStatus.OPEN
            )
        )
    ).first()
    if known is not None:
        return
    task = TaskRow(
        id=new_id("task"),
        grant_id=grant.id,
        kind=kind,
        status=TaskStatus.OPEN,
        assignee=_present(desk, assignee, besides | {grant.person}),
        note=note,
        opened_at=tx.now,
    )
    tx.session.add(task)
    tx.log(
        entry_about(
            "task.assigned",
            request,
            item,
            actor=USHER,
            grant_id=grant.id,
            assignee=task.assignee,
            task=kind,
            note=note,
        )
    )
    tx.announce(TaskChanged(request_id=request.id, task_id=task.id))


def refuse_strangers(desk: Desk, task: TaskRow, by: PersonId) -> None:
    """The assignee closes a task, or any IAM admin when the assignee cannot. Raises NotYours for anybody else."""
    if by == task.assignee or by in desk.company.groups.iam_admins:
        return
    assignee = desk.company.people.get(task.assignee)
    if assignee is None:
        raise NotYours("Whoever had this task is not here any more; only an IAM admin can close it.")
    raise NotYours(f"This task is {assignee.name}'s; only they or an IAM admin can close it.")


def _present(desk: Desk, assignee: PersonId, besides: frozenset[PersonId]) -> PersonId:
    company, today = desk.company, desk.now().astimezone(desk.company.zone).date()
    absence = company.absence_of(assignee, today)
    line = [assignee, *([absence.delegate] if absence and absence.delegate else [])]
    line += company.managers_above(assignee) if assignee in company.people else []
    line += [*company.groups.iam_admins, *company.groups.security]
    for candidate in line:
        person = company.people.get(candidate)
        here = person is not None and person.active(today) and not company.absence_of(candidate, today)
        if here and candidate not in besides:
            return candidate
    return assignee
