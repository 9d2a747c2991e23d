"""What people hold."""

from __future__ import annotations

from sqlmodel import col, select

from approvals import gone
from approvals.desk import Desk
from approvals.errors import NotFound
from approvals.model import GrantStatus
from approvals.pictures import GrantPicture, HeldAccess
from approvals.queries.pieces import grant_piece, label_of
from approvals.renewal import not_renewed
from approvals.store.tables import GrantRow
from catalog.model import PersonId


async def grant_picture(desk: Desk, grant_id: str) -> GrantPicture:
    """One grant. Raises NotFound."""
    async with desk.store.reading() as session:
        row = await session.get(GrantRow, grant_id)
    if row is None:
        raise NotFound(gone.ACCESS)
    return grant_piece(desk, row)


async def held_by(desk: Desk, person: PersonId) -> list[HeldAccess]:
    """What the person holds now: through Usher first (soonest end first), then by the company's record."""
    async with desk.store.reading() as session:
        live = await session.exec(
            select(GrantRow)
            .where(GrantRow.person == person, GrantRow.status == GrantStatus.LIVE)
            .order_by(col(GrantRow.created_at).desc())
        )
    granted = [
        HeldAccess(
            entitlement=grant.entitlement,
            label=label_of(desk, grant.entitlement),
            scope=grant.scope,
            since=grant.live_at,
            until=grant.expires_at,
            grant_id=grant.id,
            not_renewed=not_renewed(grant),
        )
        for grant in live.all()
    ]
    now = desk.now()
    recorded = [
        HeldAccess(
            entitlement=holding.entitlement,
            label=label_of(desk, holding.entitlement),
            scope=holding.scope,
            since=holding.granted_at,
            until=holding.expires_at,
            last_used_at=holding.last_used_at,
        )
        for holding in desk.company.holdings_of(person)
        if holding.expires_at is None or holding.expires_at > now
    ]
    granted.sort(key=lambda held: (held.until is None, held.until or now))
    recorded.sort(key=lambda held: held.label)
    return granted + recorded
