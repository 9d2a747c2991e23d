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
    """A question that waits for a reply, the stage that asks, and whose turn it is to speak."""

    id: str
    stage: StageName
    turn: PersonId
    asker: PersonId


async def open_questions(desk: Desk, *, request_id: str, item_id: str = "") -> list[Asked]:
    """The questions that a plain reply in the request's thread may be about, the newest first.

    It is the requester's turn until they have answered. Whoever asked is passed on only while the last word was the
    requester's: what else is said in a thread stays there.
    """
    async with desk.store.reading() as session:
        request = await session.get(RequestRow, request_id)
        if request is None:
            return []
        wanted = select(RemarkRow).join(ItemRow, col(ItemRow.id) == col(RemarkRow.item_id))
        wanted = wanted.where(ItemRow.request_id == request_id, ItemRow.status == ItemStatus.PENDING)
        if item_id:
            wanted = wanted.where(RemarkRow.item_id == item_id)
        rows = (await session.exec(wanted.order_by(col(RemarkRow.at).desc()))).all()
    last: dict[str, RemarkRow] = {}
    for row in rows:
        last.setdefault(row.question or row.id, row)
    asked = {row.id: row for row in rows if not row.question}
    return [
        Asked(
            question_id,
            row.stage,
            asked[question_id].person if row.person == request.requester else request.requester,
            asked[question_id].person,
        )
        for question_id, row in last.items()
        if question_id in asked
    ]


async def request_of_question(desk: Desk, question_id: str) -> str:
    """The request a question is about. Raises NotFound."""
    async with desk.store.reading() as session:
        row = await session.get(RemarkRow, question_id)
        if row is None:
            raise NotFound(gone.QUESTION)
        return (await session.get_one(ItemRow, row.item_id)).request_id
