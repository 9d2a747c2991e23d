"""Why somebody asks about another: without it nothing is answered."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import BadInput, NotAllowed, NotFound, NotYours
from approvals.helpdesk import may_ask
from approvals.operations.inquiry_reasons import NOT_ABOUT_OTHERS, open_inquiry, reason_in
from approvals.store.helpdesk_tables import InquiryRow
from catalog.model import PersonId


async def give_reason(desk: Desk, *, inquiry_id: str, by: PersonId, reason: str) -> None:
    """From then on the inquiry may be answered; given twice, the first reason counts and is logged once.

    Raises BadInput, NotFound, NotYours, NotAllowed.
    """
    said = reason_in(reason)
    if not said:
        raise BadInput("Say why you ask, in a few words: it is logged, and the person reads it.")
    async with desk.store.transaction() as tx:
        row = await tx.session.get(InquiryRow, inquiry_id, with_for_update=True)
        if row is None:
            raise NotFound("I no longer have that question; ask me again.")
        desk.active_person(by)
        if by != row.asker:
            raise NotYours("Somebody else asked that; ask me yourself.")
        if not may_ask(desk.company, by, row.about, row.topic):
            raise NotAllowed(NOT_ABOUT_OTHERS)
        if row.open_since is None:
            open_inquiry(tx, desk, row, said)
