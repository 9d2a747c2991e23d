"""The requester asks for a decision to be made: once a working day, so that nobody is worn down by it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import select

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotAllowed, NotYours
from approvals.events import RequestNudged
from approvals.log.entry import Entry
from approvals.model import ItemStatus
from approvals.store.tables import ItemRow
from catalog.model import Company, PersonId

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


async def nudge(desk: Desk, *, request_id: str, by: PersonId) -> None:
    """Tells everybody whom the request waits for once more. Raises NotFound, NotYours, AlreadyDecided, NotAllowed."""
    async with desk.store.transaction() as tx:
        request = await tx.lock_request(request_id)
        desk.active_person(by)
        if by != request.requester:
            raise NotYours("Only the person who asked can nudge those who have to decide.")
        pending = await tx.session.exec(
            select(ItemRow.id).where(ItemRow.request_id == request_id, ItemRow.status == ItemStatus.PENDING)
        )
        if not pending.all():
            raise AlreadyDecided("This request is decided already, so there is nobody to nudge.")
        told = request.nudged_at or request.opened_at
        if working_day_of(desk.company, told) >= working_day_of(desk.company, tx.now):
            raise NotAllowed("They were told this working day already; you can nudge them on the next one.")
        request.nudged_at = tx.now
        tx.session.add(request)
        tx.log(
            Entry(
                kind="request.nudged",
                actor=by,
                person=request.beneficiary,
                request_id=request.id,
                catalog_version=desk.company.version,
                policy_version=desk.policies.version,
            )
        )
        tx.announce(RequestNudged(request_id=request.id))


def working_day_of(company: Company, at: datetime) -> date:
    """The company's working day that moment falls on; what falls on a day off counts to the one before."""
    day = at.astimezone(company.zone).date()
    for _ in _WEEKDAYS:
        if _WEEKDAYS[day.weekday()] in company.working_hours.days:
            break
        day -= timedelta(days=1)
    return day
