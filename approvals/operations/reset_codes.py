"""Taking somebody's one-time codes away, for who lost the device that makes them."""

from __future__ import annotations

from sqlmodel import col, delete

from approvals.desk import Desk
from approvals.errors import BadInput, NotFound, NotYours
from approvals.log.entry import Entry
from approvals.operations.open_request import LONGEST_TEXT
from approvals.operations.remove_codes import NONE_SET_UP
from approvals.step_up.checking import locked_codes
from approvals.store.code_tables import WrongCodeRow
from catalog.model import PersonId


async def reset_codes(desk: Desk, *, person: PersonId, by: PersonId, reason: str) -> None:
    """An IAM admin takes somebody else's codes away, with a reason; then they may set up new ones.

    Nobody does it for themselves: then the codes of an admin would be worth no more than a click.
    Raises NotAllowed, NotYours, BadInput, NotFound.
    """
    desk.active_person(by)
    if by not in desk.company.groups.iam_admins:
        raise NotYours("Only IAM admins can reset somebody’s codes.")
    if by == person:
        raise NotYours("You cannot reset your own codes; another IAM admin has to.")
    if not (said := reason.strip()[:LONGEST_TEXT]):
        raise BadInput("Say why, and how you know that it is them who ask: auditors will read it.")
    async with desk.store.transaction() as tx:
        row = await locked_codes(tx, person)
        if row is None or not row.secret:
            raise NotFound(NONE_SET_UP)
        row.secret, row.enrolled_at, row.offered, row.offered_at = "", None, "", None
        tx.session.add(row)
        # Guesses at the old secret say nothing about the next one.
        await tx.session.exec(delete(WrongCodeRow).where(col(WrongCodeRow.person) == person))
        tx.log(Entry(kind="code.reset", actor=by, person=person, data={"reason": said}))
