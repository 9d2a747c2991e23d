"""Past decisions from a file and from Usher's own database, in the one shape that the drift and bias reports read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from approvals.risk.model.history import History
    from approvals.store.store import Store
    from catalog.model import Company, Person


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing asked for, and what came of it."""

    at: datetime | None
    attributes: dict[str, str]
    approved: bool | None
    """None while it waits, or when it was withdrawn."""
    by_people: bool
    """Whether a person decided, and not policy alone."""


def attributes_of(person: Person, entitlement: str) -> dict[str, str]:
    """The requester's attributes, under the names that decisions.csv has for them."""
    return {
        "entitlement": entitlement,
        "person": person.id,
        "department": person.department,
        "title": person.title,
        "manager": person.manager or "",
        "employment": str(person.employment),
        "company": person.company,
        "location": person.location,
    }


def from_history(history: History, company: Company | None) -> list[Asked]:
    """The file's decisions, made by people; attributes it lacks come from the person as they are today."""
    rows = []
    for number in range(len(history)):
        row = history.row(number)
        person = company.people.get(row.get("person", "")) if company else None
        known = attributes_of(person, row["entitlement"]) if person else {}
        at = None if history.at is None else datetime.fromtimestamp(int(history.at[number]), UTC)
        rows.append(Asked(at=at, attributes=known | row, approved=not history.denied[number], by_people=True))
    return rows


def last_days(asked: list[Asked], days: int) -> list[Asked]:
    """Those of the last so many days before the newest; all where no time is known."""
    times = [one.at for one in asked if one.at is not None]
    if not times:
        return asked
    since = max(times) - timedelta(days=days)
    return [one for one in asked if one.at is not None and one.at >= since]


async def from_store(store: Store, company: Company, *, since: datetime | None = None) -> list[Asked]:
    """What was asked of Usher itself, by people who are still known."""
    from sqlmodel import col, select

    from approvals.model import ItemStatus
    from approvals.store.tables import ItemRow, RequestRow, VoteRow

    ends = {ItemStatus.APPROVED: True, ItemStatus.DENIED: False, ItemStatus.REFUSED: False}
    wanted = select(ItemRow, RequestRow).join(RequestRow, col(ItemRow.request_id) == col(RequestRow.id))
    if since is not None:
        wanted = wanted.where(col(RequestRow.opened_at) >= since)
    async with store.reading() as session:
        found = (await session.exec(wanted.order_by(col(RequestRow.opened_at)))).all()
        voted = set((await session.exec(select(VoteRow.item_id).distinct())).all())
    return [
        Asked(
            at=request.opened_at,
            attributes=attributes_of(person, item.entitlement),
            approved=ends.get(item.status),
            by_people=item.id in voted and item.status is not ItemStatus.REFUSED,
        )
        for item, request in found
        if (person := company.people.get(request.beneficiary)) is not None
    ]
