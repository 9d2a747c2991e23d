"""Reviewing an emergency: Security says whether it was right. What was not right ends at once."""

from __future__ import annotations

from sqlmodel import select

from approvals.desk import Desk
from approvals.emergencies import may_review, reviewers_of
from approvals.errors import AlreadyDecided, BadInput, NotFound, NotYours, OwnRequest
from approvals.events import GrantChanged, ItemChanged
from approvals.model import EndReason, GrantStatus, Review
from approvals.operations.ending import begin_ending
from approvals.operations.open_request import LONGEST_TEXT
from approvals.operations.refuse_extensions import refuse_extensions
from approvals.operations.settle import entry_about
from approvals.store.emergency_tables import EmergencyRow
from approvals.store.tables import GrantRow
from catalog.model import PersonId


async def review_emergency(desk: Desk, *, item_id: str, by: PersonId, right: bool, note: str = "") -> None:
    """One person's word on it, which ends the review; a reason is required where it was not right.

    Raises BadInput, NotFound, OwnRequest, NotYours, AlreadyDecided, NotAllowed.
    """
    said = note.strip()[:LONGEST_TEXT]
    if not right and not any(character.isalnum() for character in said):
        raise BadInput("Say what was not right: the person and the owner read it, and auditors will.")
    async with desk.store.transaction() as tx:
        row = await tx.session.get(EmergencyRow, item_id)
        if row is None:
            raise NotFound("That emergency does not exist any more.")
        await tx.lock_person(row.person)
        request, item = await tx.lock_item(item_id)
        row = await tx.session.get_one(EmergencyRow, item_id, with_for_update=True, populate_existing=True)
        desk.active_person(by)
        if by == row.person:
            raise OwnRequest("You cannot review your own emergency; somebody else has to.")
        if row.review is not None:
            raise AlreadyDecided("This was reviewed already; the card shows how.")
        today = tx.now.astimezone(desk.company.zone).date()
        overdue = tx.now >= row.due_at
        if not may_review(desk.company, row.person, by, on=today, overdue=overdue):
            able = reviewers_of(desk.company, row.person, on=today, overdue=overdue)
            names = " or ".join(desk.company.names(able)) or "the IAM team"
            raise NotYours(f"This is not yours to review; it waits for {names}.")
        row.review = Review.RIGHT if right else Review.NOT_RIGHT
        row.reviewed_by, row.reviewed_at, row.note, row.next_at = by, tx.now, said, None
        tx.session.add(row)
        tx.log(entry_about("emergency.reviewed", request, item, actor=by, review=row.review, note=said))
        grant = (await tx.session.exec(select(GrantRow).where(GrantRow.item_id == item_id))).first()
        if not right and grant is not None and grant.status in (GrantStatus.PROVISIONING, GrantStatus.LIVE):
            grant = (await tx.lock_grant(grant.id))[2]
            begin_ending(tx, request, item, grant, reason=EndReason.REVOKED, actor=by)
            await refuse_extensions(tx, desk, grant)
            tx.announce(GrantChanged(request_id=request.id, grant_id=grant.id))
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
