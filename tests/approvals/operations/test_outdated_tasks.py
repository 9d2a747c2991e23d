"""Manual tasks that time has overtaken: they change nothing, they close, and they do not get stuck."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from approvals.desk import Desk
from approvals.errors import AlreadyDecided, NotYours
from approvals.jobs import provisioning
from approvals.jobs.retry import TryAgain
from approvals.log.export import export
from approvals.log.verify import verify
from approvals.model import GrantStatus, TaskKind, TaskStatus
from approvals.operations.finish_task import finish_task
from approvals.operations.give_back import give_back
from approvals.operations.give_up_task import give_up_task
from approvals.queries.tasks import open_tasks, task_picture
from approvals.store.tables import TaskRow
from catalog.connectors.port import ConnectorFailed
from tests.approvals.asking import ask, grant_of, only_item
from tests.approvals.company import DASHBOARDS, LAB_BADGE
from tests.approvals.living import Mood, Systems
from tests.approvals.reloading import changed_entitlement, left, without_person
from tests.approvals.systems import Ledger, badge_task


async def test_a_ceiling_lowered_before_done_holds_for_what_was_set_up_by_hand(desk: Desk) -> None:
    request_id, task_id = await badge_task(desk, Ledger(), duration=timedelta(days=80))
    later = changed_entitlement(desk, LAB_BADGE, max_duration=timedelta(days=7))
    await finish_task(later, task_id=task_id, by="ida.berg")
    grant = await grant_of(later, request_id)
    assert grant.live_at is not None
    assert grant.expires_at == grant.live_at + timedelta(days=7)


async def test_a_task_whose_grant_was_called_off_closes_and_brings_nothing_back(desk: Desk) -> None:
    """The job runs twice, and between the two Max leaves: the task to set it up is past."""
    ledger = Ledger()
    request_id, task_id = await badge_task(desk, ledger)
    grant_id = (await grant_of(desk, request_id)).id
    later = left(desk, "max.vogel")
    await provisioning.provision(later, ledger, grant_id=grant_id)
    dropped = await task_picture(later, task_id)
    assert (dropped.status, dropped.finished_by) == (TaskStatus.DROPPED, None)
    await provisioning.revoke(later, ledger, grant_id=grant_id)
    (removal,) = await open_tasks(later)
    assert removal.kind is TaskKind.REVOKE
    await finish_task(later, task_id=removal.id, by="ida.berg")
    with pytest.raises(AlreadyDecided, match="closed already"):
        await give_up_task(later, task_id=task_id, by="ida.berg", reason="printer broken")
    assert (await grant_of(later, request_id)).status is GrantStatus.FAILED
    assert await open_tasks(later) == []
    kinds = [json.loads(line)["kind"] for line in [line async for line in export(desk.store)]]
    assert kinds.count("task.dropped") == 1
    assert (await verify(desk.store)).whole


@pytest.mark.parametrize("word", ["done", "cannot"])
async def test_an_outdated_task_that_is_still_open_changes_nothing_about_the_grant(
    desk: Desk, word: str
) -> None:
    """Rows from before tasks were closed with their grant: a click ends the task and no more."""
    ledger = Ledger()
    request_id, task_id = await badge_task(desk, ledger)
    await give_up_task(desk, task_id=task_id, by="ida.berg", reason="no printer")
    before = await grant_of(desk, request_id)
    assert before.status is GrantStatus.FAILED
    async with desk.store.transaction() as tx:
        row = await tx.session.get_one(TaskRow, task_id)
        row.status = TaskStatus.OPEN
        tx.session.add(row)
    if word == "done":
        await finish_task(desk, task_id=task_id, by="ida.berg")
    else:
        await give_up_task(desk, task_id=task_id, by="ida.berg", reason="still none")
    assert await grant_of(desk, request_id) == before
    assert await open_tasks(desk) == []


async def test_a_system_that_does_it_after_all_closes_the_task(desk: Desk) -> None:
    ledger = Ledger()
    request_id, task_id = await badge_task(desk, ledger)
    grant_id = (await grant_of(desk, request_id)).id
    ledger.task = None
    await provisioning.provision(desk, ledger, grant_id=grant_id)
    assert (await grant_of(desk, request_id)).status is GrantStatus.LIVE
    assert (await task_picture(desk, task_id)).status is TaskStatus.DROPPED
    await give_back(desk, grant_id=grant_id, by="max.vogel")
    ledger.failure = ConnectorFailed("The door system refused.", retryable=False)
    await provisioning.revoke(desk, ledger, grant_id=grant_id)
    (removal,) = await open_tasks(desk)
    ledger.failure = None
    await provisioning.revoke(desk, ledger, grant_id=grant_id)
    assert (await grant_of(desk, request_id)).status is GrantStatus.ENDED
    assert (await task_picture(desk, removal.id)).status is TaskStatus.DROPPED


async def test_a_task_of_somebody_who_is_gone_is_an_iam_admins_to_close(desk: Desk) -> None:
    request_id, task_id = await badge_task(desk, Ledger(), assignee="cara.cruz")
    later = without_person(desk, "cara.cruz")
    with pytest.raises(NotYours, match="only an IAM admin"):
        await finish_task(later, task_id=task_id, by="omar.diaz")
    with pytest.raises(NotYours, match="only an IAM admin"):
        await give_up_task(later, task_id=task_id, by="omar.diaz", reason="x")
    await finish_task(later, task_id=task_id, by="ida.berg")
    assert (await grant_of(later, request_id)).status is GrantStatus.LIVE


async def test_what_an_earlier_try_may_have_done_is_taken_away_when_a_person_cannot_do_it(desk: Desk) -> None:
    request = await ask(desk, DASHBOARDS)
    grant = (await only_item(desk, request)).grant
    assert grant is not None
    systems = Systems()
    systems.mood = Mood.BUSY_AFTER_DOING
    with pytest.raises(TryAgain):
        await provisioning.provision(desk, systems, grant_id=grant.id)
    systems.mood = Mood.BY_HAND
    await provisioning.provision(desk, systems, grant_id=grant.id)
    (task,) = (await only_item(desk, request)).tasks
    await give_up_task(desk, task_id=task.id, by=task.assignee, reason="no key")
    systems.mood = Mood.WORKS
    await provisioning.revoke(desk, systems, grant_id=grant.id)
    after = (await only_item(desk, request)).grant
    assert after is not None
    assert (after.status, systems.held) == (GrantStatus.FAILED, set())
    assert "no key" in after.trouble
