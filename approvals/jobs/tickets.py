"""Handing a ticket to the ticket system; where that does not work, to the helpdesk's people."""

from __future__ import annotations

from collections.abc import Callable

from approvals.desk import Desk
from approvals.jobs.retry import TryAgain
from approvals.log.entry import USHER, Entry
from approvals.operations.open_ticket import telling
from approvals.store.helpdesk_tables import TicketRow, TicketState
from approvals.store.store import Transaction
from catalog.connectors.port import ConnectorFailed
from catalog.connectors.ticket_payloads import Ticket
from catalog.connectors.tickets import TicketSystem
from catalog.model import PersonId

SystemOf = Callable[[], TicketSystem | str | None]
"""The ticket system in force, or why there is none."""


async def hand_over(desk: Desk, system_of: SystemOf, *, ticket_id: str) -> None:
    """Makes the ticket, once. Raises TryAgain while the system is away."""
    system = system_of()
    if not isinstance(system, TicketSystem):
        await gave_up(desk, ticket_id=ticket_id, sentence=system or "There is no ticket system any more.")
        return
    begun = await _begin(desk, ticket_id)
    if begun is None:
        return
    ticket, again = begun
    try:
        made = await system.open(ticket, again=again)
    except ConnectorFailed as failed:
        if failed.retryable:
            raise TryAgain(failed.sentence) from failed
        await gave_up(desk, ticket_id=ticket_id, sentence=failed.sentence)
        return
    async with desk.store.transaction() as tx:
        row = await tx.session.get_one(TicketRow, ticket_id, with_for_update=True)
        if row.state is TicketState.WAITING:
            row.reference, row.link = made.reference, made.link
            _moved(tx, desk, row, TicketState.HANDED_OVER, reference=made.reference)


async def gave_up(desk: Desk, *, ticket_id: str, sentence: str) -> None:
    """The ticket system did not take it: the helpdesk gets the facts instead, and the reason."""
    async with desk.store.transaction() as tx:
        row = await tx.session.get(TicketRow, ticket_id, with_for_update=True)
        if row is not None and row.state is TicketState.WAITING:
            row.trouble = sentence
            _moved(tx, desk, row, TicketState.WITH_PEOPLE, trouble=sentence)


async def _begin(desk: Desk, ticket_id: str) -> tuple[Ticket, bool] | None:
    """The ticket, and whether an earlier try may have been heard; written down before this one is sent."""
    async with desk.store.transaction() as tx:
        row = await tx.session.get(TicketRow, ticket_id, with_for_update=True)
        if row is None or row.state is not TicketState.WAITING:
            return None
        row.tries += 1
        tx.session.add(row)
        ticket = Ticket(
            key=row.id,
            title=row.title,
            lines=tuple(row.lines),
            person=_named(desk, row.person),
            opened_by=_named(desk, row.opened_by),
        )
        return ticket, row.tries > 1


def _moved(tx: Transaction, desk: Desk, row: TicketRow, state: TicketState, **data: str) -> None:
    row.state = state
    tx.session.add(row)
    about = {"ticket": row.id, **data}
    if state is TicketState.HANDED_OVER:
        tx.log(Entry(kind="ticket.numbered", actor=USHER, person=row.person, data=about))
    else:
        tx.log(Entry(kind="ticket.returned", actor=USHER, person=row.person, data=about))
    tx.enqueue(telling(row))


def _named(desk: Desk, person: PersonId) -> dict[str, str]:
    known = desk.company.people.get(person)
    return {
        "id": person,
        "name": known.name if known else person,
        "email": known.email if known else "",
    }
