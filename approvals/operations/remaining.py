"""What an extension adds to: how long a grant still runs, and whether it may run longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.desk import Desk
from approvals.model import EndReason, GrantStatus
from approvals.renewal import not_renewed, why_no_longer
from approvals.store.tables import GrantRow

REVOKED = (
    "This access was revoked meanwhile, so it is not prolonged. Where it is still needed, ask for it anew, and everybody"
    " decides anew."
)
"""What whoever asked for longer reads where a reviewer has ended the access."""


async def left_of(session: AsyncSession, grant_id: str, *, now: datetime) -> timedelta | None:
    """How long the grant that is to be prolonged still runs; None where there is none, or it has ended."""
    grant = await _running(session, grant_id, now=now)
    return grant.expires_at - now if grant is not None and grant.expires_at is not None else None


async def barred_from_longer(session: AsyncSession, desk: Desk, grant_id: str, *, now: datetime) -> str:
    """Why that grant may run no longer, for whoever asks; empty where it may, there is none, or it ended by itself."""
    ended = await session.get(GrantRow, grant_id) if grant_id else None
    if ended is not None and ended.end_reason is EndReason.REVOKED:
        return REVOKED
    grant = await _running(session, grant_id, now=now)
    return why_no_longer(desk.company, not_renewed(grant), grant.expires_at) if grant is not None else ""


async def _running(session: AsyncSession, grant_id: str, *, now: datetime) -> GrantRow | None:
    """The grant, while it is live and before its end; None for one without an end."""
    grant = await session.get(GrantRow, grant_id) if grant_id else None
    if grant is None or grant.status is not GrantStatus.LIVE or grant.expires_at is None:
        return None
    return grant if grant.expires_at > now else None
