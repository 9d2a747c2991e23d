"""Saying that a manual task cannot be done."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, BadInput, NotYours
from approvals.events import GrantChanged, TaskChanged
from approvals.model import GrantStatus, TaskKind, TaskStatus
from approvals.operations.assign_task import assign_task, may_finish
from approvals.operations.going_live import fail
from approvals.operations.open_request import LONGEST_TEXT
from approvals.operations.settle import entry_about
from catalog.model import PersonId


async def give_up_task(desk: Desk, *, task_id: str, by: PersonId, reason: str) -> None:
    """The assignee cannot do it. Access that was to be given is given up; access that was to be taken
    away stays on the books as being removed, and goes to the next who can, because somebody may still hold it.

    Raises BadInput, NotFound, NotYours, AlreadyDecided, NotAllowed.
    """
    said = reason.strip()[:LONGEST_TEXT]
    if not said:
        raise BadInput("Say why it cannot be done: the requester will be told.")
    name = desk.active_person(by).name
    async with desk.store.transaction() as tx:
        request, item, grant, task = await tx.lock_task(task_id)
        if not may_finish(desk, task, by):
            raise NotYours(
                f"This task is {desk.company.people[task.assignee].name}'s; only they or an IAM admin can close it."
            )
        if task.status is not TaskStatus.OPEN:
            raise AlreadyDecided("This task is closed already.")
        task.status, task.finished_at, task.finished_by, task.answer = TaskStatus.CANNOT, tx.now, by, said
        tx.session.add(task)
        tx.log(
            entry_about(
                "task.cannot", request, item, actor=by, grant_id=grant.id, task=task.kind, reason=said
            )
        )
        if task.kind is TaskKind.PROVISION and grant.status is GrantStatus.PROVISIONING:
            fail(tx, request, item, grant, actor=by, trouble=f"{name} could not set it up: {said}")
        else:
            grant.trouble = f"{name} could not remove it: {said}"
            tx.session.add(grant)
            await assign_task(
                tx,
                desk,
                request,
                item,
                grant,
                kind=TaskKind.REVOKE,
                assignee=task.assignee,
                note=f"{task.note} {grant.trouble}",
                besides=frozenset({by, task.assignee}),
            )
            tx.announce(GrantChanged(request_id=request.id, grant_id=grant.id))
        tx.announce(TaskChanged(request_id=request.id, task_id=task.id))
