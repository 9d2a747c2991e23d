"""Saying that a manual task is done."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotAllowed, NotYours
from approvals.events import TaskChanged
from approvals.model import ItemStatus, PolicyAnswer, TaskKind, TaskStatus
from approvals.operations.assign_task import refuse_strangers
from approvals.operations.drop_tasks import wanted
from approvals.operations.going_live import go_away, go_live
from approvals.operations.settle import entry_about, evaluate
from approvals.operations.stopping import stop
from catalog.model import PersonId


async def finish_task(desk: Desk, *, task_id: str, by: PersonId) -> None:
    """The assignee did it: the grant's clock starts now, if policy still wants it, or the grant has ended.

    Raises NotFound, NotYours, AlreadyDecided, NotAllowed.
    """
    desk.active_person(by)
    refusal: NotAllowed | None = None
    async with desk.store.transaction() as tx:
        await tx.lock_person(await tx.holder_of_task(task_id))
        request, item, grant, task = await tx.lock_task(task_id)
        refuse_strangers(desk, task, by)
        if task.status is not TaskStatus.OPEN:
            raise AlreadyDecided("This task is closed already.")
        if by == grant.person:
            raise NotYours("You cannot confirm this for your own access; ask an IAM admin to do it.")
        task.status, task.finished_at, task.finished_by = TaskStatus.DONE, tx.now, by
        tx.session.add(task)
        tx.log(entry_about("task.done", request, item, actor=by, grant_id=grant.id, task=task.kind))
        if not wanted(task, grant):
            pass  # the grant moved on: what was done by hand changes nothing about it
        elif task.kind is TaskKind.PROVISION:
            evaluation = await evaluate(tx, desk, request, item)
            if evaluation.decision.answer is PolicyAnswer.GRANTED and evaluation.facts is not None:
                grant.duration = evaluation.facts.duration  # as the ceilings of today leave it
                go_live(tx, desk, request, item, grant, actor=by)
            else:
                await stop(tx, desk, request, item, grant, evaluation)
                why = evaluation.decision.reasons[0].says
                over = item.status is ItemStatus.LAPSED
                refusal = NotAllowed(
                    f"{why} What was set up has to be undone; a task for that follows."
                    if over
                    else f"Policy no longer allows this, so it has to be undone; a task for that follows. {why}"
                )
        else:
            go_away(tx, request, item, grant, actor=by)
        tx.announce(TaskChanged(request_id=request.id, task_id=task.id))
    if refusal is not None:
        raise refusal
