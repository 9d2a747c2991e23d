"""What breaking the glass would come to, by the same facts and the rules for emergencies; and what is to be reviewed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import col, select

from approvals.desk import Desk
from approvals.emergencies import EmergencyOffer, may_review, short_enough
from approvals.ends import passed, passed_sentence, within
from approvals.model import PolicyAnswer, Wish
from approvals.not_right import not_right
from approvals.operations.gather import held_or_pending, place_of, standing_of
from approvals.operations.unreviewed import unreviewed_of
from approvals.pictures import RequestPicture
from approvals.policy.unfiled import unfiled
from approvals.queries.assembling import whole_requests
from approvals.queries.not_right import not_right_of
from approvals.queries.of_late import recent_denials
from approvals.queries.warning_signs import warned_of
from approvals.store.emergency_tables import EmergencyRow
from approvals.store.tables import ItemRow, RequestRow
from catalog.model import PersonId


async def emergency_offer(
    desk: Desk, *, person: PersonId, wish: Wish, duration: timedelta | None, until: datetime | None = None
) -> EmergencyOffer | None:
    """Whether that person could have it at once, for how long, or why not; None where the company has no break-glass.

    Raises NotAllowed when they do not work here, TargetChanged when the entitlement is gone.
    """
    company, now = desk.company, desk.now()
    if company.emergency is None:
        return None
    holder, place = desk.active_person(person), place_of(desk, wish.entitlement)
    length = short_enough(company, place.entitlement, duration, person=holder, now=now, zone=company.zone)
    async with desk.store.reading() as session:
        if (await standing_of(session, desk, person, wish)).held:
            return None
        held = await held_or_pending(session, desk, person)
        denials = await recent_denials(session, person, before=now)
        unreviewed = await unreviewed_of(session, person)
        warned = await warned_of(session, {person}, now=now)
        found = await not_right_of(session, person)
    facts, _ = unfiled(
        company,
        desk.models,
        person=holder,
        requester=holder,
        place=place,
        scope=wish.scope,
        duration=within(length, until, now),
        held=held,
        denials=denials,
        warned=warned,
        not_right=not_right(found, entitlement=wish.entitlement, company=company, now=now),
        now=now,
    )
    if until is not None and passed(until, now):
        says = passed_sentence(until, company.zone, since=now)
        return EmergencyOffer(allowed=False, says=says, duration=length)
    decision = desk.policies.decide(replace(facts, unreviewed=unreviewed))
    allowed = decision.answer is PolicyAnswer.GRANTED
    return EmergencyOffer(
        allowed=allowed,
        says="" if allowed else decision.reasons[0].says,
        duration=within(length, until, now) or length,
    )


async def reviews_for(desk: Desk, person: PersonId) -> list[RequestPicture]:
    """The emergencies that this person may review now, each as its request with that item alone; first the first due."""
    now = desk.now()
    today = now.astimezone(desk.company.zone).date()
    async with desk.store.reading() as session:
        found = await session.exec(
            select(EmergencyRow, ItemRow, RequestRow)
            .join(ItemRow, col(ItemRow.id) == col(EmergencyRow.item_id))
            .join(RequestRow, col(RequestRow.id) == col(ItemRow.request_id))
            .where(col(EmergencyRow.review).is_(None))
            .order_by(col(EmergencyRow.due_at), col(EmergencyRow.item_id))
        )
        requests: dict[str, RequestRow] = {}
        theirs: defaultdict[str, list[ItemRow]] = defaultdict(list)
        for row, item, request in found.all():
            if may_review(desk.company, row.person, person, on=today, overdue=now >= row.due_at):
                requests[request.id] = request
                theirs[request.id].append(item)
        return await whole_requests(session, desk, list(requests.values()), theirs)
