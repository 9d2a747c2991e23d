"""Appeals, what their operations share: which no is open to one, whose people hear it, and its clock."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.approvers import Approvers
from approvals.desk import Desk
from approvals.ends import passed
from approvals.jobs.port import SOON, Job, JobName
from approvals.model import ItemStatus, StageName, Verdict
from approvals.operations.stage_clock import earliest, latest
from approvals.policy.appealable import hears_appeal
from approvals.reviewers import reviewers
from approvals.store.appeal_tables import AppealRow
from approvals.store.store import Transaction
from approvals.store.tables import ItemRow, RequestRow, VoteRow
from approvals.working_time import next_morning
from catalog.model import PersonId

APPEAL_WITHIN = timedelta(days=30)
"""How long after a no it can be appealed; later than that it is better asked for again."""


async def appeal_on(session: AsyncSession, item_id: str) -> AppealRow | None:
    """The item's appeal, if there was one."""
    return (await session.exec(select(AppealRow).where(AppealRow.item_id == item_id))).first()


def denial_of(votes: Sequence[VoteRow]) -> VoteRow | None:
    """The no that ended an item, where a person said it."""
    return next((vote for vote in reversed(votes) if vote.verdict is Verdict.DENIED), None)


def heard_by(desk: Desk, item: ItemRow, votes: Sequence[VoteRow]) -> StageName | None:
    """At which stage an appeal of the item would be heard; None where nobody may overturn that no."""
    if item.status is ItemStatus.DENIED:
        denial = denial_of(votes)
        return denial.stage if denial else None
    if item.status is not ItemStatus.REFUSED:
        return None
    refusing = [str(reason["policy"]) for reason in item.reasons if reason.get("needs") is None]
    return hears_appeal(desk.policies.rules, refusing)


def appealable(
    desk: Desk, item: ItemRow, votes: Sequence[VoteRow], *, appealed: bool, granted: bool
) -> StageName | None:
    """The same, where it can still be appealed: once, soon enough, and not for what was called off after a grant."""
    late = item.decided_at is None or desk.now() - item.decided_at > APPEAL_WITHIN
    if passed(item.until, desk.now()):
        return None
    if appealed or granted or late or item.entitlement not in desk.company.places:
        return None
    return heard_by(desk, item, votes)


def hearing(
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    *,
    stage: StageName,
    denier: PersonId | None,
    votes: Collection[VoteRow],
    escalated: int = 0,
) -> Approvers:
    """Who may look at the no again now, and whom to ping; nobody when what it is about is gone."""
    people, place = desk.company.people, desk.company.places.get(item.entitlement)
    beneficiary, requester = people.get(request.beneficiary), people.get(request.requester)
    if beneficiary is None or requester is None or place is None:
        return Approvers(may=frozenset(), ping=(), note="What this is about no longer exists.")
    return reviewers(
        desk.company,
        stage=stage,
        denier=denier,
        beneficiary=beneficiary,
        requester=requester,
        place=place,
        on=desk.now().astimezone(desk.company.zone).date(),
        decided_before=frozenset(vote.person for vote in votes),
        escalated=escalated,
    )


def give_time(tx: Transaction, desk: Desk, row: AppealRow) -> None:
    """Lets those it waits for have their time before they are reminded and others join."""
    row.remind_at = earliest(desk, tx.now, desk.company.clock.remind_after, row.asked)
    row.escalate_at = earliest(desk, tx.now, desk.company.clock.escalate_after, row.asked)


def end_of_wait(desk: Desk, begin: datetime, asked: Sequence[PersonId]) -> datetime:
    """When the no stands because nobody looked at it again."""
    return latest(desk, begin, desk.company.clock.expire_after, asked)


def schedule(tx: Transaction, desk: Desk, row: AppealRow) -> None:
    """Leaves the next look to a job: when something is due, or a new day may have sent people away."""
    morning = next_morning(tx.now + SOON, hours=desk.company.working_hours, zone=desk.company.zone)
    row.next_at = min(at for at in (row.remind_at, row.escalate_at, row.expire_at, morning) if at is not None)
    tx.session.add(row)
    tx.enqueue(
        Job(
            name=JobName.APPEAL_CLOCK,
            key=f"{JobName.APPEAL_CLOCK}:{row.id}:{row.next_at.isoformat()}",
            payload={"appeal": row.id},
            due=row.next_at,
        )
    )
