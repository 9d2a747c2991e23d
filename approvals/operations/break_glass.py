"""Break-glass: access at once in an emergency. Nobody is asked before, and Security reviews it afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import col, select

from approvals.desk import Desk
from approvals.emergencies import reviewers_of, short_enough
from approvals.errors import AlreadyHeld, BadInput, NotAllowed
from approvals.events import ItemChanged, RequestOpened
from approvals.jobs.port import Job, JobName
from approvals.log.entry import Entry
from approvals.model import ItemStatus, PolicyAnswer, Wish
from approvals.operations.gather import place_of, standing_of
from approvals.operations.granting import begin_grant
from approvals.operations.heard import NOTHING
from approvals.operations.named_end import refuse_passed, watch_end
from approvals.operations.open_request import LONGEST_TEXT
from approvals.operations.settle import entry_about, evaluate, in_iso
from approvals.store.emergency_tables import EmergencyRow
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, RequestRow, new_id
from catalog.emergency import Emergency
from catalog.model import PersonId


async def break_glass(
    desk: Desk,
    *,
    person: PersonId,
    wish: Wish,
    duration: timedelta | None,
    reason: str,
    words: str,
    key: str,
    until: datetime | None = None,
) -> str:
    """Gives the person what they ask for at once, if policy lets them have it so; returns the request's id.

    The same key always gives the same request. Raises BadInput, NotAllowed, AlreadyHeld, TargetChanged.
    """
    said = reason.strip()[:LONGEST_TEXT]
    if not any(character.isalnum() for character in said):
        raise BadInput("Say what the emergency is: Security and the owner read it now, and auditors later.")
    if (settings := desk.company.emergency) is None:
        raise NotAllowed("There is no fast path for emergencies here; ask in the usual way.")
    holder = desk.active_person(person)
    place = place_of(desk, wish.entitlement)
    async with desk.store.transaction() as tx:
        await tx.lock_person(person)
        known = (await tx.session.exec(select(RequestRow).where(RequestRow.key == key))).first()
        if known is not None:
            return known.id
        refuse_passed(desk, until, now=tx.now)
        standing = await standing_of(tx.session, desk, person, wish)
        if standing.leaving:
            raise AlreadyHeld(
                f"What you had of {place.label} is being removed just now; break the glass once it is gone."
            )
        if standing.held:
            raise AlreadyHeld(
                f"You hold {place.label} already, or it is being set up; no glass has to be broken."
            )
        length = short_enough(
            desk.company, place.entitlement, duration, person=holder, now=tx.now, zone=desk.company.zone
        )
        request = RequestRow(
            id=new_id("req"), key=key, requester=person, beneficiary=person, duration=length, justification=said,
            words=words[:LONGEST_TEXT], opened_at=tx.now,
        )  # fmt: skip
        tx.session.add(request)
        await tx.session.flush()
        await _take_back(tx, person, wish)
        item = ItemRow(
            id=new_id("it"), request_id=request.id, position=0, entitlement=wish.entitlement,
            scope=dict(wish.scope), duration=length, until=until, status=ItemStatus.APPROVED, risk={}, reasons=[],
            policy_version=desk.policies.version, catalog_version=desk.company.version, decided_at=tx.now,
            emergency=True,
        )  # fmt: skip
        tx.session.add(item)
        await tx.session.flush()
        evaluation = await evaluate(tx, desk, request, item, NOTHING)
        if evaluation.decision.answer is not PolicyAnswer.GRANTED or evaluation.facts is None:
            raise NotAllowed(evaluation.decision.reasons[0].says)
        tx.log(
            Entry(
                kind="request.opened",
                actor=person,
                person=person,
                request_id=request.id,
                catalog_version=desk.company.version,
                policy_version=desk.policies.version,
                data={
                    "words": request.words,
                    "justification": said,
                    "duration_asked": in_iso(duration),
                    "emergency": True,
                },
            )
        )
        tx.log(
            entry_about("emergency.opened", request, item, actor=person, evaluation=evaluation, reason=said)
        )
        watch_end(tx, item)
        begin_grant(tx, request, item, duration=length)
        _review(tx, desk, settings, item, person)
        tx.announce(RequestOpened(request_id=request.id))
        return request.id


async def _take_back(tx: Transaction, person: PersonId, wish: Wish) -> None:
    """What waits for the same is withdrawn: granted later, it would be a second grant beside this one."""
    waiting = await tx.session.exec(
        select(ItemRow)
        .join(RequestRow, col(RequestRow.id) == col(ItemRow.request_id))
        .where(
            RequestRow.beneficiary == person,
            ItemRow.entitlement == wish.entitlement,
            ItemRow.status == ItemStatus.PENDING,
        )
    )
    for seen in waiting.all():
        if seen.scope != wish.scope:
            continue
        request, item = await tx.lock_item(seen.id)
        if item.status is not ItemStatus.PENDING:
            continue  # it was withdrawn, or lapsed, just now
        item.status, item.decided_at = ItemStatus.WITHDRAWN, tx.now
        tx.session.add(item)
        tx.log(entry_about("item.withdrawn", request, item, actor=person, emergency=True))
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))


def _review(tx: Transaction, desk: Desk, settings: Emergency, item: ItemRow, person: PersonId) -> None:
    """Leaves the review to Security, with the first reminder when half of the time is over."""
    today = tx.now.astimezone(desk.company.zone).date()
    row = EmergencyRow(
        item_id=item.id,
        person=person,
        opened_at=tx.now,
        due_at=tx.now + settings.review_within,
        asked=list(reviewers_of(desk.company, person, on=today, overdue=False)),
    )
    remind_next(tx, row)


def remind_next(tx: Transaction, row: EmergencyRow) -> None:
    """Sets the next look: half-way, when it is due, and from then on every time so much has passed again."""
    within = row.due_at - row.opened_at
    half = row.opened_at + within / 2
    steps = max(1, (tx.now - row.opened_at) // within + 1)
    row.next_at = half if tx.now < half else row.opened_at + steps * within
    tx.session.add(row)
    tx.enqueue(
        Job(
            name=JobName.EMERGENCY_CLOCK,
            key=f"{JobName.EMERGENCY_CLOCK}:{row.item_id}:{row.next_at.isoformat()}",
            payload={"item": row.item_id},
            due=row.next_at,
        )
    )
