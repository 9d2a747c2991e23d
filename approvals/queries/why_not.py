"""The decision of that day: why something was refused or denied, as it stood in the log then.

Rules, risk and facts are those of the entry, whatever catalog and policies say by now. Where the policies are still
the same, what would have turned the answer is found by putting that day's facts to them again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.desk import Desk
from approvals.model import Reason, Risk, StageName, Value
from approvals.policy.change import Change
from approvals.policy.facts import Facts
from approvals.policy.recorded import NotRecorded, facts_from
from approvals.queries.of_late import recent_denials
from approvals.queries.what_would_change import change_for
from approvals.store.tables import LogRow

NOES = ("item.refused", "stage.denied", "item.lapsed", "grant.stopped")
"""The entries that end an item without access."""


class RuleThen(Value):
    """A rule that spoke that day, in the words it used; where it stands today, if it is still in force."""

    id: str
    says: str
    needs: StageName | None = None
    file: str = ""
    line: int = 0
    text: str = ""
    """The rule itself, in Cedar; empty where it is in force no more, or changed since."""
    withheld: bool = False
    """Whether which rule it was is not for the reader: `says` is then all that is told, and `id` names no rule."""


class WhyNot(Value):
    """What was decided about one item, and on what."""

    item_id: str
    at: datetime
    rules: tuple[RuleThen, ...]
    risk: Risk | None = None
    change: Change | None = None
    """The smallest change that would have turned it that day; only where the same policies are still in force."""
    same_policies: bool
    """Whether the policies of that day are those in force now."""
    policy_version: str


async def why_not(desk: Desk, items: Sequence[str], *, changes: int = 3) -> dict[str, WhyNot]:
    """The last no of each item, by its id; for the first so many also what would have turned it.

    What was never decided, or has no entry, is left out.
    """
    async with desk.store.reading() as session:
        rows = await session.exec(
            select(LogRow)
            .where(col(LogRow.item_id).in_(list(items)), col(LogRow.kind).in_(NOES))
            .order_by(col(LogRow.seq))
        )
        entries = {row.item_id: row for row in rows.all()}
        decided = [item for item in items if item in entries]
        return {
            item: await _decided(session, desk, entries[item], search=number < changes)
            for number, item in enumerate(decided)
        }


async def _decided(session: AsyncSession, desk: Desk, entry: LogRow, *, search: bool) -> WhyNot:
    data: dict[str, Any] = json.loads(entry.data)
    same = entry.policy_version == desk.policies.version
    reasons = [Reason.model_validate(one) for one in data.get("reasons", ())]
    at = datetime.fromisoformat(entry.at)
    change = None
    if same and search:
        denials = await recent_denials(session, entry.person, before=at)
        change = _change(desk, data, at, denials)
    return WhyNot(
        item_id=entry.item_id,
        at=at,
        rules=tuple(_rule(desk, reason, same=same) for reason in reasons),
        risk=Risk.model_validate(data["risk"]) if data.get("risk") else None,
        change=change,
        same_policies=same,
        policy_version=entry.policy_version,
    )


def _rule(desk: Desk, reason: Reason, *, same: bool) -> RuleThen:
    rule = desk.policies.rules.get(reason.policy)
    if rule is None:
        return RuleThen(id=reason.policy, says=reason.says, needs=reason.needs)
    return RuleThen(
        id=reason.policy,
        says=reason.says,
        needs=reason.needs,
        file=rule.file,
        line=rule.line,
        text=rule.text if same else "",
    )


def _change(desk: Desk, data: dict[str, Any], at: datetime, denials: int) -> Change | None:
    """What would have turned it that day; None where the facts cannot be had back."""
    if "facts" not in data:
        return None
    try:
        facts: Facts = facts_from(data["facts"] | {"model": data.get("model")}, desk.company)
    except NotRecorded:
        return None
    decision = desk.policies.decide(facts)
    return change_for(desk.policies, facts, decision, asked_at=at, denials=denials, models=desk.models)
