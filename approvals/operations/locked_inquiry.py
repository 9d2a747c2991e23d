"""An inquiry, locked: how everything begins that changes one."""

from __future__ import annotations

from approvals import gone
from approvals.desk import Desk
from approvals.errors import NotFound, NotYours
from approvals.store.helpdesk_tables import InquiryRow
from approvals.store.store import Transaction
from catalog.model import PersonId


async def locked_inquiry(tx: Transaction, inquiry_id: str) -> InquiryRow:
    """The inquiry, whoever asked. Raises NotFound."""
    row = await tx.session.get(InquiryRow, inquiry_id, with_for_update=True)
    if row is None:
        raise NotFound(gone.INQUIRY)
    return row


async def own_inquiry(tx: Transaction, desk: Desk, inquiry_id: str, by: PersonId) -> InquiryRow:
    """The inquiry, for the one who asked. Raises NotFound, NotAllowed, NotYours."""
    row = await locked_inquiry(tx, inquiry_id)
    desk.active_person(by)
    if by != row.asker:
        raise NotYours("Somebody else asked that; ask me yourself.")
    return row
