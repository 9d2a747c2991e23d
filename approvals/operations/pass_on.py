"""Passing on a reply to an approver's question, and what they say to it."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from approvals import gone
from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotFound, NotYours
from approvals.events import ItemChanged
from approvals.model import ItemStatus, Said
from approvals.operations.remarks import words_of, write_remark
from approvals.operations.settle import entry_about
from approvals.store.store import Transaction
from approvals.store.tables import RemarkRow
from catalog.model import PersonId


async def pass_on(
    desk: Desk, *, question_id: str, by: PersonId, text: str, where: Said, key: str
) -> PersonId:
    """Passes a reply on: the requester's to whoever asked, and back. Returns to whom; the same key is passed on once.

    Raises BadInput, NotFound, NotYours (also for somebody whose turn it is not), AlreadyDecided, NotAllowed.
    """
    said = words_of(text, "I pass on words only; write your answer.")
    async with desk.store.transaction() as tx:
        question = await tx.session.get(RemarkRow, question_id)
        if question is None:
            raise NotFound(gone.QUESTION)
        request, item = await tx.lock_item(question.item_id)
        desk.active_person(by)
        last = await _last(tx, question)
        if by not in (request.requester, question.person):
            raise NotYours("That question was not put to you.")
        if item.status is not ItemStatus.PENDING:
            raise AlreadyDecided("This is settled already, so your answer was not passed on.")
        if by == question.person and last.person == by and last.id != key:
            raise NotYours("It is their turn to answer; choose Ask for more to put another question.")
        to = question.person if by == request.requester else request.requester
        if await tx.session.get(RemarkRow, key) is not None:
            return to
        await write_remark(
            tx, item, id=key, question=question.id, stage=question.stage, by=by, text=said, where=where
        )
        about: dict[str, Any] = {"stage": question.stage, "text": said, "question": question.id}
        if by == request.requester:
            tx.log(entry_about("question.answered", request, item, actor=by, **about))
        else:
            tx.log(entry_about("question.followed", request, item, actor=by, **about))
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
        return to


async def _last(tx: Transaction, question: RemarkRow) -> RemarkRow:
    rows = await tx.session.exec(
        select(RemarkRow).where(RemarkRow.question == question.id).order_by(col(RemarkRow.at).desc()).limit(1)
    )
    return rows.first() or question
