"""Which refusals of an item were overturned on appeal: a fact that policy is asked with."""

from __future__ import annotations

from dataclasses import replace

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.desk import Desk
from approvals.model import Ruling
from approvals.policy.facts import Facts
from approvals.store.appeal_tables import AppealRow


async def with_appeals(session: AsyncSession, desk: Desk, item_id: str, facts: Facts) -> Facts:
    """The facts, with the stages whose people overturned a refusal of the item; as any yes, it goes with whoever gave it.

    An overturned refusal is lifted as it was heard: where policy refuses for another reason by now, or in other words
    (another conflicting right), nobody has looked at that, and nothing is lifted.
    """
    rows = await session.exec(
        select(AppealRow).where(AppealRow.item_id == item_id, AppealRow.ruling == Ruling.OVERTURNED)
    )
    today = desk.now().astimezone(desk.company.zone).date()
    people = desk.company.people
    upheld = [
        row
        for row in rows.all()
        if row.denier is None and (by := people.get(row.ruled_by or "")) is not None and by.active(today)
    ]
    if not upheld:
        return facts
    heard = {(one["policy"], one["says"]) for row in upheld for one in row.against}
    refusals = {
        (reason.policy, reason.says) for reason in desk.policies.decide(facts).reasons if reason.needs is None
    }
    if not refusals <= heard:
        return facts
    return replace(facts, appeal_upheld=frozenset(row.stage for row in upheld))
