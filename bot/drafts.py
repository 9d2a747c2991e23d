"""What somebody is about to ask for, kept between their messages and clicks.

The card in Slack shows it; the truth is here, so that a click carries nothing but an id, and so that
"EMEA" typed after "which region?" is understood as the answer.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.errors import AlreadyDecided, NotFound
from approvals.store.store import Store
from approvals.store.tables import RequestRow, new_id
from bot.choice import Choice
from bot.labelled import label
from bot.tables import DraftRow
from catalog.model import EntitlementId, PersonId
from intents.understanding import Outcome, Understanding

ANSWERED_WITHIN = timedelta(hours=2)
"""How long a message counts as the answer to the question before it."""
FORGOTTEN = "I no longer have that card; tell me again what you need."


class DraftStatus(StrEnum):
    """Whether the card can still be operated."""

    OPEN = "open"
    SENT = "sent"
    CANCELLED = "cancelled"
    LONGER = "longer"  # no card: what was said about extending, kept for the form behind the button


class Draft(BaseModel):
    """One card in front of one person."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    person: PersonId
    channel: str
    thread_ts: str
    text: str
    understanding: Understanding
    choice: Choice
    status: DraftStatus
    created_at: datetime
    request_id: str = ""

    @property
    def surface(self) -> str:
        """What the card is known by among the messages."""
        return f"draft:{self.id}"

    @property
    def duration(self) -> timedelta | None:
        """How long, as chosen or else as read."""
        return self.choice.duration or self.understanding.duration

    @property
    def until(self) -> datetime | None:
        """The end that was named, where that length came of one."""
        return self.choice.until if self.choice.duration else self.understanding.until

    @property
    def offered(self) -> tuple[EntitlementId, ...]:
        """The list that was put up, as long as more of it may be picked; empty where there was none."""
        listed = self.understanding.outcome is Outcome.CHOOSE
        if self.choice.offered is not None:
            return self.choice.offered
        return self.understanding.shortlist if listed else ()

    @property
    def beneficiary(self) -> PersonId:
        """Who would hold the access."""
        return self.choice.beneficiary or self.person


async def start_draft(
    store: Store,
    *,
    person: PersonId,
    channel: str,
    text: str,
    understanding: Understanding,
    choice: Choice,
    thread_ts: str = "",
    draft_id: str = "",
    status: DraftStatus = DraftStatus.OPEN,
) -> Draft:
    """A new card, not posted yet; with an id that is known already, the card that has it."""
    async with store.transaction() as tx:
        if draft_id and (known := await tx.session.get(DraftRow, draft_id)) is not None:
            return _draft(known)
        row = DraftRow(
            id=draft_id or new_id("dr"),
            person=person,
            channel=channel,
            thread_ts=thread_ts,
            text=text,
            understanding=understanding.model_dump(mode="json"),
            chosen=choice.model_dump(mode="json"),
            status=status,
            created_at=tx.now,
        )
        tx.session.add(row)
        return _draft(row)


async def find_draft(store: Store, draft_id: str, *, by: PersonId) -> Draft:
    """The draft, for the one person whose card it is. Raises NotFound, which strangers get as well."""
    async with store.reading() as session:
        row = await session.get(DraftRow, draft_id)
    if row is None:
        raise NotFound(FORGOTTEN)
    if row.person != by:
        raise NotFound("This card belongs to somebody else; tell me what you need and you get your own.")
    return _draft(row)


async def open_draft(store: Store, draft_id: str, *, by: PersonId) -> Draft:
    """The same, where the card can still be operated. Raises NotFound, AlreadyDecided."""
    draft = await find_draft(store, draft_id, by=by)
    if draft.status is not DraftStatus.OPEN:
        raise AlreadyDecided(closed_sentence(draft.status))
    return draft


async def draft_known(store: Store, draft_id: str) -> Draft | None:
    """The draft of that id, if there is one; for Usher itself, not for a click."""
    async with store.reading() as session:
        row = await session.get(DraftRow, draft_id)
    return _draft(row) if row is not None else None


async def change_draft(
    store: Store,
    draft_id: str,
    choice: Choice,
    *,
    understanding: Understanding | None = None,
    text: str | None = None,
) -> Draft:
    """Puts other things on the card, after what the person said about it in all. Raises NotFound, AlreadyDecided."""
    async with store.transaction() as tx:
        row = await tx.session.get(DraftRow, draft_id, with_for_update=True)
        if row is None:
            raise NotFound(FORGOTTEN)
        if row.status != DraftStatus.OPEN:
            raise AlreadyDecided(closed_sentence(DraftStatus(row.status)))
        if await _filed(tx.session, draft_id) is not None:
            raise AlreadyDecided(closed_sentence(DraftStatus.SENT))
        row.chosen = choice.model_dump(mode="json")
        if understanding is not None:
            row.understanding = understanding.model_dump(mode="json")
        row.text = row.text if text is None else text
        tx.session.add(row)
        return _draft(row)


async def close_draft(
    store: Store, draft_id: str, status: DraftStatus, *, request_id: str = "", company_version: str = ""
) -> bool:
    """Ends the card's working life; says whether this call did it. What was filed cannot be cancelled here.

    A card that was sent becomes a labelled example in the same transaction.
    """
    async with store.transaction() as tx:
        row = await tx.session.get(DraftRow, draft_id, with_for_update=True)
        if row is None or row.status != DraftStatus.OPEN:
            return False
        if status is DraftStatus.CANCELLED and await _filed(tx.session, draft_id) is not None:
            return False
        row.status, row.request_id = status, request_id
        tx.session.add(row)
        if status is DraftStatus.SENT:
            example = label(row, at=tx.now, company_version=company_version)
            tx.session.add_all([example] if example is not None else [])
        return True


async def request_filed(store: Store, draft_id: str) -> str | None:
    """The request that came of the card. From the moment it is filed the card's message belongs to the request."""
    async with store.reading() as session:
        return await _filed(session, draft_id)


def draft_id_of(event_id: str) -> str:
    """The id of the card that answers an event: the same event gives the same card."""
    return f"dr_{hashlib.sha256(event_id.encode()).hexdigest()[:24]}"


async def last_draft(
    store: Store, *, person: PersonId, channel: str, thread_ts: str, now: datetime, besides: str = ""
) -> Draft | None:
    """The newest card of this conversation, whatever became of it, if it is fresh enough for a message to be about it."""
    async with store.reading() as session:
        rows = await session.exec(
            select(DraftRow)
            .where(
                DraftRow.person == person,
                DraftRow.channel == channel,
                DraftRow.thread_ts == thread_ts,
                DraftRow.id != besides,
                DraftRow.status != DraftStatus.LONGER,
                col(DraftRow.created_at) >= now - ANSWERED_WITHIN,
            )
            .order_by(col(DraftRow.created_at).desc(), (col(DraftRow.status) == DraftStatus.OPEN).desc())
            .limit(1)
        )
        row = rows.first()
    return _draft(row) if row is not None else None


def closed_sentence(status: DraftStatus) -> str:
    """Why a card can no longer be operated."""
    if status is DraftStatus.SENT:
        return "This request has been sent already; its status is in our direct messages."
    return "This card was cancelled; tell me again what you need."


async def _filed(session: AsyncSession, draft_id: str) -> str | None:
    # a request's key is the draft it was confirmed on
    found = await session.exec(select(RequestRow.id).where(RequestRow.key == draft_id))
    return found.first()


def _draft(row: DraftRow) -> Draft:
    return Draft.model_validate(row.model_dump(exclude={"chosen"}) | {"choice": row.chosen})
