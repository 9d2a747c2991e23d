"""The questions that approvers put to requesters: which of them a plain reply is about."""

from __future__ import annotations

from typing import NamedTuple

from sqlmodel import col, select

from approvals import gone
from approvals.desk import Desk
from approvals.errors import NotFound
from approvals.model import ItemStatus, StageName
from approvals.store.tables import ItemRow, RemarkRow, RequestRow
from catalog.model import PersonId


class Asked(NamedTuple):
    """A question that waits for a reply, and the stage that asks."""

    id: str
    stage: StageName


async def question_for(desk: Desk, *, request_id: str, by: PersonId, item_id: str = "") -> Asked | None:
    """The question that a plain reply of this person in the request's thread is about; None where it is about none.

    The requester's is about the newest question that waits for an answer. Whoever asked is passed on only while the
    last word was the requester's: what else is said in a thread stays there.
    """
    async with desk.store.reading() as session:
        request = await session.get(RequestRow, request_id)
        if request is None:
            return None
        wanted = select(RemarkRow).join(ItemRow, col(ItemRow.id) == col(RemarkRow.item_id))
        wanted = wanted.where(ItemRow.request_id == request_id, ItemRow.status == ItemStatus.PENDING)
        if item_id:
            wanted = wanted.where(RemarkRow.item_id == item_id)
        rows = (await session.exec(wanted.order_by(col(RemarkRow.at).desc()))).all()
    last: dict[str, RemarkRow] = {}
    for row in rows:
        last.setdefault(row.question or row.id, row)
    asked = {row.id: row for row in rows if not row.question}
    for question_id, row in last.items():
        if question_id not in asked:
            continue
        if by == request.requester and row.person != by:
            return Asked(question_id, row.stage)
        if by == asked[question_id].person and row.person == request.requester:
            return Asked(question_id, row.stage)
    return None


async def request_of_question(desk: Desk, question_id: str) -> str:
    """The request a question is about. Raises NotFound."""
    async with desk.store.reading() as session:
        row = await session.get(RemarkRow, question_id)
        if row is None:
            raise NotFound(gone.QUESTION)
        return (await session.get_one(ItemRow, row.item_id)).request_id
