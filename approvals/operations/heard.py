"""What was said about an item so far, read once after its row was locked and carried from there on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.handovers import Handover
from approvals.model import Ruling
from approvals.operations.gather import handovers_on, votes_on
from approvals.store.appeal_tables import AppealRow
from approvals.store.tables import VoteRow
from catalog.model import PersonId


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Votes, handovers and overturned refusals of one item. Nobody adds to them while its row is locked."""

    votes: tuple[VoteRow, ...] = ()
    """Oldest first."""
    handed: tuple[Handover, ...] = ()
    """Oldest first."""
    overturned: tuple[AppealRow, ...] = ()
    """The appeals by which a no was lifted."""

    @property
    def spoken(self) -> frozenset[PersonId]:
        """Who has said yes or no, at whatever stage; nobody speaks twice."""
        return frozenset(vote.person for vote in self.votes)

    def and_then(self, vote: VoteRow) -> Heard:
        """With one word more."""
        return replace(self, votes=(*self.votes, vote))


NOTHING = Heard()
"""Nobody has said anything: an item that is being filed."""


async def heard_on(session: AsyncSession, item_id: str) -> Heard:
    """All that was said about the item."""
    lifted = await session.exec(
        select(AppealRow).where(AppealRow.item_id == item_id, AppealRow.ruling == Ruling.OVERTURNED)
    )
    return Heard(
        votes=tuple(await votes_on(session, item_id)),
        handed=await handovers_on(session, item_id),
        overturned=tuple(lifted.all()),
    )
