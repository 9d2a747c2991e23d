"""Keep, Don't renew or End: the answer to a monthly review."""

from __future__ import annotations

from typing import Any

from approvals import gone
from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotFound, NotYours, OwnRequest
from approvals.events import GrantChanged
from approvals.model import EndReason, GrantStatus, ReviewOutcome
from approvals.operations.do_not_renew import mark_not_renewed, refuse_without_an_end
from approvals.operations.ending import begin_ending
from approvals.operations.refuse_extensions import refuse_extensions
from approvals.operations.review_clock import reviewers, schedule_review
from approvals.operations.settle import entry_about
from approvals.operations.still_held import refuse_to_keep
from approvals.store.review_tables import ReviewRow
from approvals.store.tables import GrantRow
from catalog.model import PersonId

OUTCOMES = {
    ReviewOutcome.KEPT: "the access was kept",
    ReviewOutcome.NOT_RENEWED: "the access was kept until its end, and is not renewed",
    ReviewOutcome.ENDED: "the access was ended",
    ReviewOutcome.LAPSED: "nobody answered in time, so the access was ended",
    ReviewOutcome.DROPPED: "the access had ended by itself",
}


async def answer_review(desk: Desk, *, review_id: str, by: PersonId, keep: bool, renew: bool = True) -> None:
    """Keeps the access until it is asked about again in a month, where policy would still give it, or ends it.

    Kept without `renew`, it runs to its end at most. No extension moves that, nor an end, and one that waits is refused.
    Raises NotFound, NotAllowed, OwnRequest, NotYours, AlreadyDecided.
    """
    async with desk.store.transaction() as tx:
        seen = await tx.session.get(ReviewRow, review_id)
        if seen is None:
            raise NotFound(gone.REVIEW)
        if not renew or not keep:
            # What waits as an extension is another request of the same person, who is locked before both.
            await tx.lock_person((await tx.session.get_one(GrantRow, seen.grant_id)).person)
        request, item, grant = await tx.lock_grant(seen.grant_id)
        row = await tx.session.get_one(ReviewRow, review_id, with_for_update=True, populate_existing=True)
        desk.active_person(by)
        if by in (request.requester, request.beneficiary):
            raise OwnRequest("You cannot review access that you hold or asked for; somebody else has to.")
        if row.outcome is not ReviewOutcome.OPEN:
            raise AlreadyDecided(f"This review is over: {OUTCOMES[row.outcome]}.")
        if grant.status is not GrantStatus.LIVE:
            raise AlreadyDecided("The access has ended meanwhile, so there is nothing to review.")
        who = reviewers(desk, request, item, row)
        if by not in who.may:
            names = " or ".join(desk.company.names(who.ping)) or "the IAM team"
            raise NotYours(f"This review is not yours; it waits for {names}.")
        if keep:
            if not renew:
                refuse_without_an_end(tx, grant)
            await refuse_to_keep(tx, desk, request, item, grant)
        kept = ReviewOutcome.KEPT if renew else ReviewOutcome.NOT_RENEWED
        row.outcome = kept if keep else ReviewOutcome.ENDED
        row.answered_by, row.answered_at, row.next_at = by, tx.now, None
        tx.session.add(row)
        about: dict[str, Any] = {"grant_id": grant.id, "review": row.id, "stage": row.stage}
        tx.log(entry_about(f"review.{row.outcome}", request, item, actor=by, **about))
        if keep:
            schedule_review(tx, item, grant, after=tx.now)
            if not renew and grant.not_renewed_review is None:
                mark_not_renewed(tx, request, item, grant, by=by, review=row.id)
                await refuse_extensions(tx, desk, grant)
        else:
            begin_ending(tx, request, item, grant, reason=EndReason.REVOKED, actor=by)
            await refuse_extensions(tx, desk, grant)
        tx.announce(GrantChanged(request_id=request.id, grant_id=grant.id))
