"""Ask for more: an approver's question to the requester."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import NotAllowed
from approvals.model import Said
from approvals.operations.remarks import words_of, write_remark
from approvals.operations.settle import entry_about
from approvals.operations.waited_for import at_their_stage
from approvals.store.tables import new_id
from catalog.model import PersonId


async def ask_for_more(desk: Desk, *, item_id: str, by: PersonId, text: str) -> str:
    """Puts a question to whoever asked; nothing is decided by it. Returns the question's id.

    Raises BadInput, and what approve raises.
    """
    said = words_of(text, "Write what you want to know; the requester is sent it as it stands.")
    async with at_their_stage(desk, item_id=item_id, by=by) as found:
        if found is None:
            return ""
        tx, request, item, stage = found.tx, found.request, found.item, found.stage
        if request.requester not in desk.company.people:
            raise NotAllowed("Whoever asked is no longer on record, so there is nobody to answer.")
        remark = await write_remark(
            tx, item, id=new_id("rem"), question="", stage=stage, by=by, text=said, where=Said.CARD
        )
        tx.log(
            entry_about("question.asked", request, item, actor=by, stage=stage, text=said, question=remark.id)
        )
        return remark.id
