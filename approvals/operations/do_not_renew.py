"""Saying that access runs to its end and no further ("Don't renew"): by who holds it, or by a review."""

from __future__ import annotations

from sqlmodel import select

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, AlreadyHeld, NotAllowed, NotYours
from approvals.events import GrantChanged
from approvals.model import GrantStatus, ItemStatus
from approvals.operations.settle import entry_about
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow
from catalog.model import PersonId


async def do_not_renew(desk: Desk, *, grant_id: str, by: PersonId) -> None:
    """The holder (or who asked on their behalf) lets it run to its end; said twice, it counts once.

    It is their own choice: an extension that is granted takes it away. Raises NotFound, NotYours, AlreadyDecided,
    AlreadyHeld, NotAllowed.
    """
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        if by not in (grant.person, request.requester):
            raise NotYours("Only the person who holds this access, or who asked for it, can choose that.")
        if grant.status is GrantStatus.PROVISIONING:
            raise AlreadyDecided("This access is still being set up; choose that once it is live.")
        refuse_without_an_end(tx, grant)
        if grant.not_renewed_at is not None:
            return
        waiting = await tx.session.exec(
            select(ItemRow.id).where(ItemRow.extends == grant.id, ItemRow.status == ItemStatus.PENDING)
        )
        if waiting.first() is not None:
            raise AlreadyHeld(
                "That this is extended was asked for, and waits for a decision; withdraw that first."
            )
        mark_not_renewed(tx, request, item, grant, by=by)
        tx.announce(GrantChanged(request_id=request.id, grant_id=grant.id))


def refuse_without_an_end(tx: Transaction, grant: GrantRow) -> None:
    """Raises AlreadyDecided where the access has ended, and NotAllowed where it never does."""
    if grant.status is not GrantStatus.LIVE or (grant.expires_at is not None and grant.expires_at <= tx.now):
        raise AlreadyDecided("This access has ended already, or is being removed.")
    if grant.expires_at is None:
        raise NotAllowed("This access has no end date, so there is nothing to renew.")


def mark_not_renewed(
    tx: Transaction,
    request: RequestRow,
    item: ItemRow,
    grant: GrantRow,
    *,
    by: PersonId,
    review: str | None = None,
) -> None:
    """Notes it on the grant and in the log; `review` is the one that decided it, which no extension undoes."""
    grant.not_renewed_at, grant.not_renewed_by, grant.not_renewed_review = tx.now, by, review
    tx.session.add(grant)
    tx.log(entry_about("grant.not_renewed", request, item, actor=by, grant_id=grant.id, review=review))
