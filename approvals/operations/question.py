"""Ask for more: an approver's question to the requester, and the words that go to and fro about it."""

from __future__ import annotations

from typing import NamedTuple

from sqlmodel import col, func, select

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, BadInput, NotAllowed, NotFound, NotYours
from approvals.events import ItemChanged
from approvals.model import ItemStatus, Said, StageName
from approvals.operations.open_request import LONGEST_TEXT
from approvals.operations.settle import entry_about
from approvals.operations.waited_for import waited_for
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, RemarkRow, RequestRow, new_id
from catalog.model import PersonId

MOST_REMARKS = 60
"""On one item; beyond that people had better talk."""


async def ask_for_more(desk: Desk, *, item_id: str, by: PersonId, text: str) -> str:
    """Puts a question to whoever asked; nothing is decided by it. Returns the question's id.

    Raises BadInput, and what approve raises.
    """
    said = _words(text, "Write what you want to know; the requester is sent it as it stands.")
    async with waited_for(desk, item_id=item_id, by=by) as found:
        if found is None:
            return ""
        tx, request, item, stage = found.tx, found.request, found.item, found.stage
        if request.requester not in desk.company.people:
            raise NotAllowed("Whoever asked is no longer on record, so there is nobody to answer.")
        remark = await _remark(
            tx, item, id=new_id("rem"), question="", stage=stage, by=by, text=said, where=Said.CARD
        )
        tx.log(
            entry_about("question.asked", request, item, actor=by, stage=stage, text=said, question=remark.id)
        )
        return remark.id


class Asked(NamedTuple):
    """A question that waits for a reply, and the stage that asks."""

    id: str
    stage: StageName


async def pass_on(
    desk: Desk, *, question_id: str, by: PersonId, text: str, where: Said, key: str
) -> PersonId:
    """Passes a reply on: the requester's to whoever asked, and back. Returns to whom; the same key is passed on once.

    Raises BadInput, NotFound, NotYours (also for somebody whose turn it is not), AlreadyDecided, NotAllowed.
    """
    said = _words(text, "I pass on words only; write your answer.")
    async with desk.store.transaction() as tx:
        question = await tx.session.get(RemarkRow, question_id)
        if question is None:
            raise NotFound("That question does not exist any more.")
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
        await _remark(
            tx, item, id=key, question=question.id, stage=question.stage, by=by, text=said, where=where
        )
        tx.log(
            entry_about(
                "question.answered" if by == request.requester else "question.followed_up",
                request,
                item,
                actor=by,
                stage=question.stage,
                text=said,
                question=question.id,
            )
        )
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
        return to


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
            raise NotFound("That question does not exist any more.")
        return (await session.get_one(ItemRow, row.item_id)).request_id


def _words(text: str, otherwise: str) -> str:
    said = text.strip()[:LONGEST_TEXT]
    if not any(character.isprintable() and not character.isspace() for character in said):
        raise BadInput(otherwise)
    return said


async def _last(tx: Transaction, question: RemarkRow) -> RemarkRow:
    rows = await tx.session.exec(
        select(RemarkRow).where(RemarkRow.question == question.id).order_by(col(RemarkRow.at).desc()).limit(1)
    )
    return rows.first() or question


async def _remark(
    tx: Transaction,
    item: ItemRow,
    *,
    id: str,
    question: str,
    stage: StageName,
    by: PersonId,
    text: str,
    where: Said,
) -> RemarkRow:
    count = await tx.session.exec(select(func.count()).where(RemarkRow.item_id == item.id))
    if count.one() >= MOST_REMARKS:
        raise NotAllowed("So much was said here already that I pass on no more; talk to each other directly.")
    row = RemarkRow(
        id=id, item_id=item.id, question=question, stage=stage, person=by, text=text, said_in=where, at=tx.now
    )
    tx.session.add(row)
    await tx.session.flush()
    return row
