"""How a life of requests goes on: something is done, time passes from job to job, and the rows are looked at anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar

from approvals.jobs.port import JobName
from approvals.model import GrantStatus, ItemStatus, ReviewOutcome, TaskKind, TaskStatus
from approvals.operations.asked import asked_stages, stage_approvers
from approvals.operations.finish_task import finish_task
from approvals.operations.give_up_task import give_up_task
from approvals.store.review_tables import ReviewRow
from approvals.store.tables import ItemRow, TaskRow
from tests.approvals.life_watch import Rows, Watch
from tests.approvals.living import Living


class Life:
    """The company, and the rows as they were at the last look."""

    living: Living
    watch: Watch
    rows: Rows
    keys: Iterator[int]
    reached: ClassVar[set[ItemStatus | GrantStatus]]
    """Where requests and grants came in all lives of a part: rules that are always refused would prove nothing."""

    def did(self, work: Any) -> bool:
        """Does it, and says whether it went well."""
        went_well = self.living.attempt(work)
        self.rows = self.watch.look()
        self.reached.update(item.status for item in self.rows.items.values())
        self.reached.update(grant.status for grant in self.rows.grants.values())
        return went_well

    def reload(self) -> None:
        self.living.reload()
        self.rows = self.watch.look()
        for row in self.rows.stages:
            item = self.rows.items[row.item_id]
            if row.next_at is None or row.decided_at or row.name not in asked_stages(item):
                continue
            votes = self.rows.votes_on(item)
            request = self.rows.requests[item.request_id]
            who = stage_approvers(self.living.desk, request, item, row.name, votes=votes)
            assert set(row.asked) == set(who.ping), "somebody else decides now, and was not told"

    def pass_time(self, until: datetime, *, early: timedelta = timedelta()) -> None:
        """The clock goes on from job to job."""
        living = self.living
        while due := living.queue.due(until):
            living.clock.at = max(living.clock.at, living.queue.waiting[due[0]][1] - early)
            name = living.queue.waiting[due[0]][0].name
            living.run(due[0])
            if name not in (
                JobName.ANNOUNCE,
                JobName.STAGE_CLOCK,
                JobName.REVIEW_CLOCK,
                JobName.APPEAL_CLOCK,
            ):  # they grant nothing, and are most of all jobs
                self.rows = self.watch.look()
        living.clock.at = max(living.clock.at, until)
        self.rows = self.watch.look()

    def close(self, task: TaskRow, *, fails: bool, by: str = "") -> None:
        """By whoever has it, or an IAM admin in their stead; what is done by hand is done before it is said."""
        living, holder = self.living, self.rows.grants[task.grant_id]
        by = by or (task.assignee if task.assignee in living.desk.company.people else "ida.berg")
        if holder.person == by or (by in living.left and "ida.berg" in living.left):
            return
        by = "ida.berg" if by in living.left else by
        if holder.person == by or by not in living.desk.company.people:
            return
        if fails:
            self.did(give_up_task(living.desk, task_id=task.id, by=by, reason="no key"))
            return
        (living.systems.held.add if task.kind is TaskKind.PROVISION else living.systems.held.discard)(task.grant_id)  # fmt: skip
        self.did(finish_task(living.desk, task_id=task.id, by=by))

    def pending(self) -> list[ItemRow]:
        return [item for item in self.rows.items.values() if item.status is ItemStatus.PENDING]

    def open_reviews(self) -> list[ReviewRow]:
        """Those that wait for an answer; a review of what has ended is over."""
        live = {one.id for one in self.rows.grants.values() if one.status is GrantStatus.LIVE}
        return [
            one for one in self.rows.reviews if one.outcome is ReviewOutcome.OPEN and one.grant_id in live
        ]

    def any_item(self, number: int) -> ItemRow:
        return one_of(list(self.rows.items.values()), number)

    def open_tasks(self) -> list[TaskRow]:
        return [task for task in self.rows.tasks if task.status is TaskStatus.OPEN]


def one_of(there: list[Any], number: int) -> Any:
    return there[number % len(there)]
