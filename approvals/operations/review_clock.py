"""The clock of a monthly review: when the next one is due, whom it asks, and when it is looked at again.

What happens when it strikes is in `approvals.jobs.reviewing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from approvals.approvers import Approvers, approvers
from approvals.barring import why_barred
from approvals.desk import Desk
from approvals.jobs.port import Job, JobName
from approvals.lessening import ChangeMade
from approvals.operations.stage_clock import earliest, latest
from approvals.store.review_tables import ReviewRow
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow
from catalog.model import PersonId

A_MONTH = timedelta(days=30)


def asks_for_review(item: ItemRow) -> ChangeMade | None:
    """The newest note that wants the item reviewed each month, if an approver made one."""
    made = (ChangeMade.model_validate(change) for change in item.changes)
    return next((change for change in reversed([*made]) if change.review), None)


def schedule_review(tx: Transaction, item: ItemRow, grant: GrantRow, *, after: datetime) -> None:
    """Leaves the next review to a job, a month after that, where an approver wanted any.

    However long the access runs: one that ended by then is left alone, and one that was extended is asked about.
    """
    if asks_for_review(item) is None:
        return
    grant.review_at = after + A_MONTH
    tx.session.add(grant)
    key = f"{JobName.REVIEW}:{grant.id}:{grant.review_at.isoformat()}"
    tx.enqueue(Job(name=JobName.REVIEW, key=key, payload={"grant": grant.id}, due=grant.review_at))


def reviewers(desk: Desk, request: RequestRow, item: ItemRow, row: ReviewRow) -> Approvers:
    """Who may answer now, and whom to ping: whoever made the note while they can, else who holds the stage by now."""
    people, place = desk.company.people, desk.company.places.get(item.entitlement)
    today = desk.now().astimezone(desk.company.zone).date()
    holder, requester = people.get(request.beneficiary), people.get(request.requester)
    if holder is None or requester is None or place is None:
        admins = tuple(
            one
            for one in desk.company.groups.iam_admins
            if one in people
            and people[one].active(today)
            and one not in (request.beneficiary, request.requester)
        )
        note = "What this is about has left the catalog or the company, so the IAM admins decide."
        return Approvers(may=frozenset(admins), ping=admins, note=note)
    barred = why_barred(
        desk.company,
        row.reviewer,
        beneficiary=holder,
        requester=requester,
        place=place,
        on=today,
        exclude=frozenset(),
    )
    there = barred is None and desk.company.absence_of(row.reviewer, today) is None
    route = approvers(
        desk.company,
        stage=row.stage,
        beneficiary=holder,
        requester=requester,
        place=place,
        on=today,
        # Where they are there themselves, the stage's own people are the first who join.
        escalated=max(0, row.escalated - 1) if there else row.escalated,
    )
    if not there:
        may = route.may if barred is not None else route.may | {row.reviewer}
        return Approvers(may=may, ping=route.ping, note=route.note)
    if row.escalated == 0:
        return Approvers(may=route.may | {row.reviewer}, ping=(row.reviewer,), note="")
    ping = tuple(dict.fromkeys((row.reviewer, *route.ping)))
    return Approvers(may=route.may | {row.reviewer}, ping=ping, note=route.note)


def wind_up_review(tx: Transaction, desk: Desk, row: ReviewRow, asked: Sequence[PersonId]) -> None:
    """Starts the clock of a review that waits for these people from now on; the company's own patience counts."""
    patience = desk.company.clock
    row.asked = list(asked)
    row.remind_at = earliest(desk, tx.now, patience.remind_after, row.asked)
    row.escalate_at = earliest(desk, tx.now, patience.escalate_after, row.asked)
    row.expire_at = latest(desk, tx.now, patience.expire_after, row.asked)
    schedule_look(tx, row)


def schedule_look(tx: Transaction, row: ReviewRow) -> None:
    """Leaves the next look to a job."""
    row.next_at = min(at for at in (row.remind_at, row.escalate_at, row.expire_at) if at is not None)
    tx.session.add(row)
    key = f"{JobName.REVIEW_CLOCK}:{row.id}:{row.next_at.isoformat()}"
    tx.enqueue(Job(name=JobName.REVIEW_CLOCK, key=key, payload={"review": row.id}, due=row.next_at))
