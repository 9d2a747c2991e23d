"""Why somebody asks about another: without it nothing is answered."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import BadInput, NotAllowed
from approvals.helpdesk import may_ask
from approvals.operations.inquiry_reasons import NOT_ABOUT_OTHERS, open_inquiry, reason_in
from approvals.operations.locked_inquiry import own_inquiry
from catalog.model import PersonId


async def give_reason(desk: Desk, *, inquiry_id: str, by: PersonId, reason: str) -> None:
    """From then on the inquiry may be answered; given twice, the first reason counts and is logged once.

    Raises BadInput, NotFound, NotYours, NotAllowed.
    """
    said = reason_in(reason)
    if not said:
        raise BadInput("Say why you ask, in a few words: it is logged, and the person reads it.")
    async with desk.store.transaction() as tx:
        row = await own_inquiry(tx, desk, inquiry_id, by)
        if not may_ask(desk.company, by, row.about, row.topic):
            raise NotAllowed(NOT_ABOUT_OTHERS)
        if row.open_since is None:
            open_inquiry(tx, desk, row, said)
