"""What people are asked to do by hand."""

from __future__ import annotations

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from approvals import gone
from approvals.desk import Desk
from approvals.errors import NotFound
from approvals.model import TaskStatus
from approvals.pictures import TaskPicture
from approvals.queries.pieces import task_piece
from approvals.store.tables import GrantRow, TaskRow
from catalog.model import PersonId


async def task_picture(desk: Desk, task_id: str) -> TaskPicture:
    """One task. Raises NotFound."""
    async with desk.store.reading() as session:
        row = await session.get(TaskRow, task_id)
        if row is None:
            raise NotFound(gone.TASK)
        return task_piece(desk, row, await session.get_one(GrantRow, row.grant_id))


async def tasks_of(desk: Desk, person: PersonId) -> list[TaskPicture]:
    """The person's open tasks, oldest first."""
    return await _open(desk, col(TaskRow.assignee) == person)


async def open_tasks(desk: Desk) -> list[TaskPicture]:
    """Everybody's open tasks, oldest first: what an IAM admin may close when the assignee does not."""
    return await _open(desk)


async def _open(desk: Desk, *narrowed: ColumnElement[bool]) -> list[TaskPicture]:
    async with desk.store.reading() as session:
        rows = await session.exec(
            select(TaskRow, GrantRow)
            .where(TaskRow.grant_id == GrantRow.id, TaskRow.status == TaskStatus.OPEN, *narrowed)
            .order_by(col(TaskRow.opened_at))
        )
        return [task_piece(desk, task, grant) for task, grant in rows.all()]
