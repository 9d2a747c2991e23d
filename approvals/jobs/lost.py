"""What waits for a job, as the rows say it: so what waits without one can be found, and gets one again.

A job can be lost: cancelled by hand, its last words failed, its table restored from another day. No effect may be lost
with it, so whatever is left to be done stands in a row as well, and is looked for here. Two kinds do not: what draws or
looks at everything there is (`announce`, `show_sign`, `sum_signs`, `look_again`, `look_for_signs`), for the next one
does all that this one would have; and what somebody just wrote (`hear`, `reply` of the room that meets people), who
sees that no answer comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists
from sqlmodel import and_, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select, SelectOfScalar

from approvals.jobs.port import Job, JobName
from approvals.model import GrantStatus, ItemStatus, TaskKind, TaskStatus
from approvals.store.appeal_tables import AppealRow
from approvals.store.emergency_tables import EmergencyRow
from approvals.store.helpdesk_tables import InquiryRow, TicketRow, TicketState
from approvals.store.review_tables import ReviewRow
from approvals.store.tables import GrantRow, ItemRow, StageRow, TaskRow

OVERDUE = timedelta(minutes=5)
"""How long after its time something is taken for lost, where no job for it is found."""
NO_NEWS_AFTER = timedelta(days=30)
"""Nobody is told any more of what was handed over or looked at so long ago."""
_WORK = {GrantStatus.PROVISIONING: JobName.PROVISION, GrantStatus.REVOKING: JobName.REVOKE}
"""The job that brings a grant out of that state."""


@dataclass(frozen=True)
class Awaited:
    """Something that a job has to do and that is overdue."""

    name: JobName
    about: str
    """With the name, how the keys of all jobs for it begin."""
    payload: dict[str, str]

    @property
    def stem(self) -> str:
        """How the keys of its jobs begin."""
        return f"{self.name}:{self.about}"

    def again(self, now: datetime) -> Job:
        """A job in place of the one that got lost; at most one an hour."""
        return Job(name=self.name, key=f"{self.stem}:late:{now:%Y-%m-%dT%H}", payload=self.payload)


async def awaited(session: AsyncSession, *, now: datetime) -> list[Awaited]:
    """Everything that should have been done by now, whether or not there is a job for it."""
    late = now - OVERDUE
    found = [
        Awaited(_WORK[status], grant_id, {"grant": grant_id})
        for grant_id, status in (await session.exec(_half_way())).all()
    ]
    stages = await session.exec(select(StageRow.item_id, StageRow.name).where(col(StageRow.next_at) < late))
    found += [
        Awaited(JobName.STAGE_CLOCK, f"{item_id}:{name}", {"item": item_id, "stage": name})
        for item_id, name in stages.all()
    ]
    for name, what, rows in _single(late):
        ids: Sequence[str] = (await session.exec(rows)).all()
        found += [Awaited(name, one, {what: one}) for one in ids]
    return found


def _single(late: datetime) -> list[tuple[JobName, str, SelectOfScalar[str]]]:
    """The job, what it calls the row it is about, and the rows that are overdue for it."""
    live = select(GrantRow.id).where(GrantRow.status == GrantStatus.LIVE)
    over = select(ItemRow.id).where(col(ItemRow.until) < late)
    news = late - NO_NEWS_AFTER
    return [
        (JobName.EXPIRE, "grant", live.where(col(GrantRow.expires_at) < late)),
        (JobName.LAPSE, "item", over.where(ItemRow.status == ItemStatus.PENDING)),
        (
            JobName.LAPSE,
            "item",
            over.join(GrantRow, col(GrantRow.item_id) == col(ItemRow.id)).where(
                GrantRow.status == GrantStatus.PROVISIONING
            ),
        ),
        (
            JobName.REMIND,
            "grant",
            live.where(col(GrantRow.remind_at) < late, col(GrantRow.reminded_at).is_(None)),
        ),
        (JobName.REVIEW, "grant", live.where(col(GrantRow.review_at) < late)),
        (JobName.REVIEW_CLOCK, "review", select(ReviewRow.id).where(col(ReviewRow.next_at) < late)),
        (JobName.APPEAL_CLOCK, "appeal", select(AppealRow.id).where(col(AppealRow.next_at) < late)),
        (
            JobName.EMERGENCY_CLOCK,
            "item",
            select(EmergencyRow.item_id).where(col(EmergencyRow.next_at) < late),
        ),
        (
            JobName.OPEN_TICKET,
            "ticket",
            select(TicketRow.id).where(
                TicketRow.state == TicketState.WAITING,
                col(TicketRow.told_at).is_(None),  # nobody was; there is an index of these
                col(TicketRow.opened_at) < late,
            ),
        ),
        (
            JobName.TELL_TICKET,
            "ticket",
            select(TicketRow.id).where(
                TicketRow.state != TicketState.WAITING,
                col(TicketRow.told_at).is_(None),
                col(TicketRow.opened_at).between(news, late),
            ),
        ),
        (JobName.SETTLE_UNLOCK, "inquiry", select(InquiryRow.id).where(col(InquiryRow.unlock_due) < late)),
        (
            JobName.TELL_INQUIRY,
            "inquiry",
            select(InquiryRow.id).where(
                InquiryRow.reason != "",  # without one nobody is told
                col(InquiryRow.told_at).is_(None),
                col(InquiryRow.open_since).between(news, late),
            ),
        ),
    ]


def _half_way() -> Select[str, GrantStatus]:
    """Grants being set up or removed for which nobody has the task to do that."""
    status, kind = col(GrantRow.status), col(TaskRow.kind)
    somebody_has_it = exists().where(
        col(TaskRow.grant_id) == col(GrantRow.id),
        col(TaskRow.status) == TaskStatus.OPEN,
        or_(
            and_(status == GrantStatus.PROVISIONING, kind == TaskKind.PROVISION),
            and_(status == GrantStatus.REVOKING, kind == TaskKind.REVOKE),
        ),
    )
    return select(GrantRow.id, status).where(status.in_(_WORK), ~somebody_has_it)
