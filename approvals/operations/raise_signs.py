"""Raising warning signs: what was found is kept once, however often it is found, and Security is told without a flood.

What the finder hands over are plain values; nothing here knows how a sign is found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import col, func, select

from approvals.desk import Desk
from approvals.jobs.port import Job, JobName
from approvals.log.entry import USHER, Entry
from approvals.model import Value
from approvals.queries.warning_signs import day_of
from approvals.risk.warned import Severity
from approvals.store.sign_tables import Posting, SignVerdict, WarnedPersonRow, WarningSignRow
from approvals.store.store import Transaction
from approvals.store.tables import new_id
from catalog.model import PersonId

SAME_WITHIN = timedelta(hours=24)
"""The same kind about the same subject so soon before or after is the same thing."""
QUIET_AFTER_FALSE_ALARM = timedelta(days=30)
"""What somebody called a false alarm is not told again for so long, where its subject says exactly what it was."""
SERIOUS_TIMES = 4
"""So many times as many serious signs of a kind are shown one by one each day."""
_TURN = "warning signs"
_ORDER = list(Severity)


class Found(Value):
    """One sign as its finder describes it."""

    kind: str
    subject: str
    people: tuple[PersonId, ...]
    severity: Severity
    says: str
    evidence: tuple[dict[str, str], ...] = ()
    since: datetime
    until: datetime
    score: float | None = None
    watched: bool = False
    """It is stored and counted, and nobody is told."""
    exact: bool = False
    """Its subject names one circumstance, not a whole person: a false alarm about it holds for a while."""


async def raise_signs(desk: Desk, *, found: Iterable[Found]) -> list[str]:
    """Keeps what is new and lengthens what was known; returns the kinds of the new ones."""
    signs = list(found)
    if not signs:
        return []
    new: list[str] = []
    async with desk.store.transaction() as tx:
        await tx.lock_person(_TURN)  # two that find the same thing at once would each keep it
        shown = await _shown_today(tx, desk)
        for sign in signs:
            known = await _known(tx, sign)
            if known is not None and _over(known, sign, tx.now):
                continue
            if known is not None and _same(known, sign):
                await _lengthen(tx, desk, known, sign, shown)
            else:
                await _keep(tx, desk, sign, shown)
                new.append(sign.kind)
    return new


async def _known(tx: Transaction, sign: Found) -> WarningSignRow | None:
    """The newest sign of that kind and subject, locked: somebody may be judging it."""
    rows = await tx.session.exec(
        select(WarningSignRow)
        .where(WarningSignRow.kind == sign.kind, WarningSignRow.subject == sign.subject)
        .order_by(col(WarningSignRow.until).desc())
        .limit(1)
        .with_for_update()
    )
    return rows.first()


def _same(known: WarningSignRow, sign: Found) -> bool:
    return known.since - SAME_WITHIN <= sign.until and sign.since <= known.until + SAME_WITHIN


def _over(known: WarningSignRow, sign: Found, now: datetime) -> bool:
    """Somebody said of this very thing that it is a false alarm."""
    if known.verdict is not SignVerdict.FALSE_ALARM or known.judged_at is None:
        return False
    return _same(known, sign) or (sign.exact and now - known.judged_at <= QUIET_AFTER_FALSE_ALARM)


async def _lengthen(
    tx: Transaction, desk: Desk, row: WarningSignRow, sign: Found, shown: Counter[tuple[str, Severity]]
) -> None:
    """The same thing seen again: only what is new about it is written, and only then is it drawn again."""
    more = [person for person in dict.fromkeys(sign.people) if person not in row.people]
    severity = max(row.severity, sign.severity, key=_ORDER.index)
    posting = _moved(desk, row, sign, severity, shown)
    longer = sign.until > row.until or sign.since < row.since
    if not more and not longer and severity is row.severity and posting is row.posting:
        return
    if longer or severity is not row.severity:
        row.says, row.evidence = sign.says, [dict(one) for one in sign.evidence]
    row.since, row.until = min(row.since, sign.since), max(row.until, sign.until)
    row.people, row.severity = [*row.people, *more], severity
    row.score = max((one for one in (row.score, sign.score) if one is not None), default=None)
    row.version += 1
    before, row.posting = row.posting, posting
    tx.session.add(row)
    tx.session.add_all([WarnedPersonRow(sign_id=row.id, person=person) for person in more])
    if before is Posting.WATCHED and posting is not Posting.WATCHED:
        _log(tx, desk, row)
    if before is Posting.SUMMED and posting is Posting.SHOWN:
        _sum_up(tx, desk, row)
    show(tx, desk, row)


def _moved(
    desk: Desk, row: WarningSignRow, sign: Found, severity: Severity, shown: Counter[tuple[str, Severity]]
) -> Posting:
    """How Security is told of it now: what got worse is told as if it were new, what is shown stays shown."""
    worse = severity is not row.severity or (row.posting is Posting.WATCHED and not sign.watched)
    if row.posting is Posting.SHOWN or not worse:
        return row.posting
    return _posting(desk, sign.model_copy(update={"severity": severity}), shown)


async def _keep(tx: Transaction, desk: Desk, sign: Found, shown: Counter[tuple[str, Severity]]) -> None:
    row = WarningSignRow(
        id=new_id("sign"),
        kind=sign.kind,
        subject=sign.subject,
        severity=sign.severity,
        people=list(dict.fromkeys(sign.people)),
        says=sign.says,
        evidence=[dict(one) for one in sign.evidence],
        since=sign.since,
        until=sign.until,
        found_at=tx.now,
        posting=_posting(desk, sign, shown),
        score=sign.score,
    )
    tx.session.add(row)
    await tx.session.flush()
    tx.session.add_all([WarnedPersonRow(sign_id=row.id, person=person) for person in row.people])
    if row.posting is not Posting.WATCHED:
        _log(tx, desk, row)
        show(tx, desk, row)


def _log(tx: Transaction, desk: Desk, row: WarningSignRow) -> None:
    # Addresses and places stay out of the log, which nobody can take anything out of again.
    data = {"sign": row.id, "kind": row.kind, "severity": row.severity.value, "people": len(row.people)}
    tx.log(
        Entry(
            kind="sign.raised",
            actor=USHER,
            person=row.people[0] if len(row.people) == 1 else "",
            catalog_version=desk.company.version,
            policy_version=desk.policies.version,
            data=data,
        )
    )


def _posting(desk: Desk, sign: Found, shown: Counter[tuple[str, Severity]]) -> Posting:
    if sign.watched:
        return Posting.WATCHED
    most = desk.company.warning_signs.shown_a_day
    serious = sign.severity is Severity.HIGH
    number = sum(
        count
        for (kind, severity), count in shown.items()
        if kind == sign.kind and (severity is Severity.HIGH) == serious
    )
    if number >= most * (SERIOUS_TIMES if serious else 1):
        return Posting.SUMMED
    shown[sign.kind, sign.severity] += 1
    return Posting.SHOWN


async def _shown_today(tx: Transaction, desk: Desk) -> Counter[tuple[str, Severity]]:
    start, _ = day_of(desk, tx.now.astimezone(desk.company.zone).date())
    rows = await tx.session.exec(
        select(WarningSignRow.kind, WarningSignRow.severity, func.count())
        .where(WarningSignRow.found_at >= start, WarningSignRow.posting == Posting.SHOWN)
        .group_by(col(WarningSignRow.kind), col(WarningSignRow.severity))
    )
    return Counter({(kind, Severity(severity)): count for kind, severity, count in rows.all()})


def show(tx: Transaction, desk: Desk, row: WarningSignRow) -> None:
    """Leaves it to a job to draw the sign's message, or the line of the day it belongs to."""
    if row.posting is Posting.SHOWN:
        job = Job(
            name=JobName.SHOW_SIGN,
            key=f"{JobName.SHOW_SIGN}:{row.id}:{row.version}",
            payload={"sign": row.id},
            lane=row.id,
        )
        tx.enqueue(job)
    elif row.posting is Posting.SUMMED:
        _sum_up(tx, desk, row)


def _sum_up(tx: Transaction, desk: Desk, row: WarningSignRow) -> None:
    day = row.found_at.astimezone(desk.company.zone).date().isoformat()
    key = f"{JobName.SUM_SIGNS}:{day}:{row.id}:{row.version}"
    tx.enqueue(Job(name=JobName.SUM_SIGNS, key=key, payload={"day": day}, lane=f"signs:{day}"))
