"""Inquiries and tickets, as values: what was asked about whom, what it said, and where it was handed over."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from approvals import gone
from approvals.desk import Desk
from approvals.errors import NotFound, NotYours
from approvals.helpdesk import Topic
from approvals.model import Value
from approvals.store.helpdesk_tables import InquiryRow, TicketRow, TicketState
from catalog.model import EntitlementId, PersonId


class Facts(Value):
    """What an answer said, in plain words and without marks of any chat or ticket system."""

    title: str
    lines: tuple[str, ...] = ()
    cause: str = ""
    """The cause of a lock-out, by its published name."""
    provider: str = ""
    entitlement: EntitlementId = ""
    """What to ask for, where that would put it right."""
    request: str = ""
    """The request that is the cause, by id."""


class InquiryPicture(Value):
    """One question about somebody."""

    id: str
    asker: PersonId
    about: PersonId
    topic: Topic
    words: str
    reason: str
    asked_at: datetime
    open: bool
    """Whether it may be answered."""
    facts: Facts | None = None
    ticket: str = ""
    """The ticket that came of it, by id."""


class TicketPicture(Value):
    """What was handed over."""

    id: str
    inquiry: str
    person: PersonId
    opened_by: PersonId
    title: str
    lines: tuple[str, ...]
    state: TicketState
    reference: str
    link: str
    trouble: str
    opened_at: datetime


async def inquiry_picture(desk: Desk, inquiry_id: str, *, by: PersonId | None = None) -> InquiryPicture:
    """One inquiry; for a click, `by` has to be whoever asked. Raises NotFound, NotYours."""
    async with desk.store.reading() as session:
        row = await session.get(InquiryRow, inquiry_id)
        found = await session.exec(select(TicketRow.id).where(TicketRow.inquiry == inquiry_id))
        ticket = found.first() or ""
    if row is None:
        raise NotFound(gone.INQUIRY)
    if by is not None and by != row.asker:
        raise NotYours("Somebody else asked that; ask me yourself.")
    return InquiryPicture(
        id=row.id,
        asker=row.asker,
        about=row.about,
        topic=row.topic,
        words=row.words,
        reason=row.reason,
        asked_at=row.asked_at,
        open=row.open_since is not None,
        facts=Facts.model_validate(row.facts) if row.facts else None,
        ticket=ticket,
    )


async def waiting_inquiry(desk: Desk, by: PersonId, *, since: datetime) -> str:
    """The newest question of that person that waits for their reason; empty where none does."""
    async with desk.store.reading() as session:
        found = await session.exec(
            select(InquiryRow.id)
            .where(
                InquiryRow.asker == by,
                col(InquiryRow.open_since).is_(None),
                col(InquiryRow.asked_at) >= since,
            )
            .order_by(col(InquiryRow.asked_at).desc())
        )
        return found.first() or ""


async def ticket_picture(desk: Desk, ticket_id: str) -> TicketPicture:
    """One ticket. Raises NotFound."""
    async with desk.store.reading() as session:
        row = await session.get(TicketRow, ticket_id)
    if row is None:
        raise NotFound("That ticket does not exist any more; ask me again.")
    return TicketPicture.model_validate(
        row.model_dump(exclude={"tries", "told_at"}) | {"lines": tuple(row.lines)},
    )
