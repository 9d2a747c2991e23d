"""How long a grant still runs: what an extension adds to."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.model import GrantStatus
from approvals.store.tables import GrantRow


async def left_of(session: AsyncSession, grant_id: str, *, now: datetime) -> timedelta | None:
    """How long the grant that is to be prolonged still runs; None where there is none, or it has ended."""
    grant = await session.get(GrantRow, grant_id) if grant_id else None
    if grant is None or grant.status is not GrantStatus.LIVE or grant.expires_at is None:
        return None
    return grant.expires_at - now if grant.expires_at > now else None
