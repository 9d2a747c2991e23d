"""Which cards a message may be about: the newest of its conversation, the one in whose thread it is, the open ones."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from approvals.store.store import Store
from approvals.store.tables import RequestRow
from bot.drafts import ANSWERED_WITHIN, Draft, DraftStatus, draft_known, last_draft
from bot.tables import DraftRow
from catalog.model import PersonId

DRAFT, STATUS = "draft:", "status:"
"""What the surfaces of a card and of what became of it begin with."""


async def open_cards(
    store: Store, *, person: PersonId, channel: str, thread_ts: str, now: datetime
) -> list[Draft]:
    """The open cards of this conversation that a message may be about, the newest first."""
    async with store.reading() as session:
        rows = await session.exec(
            select(DraftRow.id)
            .where(
                DraftRow.person == person,
                DraftRow.channel == channel,
                DraftRow.thread_ts == thread_ts,
                DraftRow.status == DraftStatus.OPEN,
                col(DraftRow.created_at) >= now - ANSWERED_WITHIN,
            )
            .order_by(col(DraftRow.created_at).desc())
        )
        ids = list(rows.all())
    found = [await draft_known(store, one) for one in ids]
    return [one for one in found if one is not None and one.status is DraftStatus.OPEN]


async def card_elsewhere(store: Store, *, person: PersonId, channel: str, now: datetime) -> Draft | None:
    """The one open card of this person that stands in another conversation; None where there is none, or several."""
    async with store.reading() as session:
        rows = await session.exec(
            select(DraftRow.id)
            .where(
                DraftRow.person == person,
                DraftRow.channel != channel,
                DraftRow.status == DraftStatus.OPEN,
                col(DraftRow.created_at) >= now - ANSWERED_WITHIN,
            )
            .limit(2)
        )
        ids = list(rows.all())
    found = await draft_known(store, ids[0]) if len(ids) == 1 else None
    return found if found is not None and found.status is DraftStatus.OPEN else None


async def card_before(
    store: Store, *, person: PersonId, channel: str, thread_ts: str, root: str, now: datetime, besides: str
) -> Draft | None:
    """The card that a message may be about.

    In a thread of the direct messages that is the newest of the thread, else the one the thread hangs on, whose
    surface is `root`, else, below any other message of Usher's, the newest beside it: Slack's own way to answer a card
    is to reply to it. A thread that hangs on nothing of Usher's is a conversation of its own.
    """
    here = await last_draft(
        store, person=person, channel=channel, thread_ts=thread_ts, now=now, besides=besides
    )
    if here is not None or not root or not channel.startswith("D"):
        return here
    hung = await _card_of(store, root)
    if hung is not None:
        return hung if hung.person == person and hung.id != besides else None
    return await last_draft(store, person=person, channel=channel, thread_ts="", now=now, besides=besides)


async def _card_of(store: Store, surface: str) -> Draft | None:
    if surface.startswith(DRAFT):
        return await draft_known(store, surface.removeprefix(DRAFT))
    if not surface.startswith(STATUS):
        return None
    async with store.reading() as session:
        # a request's key is the draft it was confirmed on
        found = await session.exec(select(RequestRow.key).where(RequestRow.id == surface.split(":")[1]))
        key = found.first()
    return await draft_known(store, key) if key else None
