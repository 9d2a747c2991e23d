"""Doing without one-time codes again."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import NotFound
from approvals.log.entry import Entry
from approvals.step_up.checking import check_code, locked_codes
from catalog.model import PersonId

NONE_SET_UP = "There are no codes set up."


async def remove_codes(desk: Desk, *, by: PersonId, code: str) -> None:
    """Takes one's own codes away, against one of them. Raises NotAllowed, NotFound, BadInput, WrongCode."""
    desk.active_person(by)
    async with desk.store.transaction() as tx:
        row = await locked_codes(tx, by)
        if row is None or not row.secret:
            raise NotFound(NONE_SET_UP)
        refusal = await check_code(tx, desk, row, code, used_for="removing codes")
        if refusal is None:
            row.secret, row.enrolled_at = "", None
            tx.session.add(row)
            tx.log(Entry(kind="code.removed", actor=by, person=by))
    if refusal is not None:
        raise refusal
