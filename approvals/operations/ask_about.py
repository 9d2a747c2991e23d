"""Asking about somebody: noted, and answered at once unless a reason is due first."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import NotAllowed
from approvals.helpdesk import Topic, may_ask, owes_a_reason
from approvals.operations.inquiry_reasons import NOT_ABOUT_OTHERS, open_inquiry, reason_in
from approvals.operations.open_request import LONGEST_TEXT
from approvals.store.helpdesk_tables import InquiryRow
from catalog.model import PersonId


async def ask_about(
    desk: Desk,
    *,
    inquiry_id: str,
    by: PersonId,
    about: PersonId,
    topic: Topic,
    words: str,
    reason: str = "",
) -> bool:
    """Begins an inquiry; says whether it may be answered now, which it may not while a reason is due.

    The same id is one inquiry, however often it is begun. Raises NotAllowed.
    """
    desk.active_person(by)
    if not may_ask(desk.company, by, about, topic):
        raise NotAllowed(NOT_ABOUT_OTHERS)
    async with desk.store.transaction() as tx:
        row = await tx.session.get(InquiryRow, inquiry_id, with_for_update=True)
        if row is None:
            row = InquiryRow(
                id=inquiry_id,
                asker=by,
                about=about,
                topic=topic,
                words=words.strip()[:LONGEST_TEXT],
                asked_at=tx.now,
            )
            tx.session.add(row)
            if not owes_a_reason(desk.company, by, about, topic):
                row.open_since = tx.now
            elif said := reason_in(reason):
                open_inquiry(tx, desk, row, said)
        return row.open_since is not None
