"""Which refusals of an item were overturned on appeal: a fact that policy is asked with. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from approvals.desk import Desk
from approvals.policy.facts import Facts
from approvals.store.appeal_tables import AppealRow


def with_appeals(desk: Desk, overturned: Iterable[AppealRow], facts: Facts) -> Facts:
    """The facts, with the stages whose people overturned a refusal of the item; as any yes, it goes with whoever gave it.

    An overturned refusal is lifted as it was heard: where policy refuses for another reason by now, or in other words
    (another conflicting right), nobody has looked at that, and nothing is lifted.
    """
    today = facts.now.astimezone(desk.company.zone).date()
    people = desk.company.people
    upheld = [
        row
        for row in overturned
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
