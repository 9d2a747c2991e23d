"""Warning signs at sign-in: what counts against whom, what there is to show, and what was judged."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.desk import Desk
from approvals.errors import NotFound
from approvals.model import Value
from approvals.risk.warned import COUNT_FOR, UNWARNED, Severity, Warned
from approvals.store.sign_tables import Posting, SignVerdict, WarnedPersonRow, WarningSignRow
from catalog.model import PersonId

FEEDBACK_COUNTS_FOR = timedelta(days=30)
"""What was judged longer ago says little about how people sign in now."""


class SignPicture(Value):
    """One sign as it is shown."""

    id: str
    kind: str
    severity: Severity
    people: tuple[PersonId, ...]
    says: str
    evidence: tuple[dict[str, str], ...]
    since: datetime
    until: datetime
    found_at: datetime
    posting: Posting
    score: float | None
    verdict: SignVerdict
    judged_by: PersonId
    judged_at: datetime | None


async def warned_of(session: AsyncSession, people: Collection[PersonId], *, now: datetime) -> Warned:
    """What counts against these people: each sign of the last seven days once, false alarms and what is only watched not."""
    found = await session.exec(
        select(WarningSignRow.id, WarningSignRow.severity)
        .join(WarnedPersonRow, col(WarnedPersonRow.sign_id) == col(WarningSignRow.id))
        .where(
            col(WarnedPersonRow.person).in_(people),
            WarningSignRow.until >= now - COUNT_FOR,
            WarningSignRow.until <= now + timedelta(days=1),
            WarningSignRow.verdict != SignVerdict.FALSE_ALARM,
            WarningSignRow.posting != Posting.WATCHED,
        )
        .distinct()
    )
    rows = found.all()
    return Warned.of(Severity(severity) for _, severity in rows) if rows else UNWARNED


async def sign_picture(desk: Desk, sign_id: str) -> SignPicture:
    """One sign. Raises NotFound."""
    async with desk.store.reading() as session:
        row = await session.get(WarningSignRow, sign_id)
    if row is None:
        raise NotFound("That warning sign is not kept any more.")
    return picture_of(row)


async def summed_on(desk: Desk, day: date) -> list[SignPicture]:
    """The signs of that day, in the company's time zone, that go into the day's line."""
    start, end = day_of(desk, day)
    async with desk.store.reading() as session:
        rows = await session.exec(
            select(WarningSignRow)
            .where(
                WarningSignRow.found_at >= start,
                WarningSignRow.found_at < end,
                WarningSignRow.posting == Posting.SUMMED,
            )
            .order_by(col(WarningSignRow.found_at))
        )
        return [picture_of(row) for row in rows.all()]


async def signs_since(desk: Desk, since: datetime, *, most: int = 1_000) -> list[SignPicture]:
    """Every sign found since then, the newest first; those that are only watched too."""
    async with desk.store.reading() as session:
        rows = await session.exec(
            select(WarningSignRow)
            .where(WarningSignRow.found_at >= since)
            .order_by(col(WarningSignRow.found_at).desc())
            .limit(most)
        )
        return [picture_of(row) for row in rows.all()]


async def feedback(session: AsyncSession, kind: str, *, now: datetime) -> tuple[int, int]:
    """How many signs of that kind were judged right, and how many false alarms, of late."""
    found = await session.exec(
        select(WarningSignRow.verdict, func.count())
        .where(
            WarningSignRow.kind == kind,
            WarningSignRow.verdict != SignVerdict.OPEN,
            col(WarningSignRow.judged_at) >= now - FEEDBACK_COUNTS_FOR,
        )
        .group_by(col(WarningSignRow.verdict))
    )
    counts = dict(found.all())
    return counts.get(SignVerdict.RIGHT, 0), counts.get(SignVerdict.FALSE_ALARM, 0)


def day_of(desk: Desk, day: date) -> tuple[datetime, datetime]:
    """When that day begins and ends in the company's time zone."""
    start = datetime.combine(day, time(), desk.company.zone)
    return start, datetime.combine(day + timedelta(days=1), time(), desk.company.zone)


def picture_of(row: WarningSignRow) -> SignPicture:
    """A row as a value."""
    return SignPicture(
        id=row.id,
        kind=row.kind,
        severity=row.severity,
        people=tuple(row.people),
        says=row.says,
        evidence=tuple(row.evidence),
        since=row.since,
        until=row.until,
        found_at=row.found_at,
        posting=row.posting,
        score=row.score,
        verdict=row.verdict,
        judged_by=row.judged_by,
        judged_at=row.judged_at,
    )
