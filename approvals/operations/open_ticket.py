"""Talk to the helpdesk: what an answer said is handed over, so that nobody has to tell it twice."""

from __future__ import annotations

from sqlmodel import select

from approvals.desk import Desk
from approvals.errors import NotAllowed
from approvals.jobs.port import Job, JobName
from approvals.log.entry import Entry
from approvals.operations.locked_inquiry import own_inquiry
from approvals.queries.inquiries import Facts
from approvals.store.helpdesk_tables import InquiryRow, TicketRow, TicketState
from approvals.store.store import Transaction
from approvals.store.tables import new_id
from catalog.model import PersonId


async def open_ticket(desk: Desk, *, inquiry_id: str, by: PersonId) -> str:
    """Hands the inquiry's facts over; returns the ticket's id. However often it is asked for, there is one ticket.

    Raises NotFound, NotYours, NotAllowed.
    """
    async with desk.store.transaction() as tx:
        inquiry = await own_inquiry(tx, desk, inquiry_id, by)
        if inquiry.open_since is None or not inquiry.facts:
            raise NotAllowed("There is nothing to hand over yet; ask me again.")
        known = await tx.session.exec(select(TicketRow).where(TicketRow.inquiry == inquiry_id))
        if (row := known.first()) is None:
            row = _filed(tx, desk, inquiry, by)
        return row.id


def _filed(tx: Transaction, desk: Desk, inquiry: InquiryRow, by: PersonId) -> TicketRow:
    facts = Facts.model_validate(inquiry.facts)
    with_system = desk.company.tickets is not None
    row = TicketRow(
        id=new_id("tick"),
        inquiry=inquiry.id,
        person=inquiry.about,
        opened_by=by,
        title=facts.title,
        lines=list(facts.lines),
        state=TicketState.WAITING if with_system else TicketState.WITH_PEOPLE,
        opened_at=tx.now,
    )
    tx.session.add(row)
    tx.log(
        Entry(
            kind="ticket.opened",
            actor=by,
            person=inquiry.about,
            catalog_version=desk.company.version,
            data={"ticket": row.id, "inquiry": inquiry.id, "title": row.title},
        )
    )
    tx.enqueue(handing_over(row) if with_system else telling(row))
    return row


def handing_over(row: TicketRow) -> Job:
    """The job that gives it to the ticket system."""
    return Job(name=JobName.OPEN_TICKET, key=f"open_ticket:{row.id}", payload={"ticket": row.id})


def telling(row: TicketRow) -> Job:
    """The job that says where it is."""
    return Job(name=JobName.TELL_TICKET, key=f"tell_ticket:{row.id}:{row.state}", payload={"ticket": row.id})
