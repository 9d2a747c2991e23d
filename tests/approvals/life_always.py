"""What must be so after every step of a life and after every job, whatever came before."""

from __future__ import annotations

from itertools import combinations

from hypothesis.stateful import invariant

from approvals.jobs.port import JobName
from approvals.model import GrantStatus, Ruling, TaskKind
from approvals.operations.asked import asked_stages, stage_approvers
from approvals.operations.gather import HOLDING
from approvals.operations.review_clock import asks_for_review
from tests.approvals.company import PAYMENTS_APPROVE, PAYMENTS_CREATE
from tests.approvals.life_played import Life


class AlwaysSo(Life):
    """The invariants of pending items, grants, reviews, and of what systems hold; `life_afterwards` has those of appeals."""

    @invariant()
    def every_pending_item_waits_for_somebody_or_has_an_end(self) -> None:
        desk, rows = self.living.desk, self.rows
        for item in self.pending():
            request = rows.requests[item.request_id]
            open_stages = [
                row
                for row in rows.stages
                if row.item_id == item.id
                and row.name in asked_stages(item)
                and row.decided_at is None
                and row.next_at is not None
            ]
            assert open_stages, f"{item.entitlement} waits for no stage"
            votes = rows.votes_on(item)
            for row in open_stages:
                assert row.expire_at is not None
                assert row.next_at is not None
                assert row.next_at <= row.expire_at
                looks = self.living.queue.about(JobName.STAGE_CLOCK, item=item.id, stage=row.name)
                assert any(due <= row.next_at for due in looks), (
                    f"nobody looks at {row.name} of {item.entitlement} again"
                )
                who = stage_approvers(desk, request, item, row.name, votes=votes)
                assert who.ping or who.note
                assert set(who.ping) <= who.may
                assert (
                    not {request.requester, request.beneficiary, *(vote.person for vote in votes)} & who.may
                )

    @invariant()
    def grants_are_worked_on_and_end(self) -> None:
        queue = self.living.queue
        for grant in self.rows.grants.values():
            if grant.status is GrantStatus.LIVE and grant.expires_at is not None:
                assert any(due <= grant.expires_at for due in queue.about(JobName.EXPIRE, grant=grant.id))
            kind = {
                GrantStatus.PROVISIONING: (TaskKind.PROVISION, JobName.PROVISION),
                GrantStatus.REVOKING: (TaskKind.REVOKE, JobName.REVOKE),
            }.get(grant.status)
            if kind is not None:
                tasks = [t for t in self.open_tasks() if t.grant_id == grant.id and t.kind is kind[0]]
                assert tasks or queue.about(kind[1], grant=grant.id), (
                    f"nobody sees to a grant that is {grant.status}"
                )
                assert len(tasks) <= 1

    @invariant()
    def nothing_outlives_the_end_that_was_named(self) -> None:
        prolonged = {item.extends for item in self.rows.items.values() if item.extended_to is not None}
        for grant in self.rows.grants.values():
            until = self.rows.items[grant.item_id].until
            if until is not None and grant.live_at is not None and grant.id not in prolonged:
                assert grant.live_at < until
                assert grant.expires_at is not None
                assert grant.expires_at <= until
        for item in self.pending():
            if item.until is not None:
                looks = self.living.queue.about(JobName.LAPSE, item=item.id)
                assert any(due <= item.until for due in looks), "nobody lets it lapse at its end"

    @invariant()
    def what_is_to_be_reviewed_is_asked_about_in_its_time(self) -> None:
        queue = self.living.queue
        for grant in self.rows.grants.values():
            if (
                grant.status is not GrantStatus.LIVE
                or asks_for_review(self.rows.items[grant.item_id]) is None
            ):
                continue
            waiting = [review for review in self.open_reviews() if review.grant_id == grant.id]
            assert len(waiting) == (grant.review_at is None)
            due = grant.review_at or waiting[0].next_at
            assert due is not None
            looks = (
                queue.about(JobName.REVIEW_CLOCK, review=waiting[0].id)
                if waiting
                else queue.about(JobName.REVIEW, grant=grant.id)
            )
            assert any(look <= due for look in looks), "nobody asks about it again"

    @invariant()
    def nobody_holds_what_is_not_on_the_books(self) -> None:
        grants = [grant for grant in self.rows.grants.values() if grant.status in HOLDING]
        live = {grant.id for grant in grants if grant.status is GrantStatus.LIVE}
        assert live <= self.living.systems.held <= {grant.id for grant in grants}
        for one, other in combinations(grants, 2):
            if one.person == other.person:
                assert (one.entitlement, one.scope) != (other.entitlement, other.scope)
                both = {one.entitlement, other.entitlement} == {PAYMENTS_CREATE, PAYMENTS_APPROVE}
                assert not both or {one.item_id, other.item_id} & self.let_pass()

    def let_pass(self) -> set[str]:
        """The items for which Security made an exception to the separation of duties."""
        appeals = self.rows.appeals.values()
        return {row.item_id for row in appeals if row.denier is None and row.ruling is Ruling.OVERTURNED}
