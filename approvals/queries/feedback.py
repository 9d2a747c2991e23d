"""What people decided, as past decisions to train on: every yes against the score and every no is a lesson.

Only human votes count: what policy granted or refused by itself would teach the model its own opinion.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import col, select

from approvals.model import DECIDED_BY, Ruling, Verdict
from approvals.queries.grouped import grouped
from approvals.risk.judge import ATTRIBUTES, attributes_of_person
from approvals.store.appeal_tables import AppealRow
from approvals.store.store import Store
from approvals.store.tables import ItemRow, LogRow, RequestRow, VoteRow
from catalog.model import Company, EntitlementId, PersonId

COLUMNS = ("at", "person", "entitlement", "outcome", *ATTRIBUTES)
"""The header of a `decisions.csv`."""
_TOGETHER = 400
"""Items read at a time."""


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One item that people decided."""

    at: datetime
    person: PersonId
    entitlement: EntitlementId
    outcome: Verdict
    attributes: dict[str, str]
    """The person's, at that time."""
    appealed: Ruling | None = None
    """What a second person said to it, where the first no was appealed and looked at again."""


async def feedback(store: Store, company: Company) -> list[Lesson]:
    """Everything that people approved or denied, oldest first.

    Attributes are those the decision log has of that time, else the company's of today; where neither knows the
    person, the decision teaches nothing and is left out.
    """
    lessons: list[Lesson] = []
    async with store.reading() as session:
        found = await session.exec(
            select(ItemRow, RequestRow.beneficiary)
            .join(RequestRow, col(RequestRow.id) == col(ItemRow.request_id))
            .where(col(ItemRow.status).in_(DECIDED_BY))
            .order_by(col(ItemRow.decided_at), col(ItemRow.id))
        )
        decided = found.all()
        for start in range(0, len(decided), _TOGETHER):
            some = decided[start : start + _TOGETHER]
            votes = await grouped(session, VoteRow, "item_id", [item.id for item, _ in some])
            requests = {item.request_id for item, _ in some}
            appeals = await grouped(session, AppealRow, "item_id", [item.id for item, _ in some])
            log = await grouped(session, LogRow, "request_id", requests, order=LogRow.seq)
            for item, person in some:
                lesson = _lesson(company, item, person, votes[item.id], log[item.request_id])
                if lesson is not None:
                    ruling = next((row.ruling for row in appeals[item.id] if row.ruled_by), None)
                    lessons.append(replace(lesson, appealed=ruling))
    return lessons


def _lesson(
    company: Company, item: ItemRow, person: PersonId, votes: Iterable[VoteRow], log: Iterable[LogRow]
) -> Lesson | None:
    said = DECIDED_BY[item.status]
    attributes = _then(item.id, log) or _today(company, person)
    if attributes is None or item.decided_at is None or all(vote.verdict is not said for vote in votes):
        return None
    return Lesson(
        at=item.decided_at,
        person=person,
        entitlement=item.entitlement,
        outcome=said,
        attributes=attributes,
    )


def _then(item_id: str, log: Iterable[LogRow]) -> dict[str, str] | None:
    """The person as the last entry about the item has them."""
    entries = [json.loads(row.data) for row in log if row.item_id == item_id]
    for data in reversed(entries):
        facts = data.get("facts")
        person = facts.get("person") if isinstance(facts, dict) else None
        if isinstance(person, dict):
            return {name: str(person.get(name) or "") for name in ATTRIBUTES}
    return None


def _today(company: Company, person: PersonId) -> dict[str, str] | None:
    known = company.people.get(person)
    return None if known is None else attributes_of_person(known)


def as_csv(lessons: Iterable[Lesson]) -> str:
    """The lessons as a `decisions.csv`, with its header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in lessons:
        attributes = [one.attributes.get(name, "") for name in ATTRIBUTES]
        writer.writerow([one.at.isoformat(), one.person, one.entitlement, one.outcome.value, *attributes])
    return text.getvalue()
