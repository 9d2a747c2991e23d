"""Giving access back before it expires ("I'm done")."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotYours
from approvals.events import GrantChanged
from approvals.model import EndReason, GrantStatus
from approvals.operations.ending import begin_ending
from catalog.model import PersonId


async def give_back(desk: Desk, *, grant_id: str, by: PersonId) -> None:
    """The holder (or who asked on their behalf) is done with it; the connector takes it away.

    Raises NotFound, NotYours, AlreadyDecided.
    """
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        if by not in (grant.person, request.requester):
            raise NotYours("Only the person who holds this access can give it back.")
        if grant.status is GrantStatus.PROVISIONING:
            raise AlreadyDecided("This access is still being set up; give it back once it is live.")
        if grant.status is not GrantStatus.LIVE:
            raise AlreadyDecided("This access has ended already, or is being removed.")
        begin_ending(tx, request, item, grant, reason=EndReason.RETURNED, actor=by)
        tx.announce(GrantChanged(request_id=request.id, grant_id=grant.id))
