"""What a grant's clock sets off: the reminder before the end, and the end."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.events import GrantChanged, GrantEndsSoon
from approvals.jobs.due import due
from approvals.log.entry import USHER
from approvals.model import EndReason, GrantStatus
from approvals.operations.ending import begin_ending
from approvals.operations.settle import entry_about


async def remind(desk: Desk, *, grant_id: str, ends: str = "") -> None:
    """Tells the holder once that the end is near; a grant that ended is left alone, and so is one that has another
    end by now than the one the timer was set for (`ends`, where it says)."""
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        if grant.status is not GrantStatus.LIVE or grant.reminded_at is not None or grant.expires_at is None:
            return
        if tx.now >= grant.expires_at or (ends and grant.expires_at.isoformat() != ends):
            return
        grant.reminded_at = tx.now
        tx.session.add(grant)
        tx.log(entry_about("grant.reminded", request, item, actor=USHER, grant_id=grant.id))
        tx.announce(GrantEndsSoon(request_id=request.id, grant_id=grant.id))


async def expire(desk: Desk, *, grant_id: str) -> None:
    """Ends a grant whose time is up; one that was extended has a later timer of its own."""
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        if grant.status is not GrantStatus.LIVE or grant.expires_at is None:
            return
        if not due(tx, grant.expires_at):
            return
        begin_ending(tx, request, item, grant, reason=EndReason.EXPIRED, actor=USHER)
        tx.announce(GrantChanged(request_id=request.id, grant_id=grant.id))
