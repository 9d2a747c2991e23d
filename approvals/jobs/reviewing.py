"""What a monthly review's clock sets off: the question, reminders, the next on the route, and at last the end.

Access that nobody stands up for any more ends, as it would have had nobody approved it; but not before those who can
keep it were reminded, and whoever holds it was told.
"""

from __future__ import annotations

from typing import Literal

from approvals.desk import Desk
from approvals.events import GrantChanged
from approvals.jobs.due import A_DAY, due
from approvals.log.entry import USHER
from approvals.model import EndReason, GrantStatus, ReviewOutcome
from approvals.operations.ending import begin_ending
from approvals.operations.review_clock import (
    asks_for_review,
    reviewers,
    schedule_look,
    wind_up_review,
)
from approvals.operations.settle import entry_about
from approvals.operations.stage_clock import earliest, latest
from approvals.store.review_tables import ReviewRow
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow, new_id

Step = Literal["opened", "reminded", "escalated", "lapsed"]
"""What the clock does, as the log has it."""
MOST_STOPS = 5
"""Of a route, and one more."""


async def begin(desk: Desk, *, grant_id: str) -> None:
    """Asks whether live access is still right; once, and not before its month is over."""
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        noted = asks_for_review(item)
        if grant.status is not GrantStatus.LIVE or noted is None or not due(tx, grant.review_at):
            return
        grant.review_at = None
        tx.session.add(grant)
        row = ReviewRow(
            id=new_id("rev"),
            grant_id=grant.id,
            item_id=item.id,
            stage=noted.stage,
            reviewer=noted.by,
            opened_at=tx.now,
            expire_at=tx.now,
        )
        wind_up_review(tx, desk, row, reviewers(desk, request, item, row).ping)
        _tell(tx, "opened", request, item, grant, row)


async def look(desk: Desk, *, review_id: str) -> None:
    """Does what is due at a review that waits; one that was answered is left alone."""
    async with desk.store.transaction() as tx:
        seen = await tx.session.get(ReviewRow, review_id)
        if seen is None:
            return
        request, item, grant = await tx.lock_grant(seen.grant_id)
        row = await tx.session.get_one(ReviewRow, review_id, with_for_update=True, populate_existing=True)
        if row.outcome is not ReviewOutcome.OPEN or not due(tx, row.next_at):
            return
        if grant.status is not GrantStatus.LIVE:
            row.outcome, row.next_at = ReviewOutcome.DROPPED, None
            tx.session.add(row)
            return
        if due(tx, row.expire_at):
            if row.reminders:
                _lapse(tx, request, item, grant, row)
                return
            # While Usher was away nobody could answer; nothing ends on people who were not reminded.
            row.expire_at = latest(desk, tx.now, A_DAY, row.asked)
        if due(tx, row.escalate_at):
            _escalate(tx, desk, request, item, grant, row)
        if due(tx, row.remind_at):
            row.asked = list(reviewers(desk, request, item, row).ping)
            row.remind_at = earliest(desk, tx.now, A_DAY, row.asked)
            row.reminders += 1
            _tell(tx, "reminded", request, item, grant, row)
        schedule_look(tx, row)


def _escalate(
    tx: Transaction, desk: Desk, request: RequestRow, item: ItemRow, grant: GrantRow, row: ReviewRow
) -> None:
    """The next may answer as well; where there is no next, those who are asked go on being reminded."""
    known, before = row.escalated, set(reviewers(desk, request, item, row).ping)
    # Whoever made the note may be a stop of the route themselves, which then adds nobody.
    for further in range(1, 1 + MOST_STOPS):
        row.escalated = known + further
        wider = reviewers(desk, request, item, row)
        if set(wider.ping) != before:
            break
    else:
        row.escalated, row.escalate_at = known, None
        return
    row.asked = list(wider.ping)
    row.escalate_at = earliest(desk, tx.now, desk.company.clock.escalate_after, row.asked)
    _tell(tx, "escalated", request, item, grant, row)


def _lapse(tx: Transaction, request: RequestRow, item: ItemRow, grant: GrantRow, row: ReviewRow) -> None:
    row.outcome, row.answered_at, row.next_at = ReviewOutcome.LAPSED, tx.now, None
    tx.session.add(row)
    _tell(tx, "lapsed", request, item, grant, row)
    begin_ending(tx, request, item, grant, reason=EndReason.UNREVIEWED, actor=USHER)


def _tell(
    tx: Transaction, what: Step, request: RequestRow, item: ItemRow, grant: GrantRow, row: ReviewRow
) -> None:
    """Every step stands in the decision log and is drawn."""
    tx.log(
        entry_about(
            f"review.{what}",
            request,
            item,
            actor=USHER,
            grant_id=grant.id,
            review=row.id,
            stage=row.stage,
            asked=list(row.asked),
            ends=row.expire_at.isoformat(),
        )
    )
    tx.announce(GrantChanged(request_id=request.id, grant_id=grant.id))
