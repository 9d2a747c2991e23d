"""What happens when a system says that access is there, or gone: the grant's clock starts, or stops for good."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.events import GrantChanged
from approvals.model import GrantStatus
from approvals.operations.drop_tasks import drop_tasks
from approvals.operations.grant_timers import set_timers
from approvals.operations.review_clock import schedule_review
from approvals.operations.settle import entry_about
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow
from approvals.terms import expiry


def go_live(
    tx: Transaction,
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    grant: GrantRow,
    *,
    actor: str,
    reference: str = "",
) -> None:
    """Starts the grant's clock and sets its timers."""
    grant.status = GrantStatus.LIVE
    grant.live_at = tx.now
    grant.expires_at = expiry(
        tx.now,
        grant.duration,
        person=desk.company.people[grant.person],
        zone=desk.company.zone,
        until=item.until,
    )
    grant.reference = reference
    grant.trouble = ""
    tx.session.add(grant)
    set_timers(tx, grant, since=grant.live_at)
    schedule_review(tx, item, grant, after=grant.live_at)
    tx.log(
        entry_about(
            "grant.live",
            request,
            item,
            actor=actor,
            grant_id=grant.id,
            reference=reference,
            expires_at=grant.expires_at.isoformat() if grant.expires_at else None,
        )
    )
    drop_tasks(tx, request, item, grant)
    tx.announce(GrantChanged(request_id=request.id, grant_id=grant.id))


def go_away(
    tx: Transaction, request: RequestRow, item: ItemRow, grant: GrantRow, *, actor: str, reference: str = ""
) -> None:
    """Ends the grant: nobody holds it any more. One that was never live has failed, and keeps saying why."""
    never_live = grant.live_at is None
    grant.status = GrantStatus.FAILED if never_live else GrantStatus.ENDED
    grant.ended_at = tx.now
    if not never_live:
        grant.trouble = ""
    tx.session.add(grant)
    tx.log(
        entry_about(
            "grant.ended",
            request,
            item,
            actor=actor,
            grant_id=grant.id,
            reason=grant.end_reason,
            reference=reference,
        )
    )
    drop_tasks(tx, request, item, grant)
    tx.announce(GrantChanged(request_id=request.id, grant_id=grant.id))


def fail(
    tx: Transaction, request: RequestRow, item: ItemRow, grant: GrantRow, *, actor: str, trouble: str
) -> None:
    """Gives the grant up before it was ever live; the people in the thread see why."""
    grant.status = GrantStatus.FAILED
    grant.ended_at = tx.now
    grant.trouble = trouble
    tx.session.add(grant)
    tx.log(entry_about("grant.failed", request, item, actor=actor, grant_id=grant.id, trouble=trouble))
    drop_tasks(tx, request, item, grant)
    tx.announce(GrantChanged(request_id=request.id, grant_id=grant.id))
