"""Saying that a manual task cannot be done."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, BadInput
from approvals.events import GrantChanged, TaskChanged
from approvals.model import EndReason, TaskKind, TaskStatus
from approvals.operations.assign_task import assign_task, refuse_strangers
from approvals.operations.drop_tasks import wanted
from approvals.operations.ending import begin_ending
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
        refuse_strangers(desk, task, by)
        if task.status is not TaskStatus.OPEN:
            raise AlreadyDecided("This task is closed already.")
        task.status, task.finished_at, task.finished_by, task.answer = TaskStatus.CANNOT, tx.now, by, said
        tx.session.add(task)
        tx.log(
            entry_about(
                "task.cannot", request, item, actor=by, grant_id=grant.id, task=task.kind, reason=said
            )
        )
        if not wanted(task, grant):
            pass  # the grant moved on: that this cannot be done changes nothing about it
        elif task.kind is TaskKind.PROVISION and grant.tries > 1:
            # A try before this one may have worked without our hearing of it, so it is taken away like any other.
            grant.trouble = f"{name} could not set it up: {said}"
            begin_ending(tx, request, item, grant, reason=EndReason.STOPPED, actor=by)
            tx.announce(GrantChanged(request_id=request.id, grant_id=grant.id))
        elif task.kind is TaskKind.PROVISION:
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
