"""What a question and a reply have in common: words that can be passed on, written down."""

from __future__ import annotations

from sqlmodel import func, select

from approvals.errors import BadInput, NotAllowed
from approvals.model import Said, StageName
from approvals.operations.open_request import LONGEST_TEXT
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, RemarkRow
from catalog.model import PersonId

MOST_REMARKS = 60
"""On one item; beyond that people had better talk."""


def words_of(text: str, otherwise: str) -> str:
    """What was typed, where that is words at all. Raises BadInput with the sentence."""
    said = text.strip()[:LONGEST_TEXT]
    if not any(character.isprintable() and not character.isspace() for character in said):
        raise BadInput(otherwise)
    return said


async def write_remark(
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
    """Writes it down. Raises NotAllowed when enough was said."""
    count = await tx.session.exec(select(func.count()).where(RemarkRow.item_id == item.id))
    if count.one() >= MOST_REMARKS:
        raise NotAllowed("So much was said here already that I pass on no more; talk to each other directly.")
    row = RemarkRow(
        id=id, item_id=item.id, question=question, stage=stage, person=by, text=text, said_in=where, at=tx.now
    )
    tx.session.add(row)
    await tx.session.flush()
    return row
