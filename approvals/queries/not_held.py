"""What somebody does not hold, and why: ended, taken away, given back, waiting, denied. Out of the rows and the log."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.desk import Desk
from approvals.log.entry import USHER
from approvals.model import EndReason, GrantStatus, ItemStatus, Value
from approvals.queries.grants import held_by
from approvals.queries.pieces import label_of
from approvals.store.tables import GrantRow, ItemRow, LogRow, RequestRow, VoteRow
from catalog.model import EntitlementId, PersonId, ScopeValues


class Why(StrEnum):
    """Why it is not there."""

    EXPIRED = "expired"
    RETURNED = "returned"
    REVOKED = "revoked"
    PENDING = "pending"
    DENIED = "denied"
    REFUSED = "refused"
    LAPSED = "lapsed"


_ENDS = {
    EndReason.EXPIRED: Why.EXPIRED,
    EndReason.RETURNED: Why.RETURNED,
    EndReason.REVOKED: Why.REVOKED,
    EndReason.UNREVIEWED: Why.REVOKED,
}
_STATES = {
    ItemStatus.PENDING: Why.PENDING,
    ItemStatus.DENIED: Why.DENIED,
    ItemStatus.REFUSED: Why.REFUSED,
    ItemStatus.LAPSED: Why.LAPSED,
}
ENDED = frozenset(_ENDS.values())


class NotHeld(Value):
    """One thing that somebody does not hold. `at` is when it ended, was asked for, or was decided."""

    why: Why
    entitlement: EntitlementId
    label: str
    scope: ScopeValues
    at: datetime
    request: str
    item: str
    grant: str = ""
    by: PersonId = ""
    """Who ended or denied it; empty where nobody in particular did."""
    says: str = ""
    """Their reason, or the rule's words."""
    department_then: str = ""
    """Where the holder worked when it was granted, where the log says so."""


class _Ending(NamedTuple):
    by: PersonId
    says: str


async def not_held(desk: Desk, person: PersonId, *, since: datetime) -> list[NotHeld]:
    """What ended, waits or was refused since then and is not held now; newest first."""
    held = {(one.entitlement, tuple(sorted(one.scope.items()))) for one in await held_by(desk, person)}
    async with desk.store.reading() as session:
        found = [*await _ended(session, desk, person, since), *await _undecided(session, desk, person, since)]
    return sorted(
        (one for one in found if (one.entitlement, tuple(sorted(one.scope.items()))) not in held),
        key=lambda one: one.at,
        reverse=True,
    )


async def _ended(session: AsyncSession, desk: Desk, person: PersonId, since: datetime) -> list[NotHeld]:
    rows = await session.exec(
        select(GrantRow).where(
            GrantRow.person == person,
            col(GrantRow.status).in_([GrantStatus.ENDED, GrantStatus.REVOKING]),
            col(GrantRow.live_at).is_not(None),
        )
    )
    grants = [
        (row, at)
        for row in rows.all()
        if row.end_reason in _ENDS and (at := row.ended_at or desk.now()) >= since
    ]
    endings = await _endings(session, person, [row.id for row, _ in grants])
    teams = await _departments(session, person, [row.item_id for row, _ in grants])
    return [
        NotHeld(
            why=_ENDS[row.end_reason] if row.end_reason else Why.EXPIRED,
            entitlement=row.entitlement,
            label=label_of(desk, row.entitlement),
            scope=row.scope,
            at=at,
            request=row.request_id,
            item=row.item_id,
            grant=row.id,
            by=endings.get(row.id, _Ending("", "")).by,
            says=endings.get(row.id, _Ending("", "")).says,
            department_then=teams.get(row.item_id, ""),
        )
        for row, at in grants
    ]


async def _endings(session: AsyncSession, person: PersonId, grants: list[str]) -> dict[str, _Ending]:
    """Who began the end of each grant, and what they said."""
    rows = await session.exec(
        select(LogRow)
        .where(LogRow.person == person, col(LogRow.grant_id).in_(grants), LogRow.kind == "grant.ending")
        .order_by(col(LogRow.seq))
    )
    return {
        row.grant_id: _Ending(
            "" if row.actor == USHER else row.actor, str(json.loads(row.data).get("why") or "")
        )
        for row in rows.all()
    }


async def _departments(session: AsyncSession, person: PersonId, items: list[str]) -> dict[str, str]:
    """Where the holder worked when each item was decided."""
    rows = await session.exec(
        select(LogRow)
        .where(LogRow.person == person, col(LogRow.item_id).in_(items), LogRow.kind == "item.approved")
        .order_by(col(LogRow.seq))
    )
    return {
        row.item_id: str(json.loads(row.data).get("facts", {}).get("person", {}).get("department") or "")
        for row in rows.all()
    }


async def _undecided(session: AsyncSession, desk: Desk, person: PersonId, since: datetime) -> list[NotHeld]:
    rows = await session.exec(
        select(ItemRow, RequestRow)
        .join(RequestRow, col(RequestRow.id) == col(ItemRow.request_id))
        .where(RequestRow.beneficiary == person, col(ItemRow.status).in_(list(_STATES)))
    )
    found = [
        (item, request, at)
        for item, request in rows.all()
        if (at := item.decided_at or request.opened_at) >= since or item.status is ItemStatus.PENDING
    ]
    votes = await session.exec(
        select(VoteRow).where(col(VoteRow.item_id).in_([item.id for item, _, _ in found]))
    )
    denials = {vote.item_id: vote for vote in votes.all() if vote.verdict == "denied"}
    return [
        NotHeld(
            why=_STATES[item.status],
            entitlement=item.entitlement,
            label=label_of(desk, item.entitlement),
            scope=item.scope,
            at=at,
            request=request.id,
            item=item.id,
            by=denials[item.id].person if item.id in denials else "",
            says=denials[item.id].note if item.id in denials else _refusal(item),
        )
        for item, request, at in found
    ]


def _refusal(item: ItemRow) -> str:
    """What policy said, where it refused."""
    if item.status is not ItemStatus.REFUSED:
        return ""
    return " ".join(str(one.get("says", "")) for one in item.reasons if one.get("needs") is None)
