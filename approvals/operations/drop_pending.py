"""Ending what still waits to be decided for somebody who is not there any more."""

from __future__ import annotations

from sqlmodel import col, or_, select

from approvals.desk import Desk
from approvals.events import ItemChanged
from approvals.model import Decision, ItemStatus, PolicyAnswer, Reason, Risk
from approvals.operations.heard import heard_on
from approvals.operations.settle import Evaluation, carry_out
from approvals.store.tables import ItemRow, RequestRow
from catalog.model import PersonId

PERSON_GONE = "person-gone"
"""What stands as the rule where the person is gone and no rule was asked."""


async def drop_pending(desk: Desk, *, person: PersonId, says: str) -> int:
    """Refuses everything that waits and that this person asked for or would hold, for that reason; returns how much.

    What was granted stays: its end is another matter.
    """
    async with desk.store.reading() as session:
        rows = await session.exec(
            select(ItemRow.id)
            .join(RequestRow, col(RequestRow.id) == col(ItemRow.request_id))
            .where(
                ItemRow.status == ItemStatus.PENDING,
                or_(RequestRow.requester == person, RequestRow.beneficiary == person),
            )
        )
        waiting = rows.all()
    return sum([await _dropped(desk, item_id, says) for item_id in waiting])


async def drop_leavers(desk: Desk) -> int:
    """The same for everybody who has left or is no longer on record; returns how many items that ended."""
    async with desk.store.reading() as session:
        rows = await session.exec(
            select(RequestRow.requester, RequestRow.beneficiary)
            .join(ItemRow, col(RequestRow.id) == col(ItemRow.request_id))
            .where(ItemRow.status == ItemStatus.PENDING)
        )
        involved = {person for pair in rows.all() for person in pair}
    dropped = 0
    for person in sorted(involved):
        if (says := _gone(desk, person)) is not None:
            dropped += await drop_pending(desk, person=person, says=says)
    return dropped


def _gone(desk: Desk, person: PersonId) -> str | None:
    """Why nothing can be decided for that person any more; None while they are here."""
    known = desk.company.people.get(person)
    if known is None:
        return "Somebody in this request is no longer in the company's list of people."
    today = desk.now().astimezone(desk.company.zone).date()
    if known.ends is not None and known.ends < today:
        return f"{known.name} has left, so nothing is decided for them any more."
    return None


async def _dropped(desk: Desk, item_id: str, says: str) -> bool:
    async with desk.store.transaction() as tx:
        request, item = await tx.lock_to_decide(item_id)
        if item.status is not ItemStatus.PENDING:
            return False
        reason = Reason(policy=PERSON_GONE, says=says)
        refused = Decision(
            answer=PolicyAnswer.REFUSED, reasons=(reason,), policy_version=desk.policies.version
        )
        item.reasons = [reason.model_dump(mode="json")]
        item.policy_version, item.catalog_version = desk.policies.version, desk.company.version
        evaluation = Evaluation(
            facts=None,
            decision=refused,
            risk=Risk.model_validate(item.risk),
            heard=await heard_on(tx.session, item.id),
        )
        await carry_out(tx, desk, request, item, evaluation)
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
        return True
