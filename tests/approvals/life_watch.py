"""Looking at the rows of requests whose life is played: each look is held against the one before.

What it holds: one outcome an item, and no grant without the policy's yes and the people it demands.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, create_engine, select

from approvals.ends import passed
from approvals.model import (
    EndReason,
    GrantStatus,
    ItemStatus,
    PolicyAnswer,
    Review,
    Ruling,
    StageName,
    Verdict,
)
from approvals.operations.asked import asked_stages, stage_approvers
from approvals.operations.circumstances import circumstances_of, facts_in
from approvals.operations.heard import heard_on
from approvals.policy.recorded import facts_from
from approvals.store.appeal_tables import AppealRow
from approvals.store.emergency_tables import EmergencyRow
from approvals.store.review_tables import ReviewRow
from approvals.store.tables import GrantRow, ItemRow, LogRow, RequestRow, StageRow, TaskRow, VoteRow
from tests.approvals.company import EXPORTS, JOURNAL, LAB_BADGE, WAREHOUSE_ADMIN
from tests.approvals.living import Living

MANAGER, OWNER, SECURITY = StageName
FINAL = {ItemStatus.DENIED, ItemStatus.REFUSED, ItemStatus.WITHDRAWN, ItemStatus.LAPSED}
ALWAYS = {
    WAREHOUSE_ADMIN: {MANAGER, OWNER, SECURITY},
    JOURNAL: {MANAGER},
    EXPORTS: {MANAGER},
    LAB_BADGE: {MANAGER},
}
"""Whose yes these need, whatever else the company writes: said here once more, so that the policy is not its own judge."""
ADDED = {
    "security-for-figures": ("warehouse/", SECURITY, 1),
    "owner-for-the-ledger": ("ledger/", OWNER, 1),
    "two-owners-of-the-ledger": ("ledger/", OWNER, 2),
    "all-of-security": ("warehouse/", SECURITY, 1),
    "two-of-security": ("building/", SECURITY, 2),
    "quick-look": ("", MANAGER, 1),
}
"""The same for the rules that come and go, with how many people at least."""


@dataclass(frozen=True)
class Rows:
    """Everything there is, as it stands after a step."""

    requests: dict[str, RequestRow]
    items: dict[str, ItemRow]
    stages: list[StageRow]
    votes: list[VoteRow]
    grants: dict[str, GrantRow]
    tasks: list[TaskRow]
    reviews: list[ReviewRow]
    appeals: dict[str, AppealRow]
    """By item."""
    emergencies: list[EmergencyRow]
    log: list[LogRow]
    """What is new in it."""

    def votes_on(self, item: ItemRow) -> list[VoteRow]:
        return [vote for vote in self.votes if vote.item_id == item.id]

    def found_not_right(self, person: str, entitlement: str, now: datetime) -> bool:
        """Whether Security said so of an emergency of theirs, about the same resource, in the last 30 days."""
        return any(
            row.person == person
            and row.review is Review.NOT_RIGHT
            and row.reviewed_at is not None
            and now - row.reviewed_at < timedelta(days=30)
            and self.items[row.item_id].entitlement.split(":")[0] == entitlement.split(":")[0]
            for row in self.emergencies
        )

    def grant_of(self, item: ItemRow) -> GrantRow | None:
        return next((grant for grant in self.grants.values() if grant.item_id == item.id), None)


class Watch:
    """What was seen so far, and what must follow from it."""

    def __init__(self, living: Living) -> None:
        self.living = living
        self.engine = create_engine(living.desk.store.url)
        self.seen: dict[str, tuple[ItemStatus, datetime | None]] = {}
        self.was: dict[str, GrantRow] = {}
        self.overturned: set[str] = set()
        self.read_to = 0

    def close(self) -> None:
        """Lets go of the connections."""
        self.engine.dispose()

    def may_decide(self, rows: Rows, item: ItemRow) -> list[str]:
        """Those whose click counts for the item now."""
        votes, request = rows.votes_on(item), rows.requests[item.request_id]
        people: set[str] = set()
        for stage in asked_stages(item):
            people |= stage_approvers(self.living.desk, request, item, stage, votes=votes).may
        return sorted(people)

    def look(self) -> Rows:
        """The rows as they are, held against how they were."""
        rows = self._read()
        for item in rows.items.values():
            self._one_outcome(rows, item)
        for entry in rows.log:
            if entry.kind == "item.approved":
                self._granted_by_the_policy(rows, entry)
            elif entry.kind == "grant.live":
                self.living.do(self._still_wanted(rows, rows.grants[entry.grant_id]))
        for grant in rows.grants.values():
            before = self.was.get(grant.id)
            if before is not None and before.status in {GrantStatus.ENDED, GrantStatus.FAILED}:
                assert (grant.status, grant.ended_at) == (before.status, before.ended_at)
        self.was = rows.grants
        return rows

    def _one_outcome(self, rows: Rows, item: ItemRow) -> None:
        now, before = (item.status, item.decided_at), self.seen.get(item.id)
        self.seen[item.id] = now
        grant = rows.grant_of(item)
        appeal = rows.appeals.get(item.id)
        overturned = (
            appeal is not None and appeal.ruling is Ruling.OVERTURNED and item.id not in self.overturned
        )
        if overturned:
            self.overturned.add(item.id)
        if before is not None and before[0] in FINAL and not overturned:
            assert now == before, f"it was {before[0]} and is {item.status}"
        if before is not None and before[0] is ItemStatus.APPROVED and item.status is not ItemStatus.APPROVED:
            held = next(one for one in self.was.values() if one.item_id == item.id)
            assert held.status is GrantStatus.PROVISIONING, f"{held.status} access was taken back unsaid"
        if item.status is ItemStatus.APPROVED:
            assert (grant is not None) is (item.extended_to is None)
        elif grant is not None:
            # Called off after a system was told: by policy, or because the end that was named came first.
            assert item.decided_at is not None
            over = passed(item.until, item.decided_at)
            assert item.status is (ItemStatus.LAPSED if over else ItemStatus.REFUSED), item.status
            assert grant.live_at is None
            assert grant.end_reason is EndReason.STOPPED

    def _granted_by_the_policy(self, rows: Rows, entry: LogRow) -> None:
        """The entry says that policy answered so, and put to the policy again it answers the same."""
        desk, data = self.living.desk, json.loads(entry.data)
        assert data["answer"] == PolicyAnswer.GRANTED
        assert entry.policy_version == desk.policies.version
        facts = facts_from(data["facts"] | {"model": data.get("model")}, desk.company)
        assert desk.policies.decide(facts).answer is PolicyAnswer.GRANTED
        self._approved_by_people(rows, rows.items[entry.item_id], facts.approvals)

    async def _still_wanted(self, rows: Rows, grant: GrantRow) -> None:
        """In the moment it went live the policy says yes, and those it demands have said so."""
        desk, item = self.living.desk, rows.items[grant.item_id]
        async with desk.store.reading() as session:
            request = rows.requests[item.request_id]
            around = await circumstances_of(session, desk, request, item)
            facts, _ = facts_in(desk, request, item, around, await heard_on(session, item.id))
        if item.emergency:
            assert not rows.found_not_right(grant.person, grant.entitlement, self.living.clock.at)
            assert desk.policies.decide(replace(facts, unreviewed=0)).answer is PolicyAnswer.GRANTED
            return
        assert desk.policies.decide(facts).answer is PolicyAnswer.GRANTED
        self._approved_by_people(rows, item, facts.approvals)

    def _approved_by_people(self, rows: Rows, item: ItemRow, counted: frozenset[StageName]) -> None:
        people, request = self.living.desk.company.people, rows.requests[item.request_id]
        votes = [vote for vote in rows.votes_on(item) if vote.verdict is Verdict.APPROVED]
        standing = [
            vote for vote in votes if vote.person in people and people[vote.person].active(self.living.today)
        ]
        assert counted == {vote.stage for vote in standing}
        places = {(vote.stage, vote.stands_for or vote.person) for vote in standing}
        assert len({vote.person for vote in votes}) == len(votes)
        assert not {vote.person for vote in votes} & {request.requester, request.beneficiary}
        needed = set(ALWAYS.get(item.entitlement, ()))
        for name, (where, stage, least) in ADDED.items():
            if name in self.living.rules and item.entitlement.startswith(where):
                needed.add(stage)
                said = sum(one == stage for one, _ in places)
                assert said >= least, f"{item.entitlement} was granted with {said} of {least} at {stage}"
        if item.entitlement in self.living.privileged:
            needed |= {MANAGER, SECURITY}
        if request.requester != request.beneficiary:
            manager = people[request.beneficiary].manager
            needed |= {MANAGER} if manager != request.requester else set()
        if rows.found_not_right(request.beneficiary, item.entitlement, self.living.clock.at):
            needed.add(MANAGER)
        assert needed <= counted, f"{item.entitlement} was granted without {needed - counted}"

    def _read(self) -> Rows:
        # In an order of their own, whatever the database finds first: what is drawn has to mean the same again.
        with Session(self.engine) as session:
            requests = session.exec(select(RequestRow)).all()
            items = session.exec(select(ItemRow)).all()
            new = select(LogRow).where(LogRow.seq > self.read_to).order_by(col(LogRow.seq))
            rows = Rows(
                requests={row.id: row for row in requests},
                items={row.id: row for row in sorted(items, key=lambda one: requests_order(requests, one))},
                stages=list(session.exec(select(StageRow).order_by(StageRow.item_id, StageRow.name)).all()),
                votes=list(session.exec(select(VoteRow).order_by(VoteRow.id)).all()),
                grants={
                    row.id: row
                    for row in session.exec(select(GrantRow).order_by(col(GrantRow.created_at), GrantRow.id))
                },
                tasks=list(session.exec(select(TaskRow).order_by(col(TaskRow.opened_at), TaskRow.id)).all()),
                reviews=list(session.exec(select(ReviewRow).order_by(ReviewRow.id)).all()),
                emergencies=list(session.exec(select(EmergencyRow).order_by(EmergencyRow.item_id)).all()),
                appeals={row.item_id: row for row in session.exec(select(AppealRow))},
                log=list(session.exec(new).all()),
            )
        self.read_to = rows.log[-1].seq if rows.log else self.read_to
        return rows


def requests_order(requests: Any, item: ItemRow) -> tuple[int, int]:
    """The order in which they were asked for: ids are random, and what is drawn has to mean the same again."""
    key = next(row.key for row in requests if row.id == item.request_id)
    return int(key.removeprefix("life-")), item.position
