"""Past decisions out of the decision log, with the facts as they were: what a replay decides again."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import col, select

from approvals.model import ItemStatus, Reason, StageName
from approvals.policy.facts import Facts
from approvals.policy.recorded import NotRecorded, facts_from
from approvals.policy.replay import Past, Source, stage_said
from approvals.store.store import Store
from approvals.store.tables import ItemRow, LogRow
from catalog.model import Company

BATCH = 2000
_DECIDED = (
    "emergency.opened",
    *(f"item.{status.value}" for status in (ItemStatus.APPROVED, ItemStatus.PENDING, ItemStatus.REFUSED)),
)
"""The entries that say what the policy answered about an item; a no by a person and a withdrawal are none."""


@dataclass(kw_only=True)
class PastDecisions:
    """What can be decided again, and why how many cannot."""

    found: list[Past] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def and_(self, others: PastDecisions) -> PastDecisions:
        """These and those, in that order."""
        return PastDecisions(found=self.found + others.found, left_out=self.left_out + others.left_out)


@dataclass(kw_only=True)
class _Item:
    moments: list[Facts] = field(default_factory=list)
    answered: str = ""
    exact: bool = True
    unusable: str = ""


async def logged(store: Store, company: Company) -> PastDecisions:
    """Every item the log tells of, in the order they were asked for, at each moment the policy was asked."""
    items: dict[str, _Item] = {}
    seq = 0
    async with store.reading() as session:
        asked = (await session.exec(select(ItemRow.id, ItemRow.status, ItemRow.emergency))).all()
        outcomes = {item_id: status for item_id, status, _ in asked}
        glass = {item_id for item_id, _, emergency in asked if emergency}
        while True:
            rows = (
                await session.exec(
                    select(LogRow.seq, LogRow.item_id, LogRow.catalog_version, LogRow.data)
                    .where(LogRow.seq > seq, col(LogRow.kind).in_(_DECIDED))
                    .order_by(col(LogRow.seq))
                    .limit(BATCH)
                )
            ).all()
            if not rows:
                break
            for _, item_id, catalog_version, data in rows:
                _take(
                    items.setdefault(item_id, _Item()),
                    json.loads(data),
                    company,
                    exact=catalog_version == company.version,
                    glass=item_id in glass,
                )
            seq = rows[-1][0]
    past = PastDecisions()
    for item_id, item in items.items():
        if item.unusable:
            past.left_out[item.unusable] += 1
            continue
        past.found.append(
            Past(
                id=item_id,
                source=Source.LOG,
                outcome=str(outcomes.get(item_id, "")),
                moments=tuple(item.moments),
                answered=item.answered,
                exact=item.exact,
            )
        )
    return past


def _take(item: _Item, data: dict[str, Any], company: Company, *, exact: bool, glass: bool) -> None:
    """One more moment of the item; an item with a moment that cannot be had is left out whole.

    `glass` says that it was asked for by breaking the glass, which the facts tell only since they hold that.
    """
    if "facts" not in data:
        # Where the entitlement or a person was gone there was nothing to ask, which no policy would change.
        gone = any(reason.get("policy") == "target-gone" for reason in data.get("reasons", ()))
        if not (gone and item.moments):
            item.unusable = item.unusable or (
                "what it asked for was gone" if gone else "the log does not hold its facts"
            )
        return
    try:
        facts = facts_from(data["facts"] | {"model": data.get("model")}, company)
    except NotRecorded as wrong:
        item.unusable = item.unusable or str(wrong)
        return
    if glass and facts.unreviewed is None:
        item.unusable = item.unusable or "it was an emergency, of which the log does not hold all facts"
        return
    if not item.moments:
        reasons = [Reason.model_validate(reason) for reason in data.get("reasons", ())]
        stages = ", ".join(stage_said(reasons, StageName(stage)) for stage in data.get("open_stages", ()))
        item.answered = f"needs {stages}" if stages else str(data.get("answer", ""))
    item.moments.append(facts)
    item.exact = item.exact and exact
