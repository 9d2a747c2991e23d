"""Coming back to an unlocking that was begun: where no outcome is known, the log says so."""

from __future__ import annotations

import json

from sqlmodel import col, select

from approvals.desk import Desk
from approvals.errors import NotFound
from approvals.log.entry import USHER, Entry
from approvals.store.helpdesk_tables import InquiryRow
from approvals.store.tables import LogRow

_UNKNOWN = "unlock.unknown"
_OUTCOMES = ("unlock.done", "unlock.refused", _UNKNOWN)


async def settle_unlock(desk: Desk, *, unlock_id: str, inquiry_id: str) -> bool:
    """Whether nobody knows what came of it: the process ended in between. Raises NotFound."""
    async with desk.store.transaction() as tx:
        inquiry = await tx.session.get(InquiryRow, inquiry_id, with_for_update=True)
        if inquiry is None:
            raise NotFound("I no longer have that question; ask me again.")
        found = await tx.session.exec(
            select(LogRow).where(LogRow.person == inquiry.about, col(LogRow.kind).in_(_OUTCOMES))
        )
        known = {row.kind for row in found.all() if json.loads(row.data).get("unlock") == unlock_id}
        if not known:
            data = {"unlock": unlock_id, "inquiry": inquiry_id}
            tx.log(Entry(kind=_UNKNOWN, actor=USHER, person=inquiry.about, data=data))
        return not known or _UNKNOWN in known
