"""What the rows and the catalog say about a person and an item, as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.desk import Desk
from approvals.errors import TargetChanged
from approvals.handovers import Handover
from approvals.model import GrantStatus, ItemStatus, StageName, Verdict, Wish
from approvals.quorum import Yes
from approvals.store.tables import GrantRow, HandoverRow, ItemRow, RequestRow, VoteRow
from catalog.model import EntitlementId, PersonId, Place

HOLDING = (GrantStatus.PROVISIONING, GrantStatus.LIVE, GrantStatus.REVOKING)
"""While a grant is in one of these, the system may hold the access."""


def place_of(desk: Desk, entitlement: EntitlementId) -> Place:
    """Where the entitlement stands in the catalog. Raises TargetChanged when it is gone."""
    place = desk.company.places.get(entitlement)
    if place is None:
        raise TargetChanged(
            f"{entitlement} is no longer in the catalog, so it cannot be granted; ask for what replaced it."
        )
    return place


async def held_or_pending(
    session: AsyncSession,
    desk: Desk,
    person: PersonId,
    *,
    besides_item: str = "",
    besides_grant: str = "",
) -> frozenset[EntitlementId]:
    """Everything the person holds, is about to get, or waits for: what segregation of duties looks at."""
    now = desk.now()
    recorded = {
        h.entitlement for h in desk.company.holdings_of(person) if h.expires_at is None or h.expires_at > now
    }
    granted = select(GrantRow.entitlement).where(
        GrantRow.person == person,
        col(GrantRow.status).in_(HOLDING),
        GrantRow.item_id != besides_item,
        GrantRow.id != besides_grant,
    )
    pending = (
        select(ItemRow.entitlement)
        .join(RequestRow, col(RequestRow.id) == col(ItemRow.request_id))
        .where(
            RequestRow.beneficiary == person, ItemRow.status == ItemStatus.PENDING, ItemRow.id != besides_item
        )
    )
    either = granted.union(pending).subquery()
    rows = await session.exec(select(either.c.entitlement))
    return frozenset(recorded | set(rows.all()))


class Standing(NamedTuple):
    """Whether somebody has this very access (until when), or waits for it."""

    held: bool
    until: datetime | None
    pending: bool
    grant: str = ""
    """The live grant behind it that has an end, and so can be extended, unless a review decided that it is not."""
    leaving: bool = False
    """Held only until a system has taken it away: it ended, and cannot be asked for before it is gone."""


async def standing_of(session: AsyncSession, desk: Desk, person: PersonId, wish: Wish) -> Standing:
    """Where the person stands with that entitlement in that scope: asking twice helps nobody."""
    now = desk.now()
    ends = [
        holding.expires_at
        for holding in desk.company.holdings_of(person)
        if (holding.entitlement, holding.scope) == (wish.entitlement, wish.scope)
        and (holding.expires_at is None or holding.expires_at > now)
    ]
    grants = await session.exec(
        select(GrantRow).where(
            GrantRow.person == person,
            GrantRow.entitlement == wish.entitlement,
            col(GrantRow.status).in_(HOLDING),
        )
    )
    same = [grant for grant in grants.all() if grant.scope == wish.scope]
    leaving = not ends and bool(same) and all(grant.status is GrantStatus.REVOKING for grant in same)
    ends += [grant.expires_at for grant in same]
    ending = [
        grant.id
        for grant in same
        if grant.status is GrantStatus.LIVE and grant.expires_at and grant.not_renewed_review is None
    ]
    pending = await session.exec(
        select(ItemRow.scope)
        .join(RequestRow, col(RequestRow.id) == col(ItemRow.request_id))
        .where(
            RequestRow.beneficiary == person,
            ItemRow.entitlement == wish.entitlement,
            ItemRow.status == ItemStatus.PENDING,
        )
    )
    until = None if None in ends else max((end for end in ends if end is not None), default=None)
    return Standing(
        held=bool(ends),
        until=until,
        pending=wish.scope in pending.all(),
        grant=ending[0] if until is not None and ending else "",
        leaving=leaving,
    )


async def votes_on(session: AsyncSession, item_id: str) -> list[VoteRow]:
    """What was said about the item so far, oldest first."""
    rows = await session.exec(select(VoteRow).where(VoteRow.item_id == item_id).order_by(col(VoteRow.at)))
    return list(rows.all())


async def handovers_on(session: AsyncSession, item_id: str) -> tuple[Handover, ...]:
    """What was handed over or sent on, oldest first."""
    rows = await session.exec(
        select(HandoverRow).where(HandoverRow.item_id == item_id).order_by(col(HandoverRow.at))
    )
    return tuple(handover_of(row) for row in rows.all())


def handover_of(row: HandoverRow) -> Handover:
    """A row as a value."""
    return Handover(
        id=row.id,
        stage=row.stage,
        person=row.person,
        to=row.to,
        until=date.fromisoformat(row.until) if row.until else None,
        instead=tuple(row.instead),
    )


def standing_votes(desk: Desk, votes: Sequence[VoteRow]) -> list[VoteRow]:
    """The approvals that still count: a yes goes with the person who gave it."""
    today = desk.now().astimezone(desk.company.zone).date()
    people = desk.company.people
    return [
        vote
        for vote in votes
        if vote.verdict is Verdict.APPROVED and vote.person in people and people[vote.person].active(today)
    ]


def said_by(desk: Desk, votes: Sequence[VoteRow]) -> tuple[Yes, ...]:
    """The same as values."""
    return tuple(
        Yes(stage=vote.stage, person=vote.person, stands_for=vote.stands_for)
        for vote in standing_votes(desk, votes)
    )


def escalated_at(item: ItemRow) -> dict[StageName, int]:
    """How many further stops of the route have joined at each stage."""
    return {StageName(name): joined for name, joined in item.escalated.items()}
