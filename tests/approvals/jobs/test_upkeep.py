"""Work that got lost is queued again; work that somebody sees to is left alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from approvals.desk import Desk
from approvals.jobs import provisioning
from approvals.jobs.queue import MENDED_AT_MOST, DbosJobs, enqueue_options, key_of_try, next_key
from approvals.jobs.upkeep import Upkeep
from approvals.model import GrantStatus, TaskKind
from approvals.operations.give_back import give_back
from approvals.queries.tasks import tasks_of
from approvals.store.engine import database_url
from approvals.store.store import Store
from approvals.store.tables import GrantRow
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, NOW, policies_of, small_company
from tests.approvals.conftest import StandingClock
from tests.approvals.systems import Ledger


@pytest.fixture
def queue(database: str) -> DbosJobs:
    return DbosJobs(database_url(database))


@pytest.fixture
async def desk(database: str, queue: DbosJobs) -> AsyncIterator[Desk]:
    """A desk whose jobs are really queued, in a process that runs none."""
    store = Store.at(database, clock=StandingClock(NOW), jobs=queue)
    company = small_company()
    yield Desk(store=store, company=company, policies=policies_of(company))
    queue.close()
    await store.close()


@pytest.fixture
def upkeep(desk: Desk, queue: DbosJobs) -> Upkeep:
    return Upkeep(desk.store, queue, executor="this-one", worker_timeout=timedelta(seconds=10))


async def granted(desk: Desk) -> str:
    """A grant whose provisioning is queued."""
    item = await only_item(desk, await ask(desk, DASHBOARDS))
    assert item.grant is not None
    return item.grant.id


async def ending(desk: Desk) -> str:
    """A grant that was live and whose removal is queued."""
    grant_id = await granted(desk)
    await provisioning.provision(desk, Ledger(), grant_id=grant_id)
    await give_back(desk, grant_id=grant_id, by="tom.reyes")
    return grant_id


async def queued(queue: DbosJobs) -> set[str]:
    """The keys of the jobs for grants that are still to run."""
    waiting = await queue.client.list_workflows_async(
        workflow_id_prefix=["provision:", "revoke:"], status=["ENQUEUED", "DELAYED"]
    )
    return {job.workflow_id for job in waiting}


async def lose(queue: DbosJobs, key: str) -> None:
    """The job ends without having done its work, as when its last words fail."""
    await queue.client.cancel_workflow_async(key)


async def mark(desk: Desk, key: str, status: str) -> None:
    """What the queue says of a job, as DBOS would have written it."""
    table = "workflow_status" if desk.store.url.get_backend_name() == "sqlite" else "dbos.workflow_status"
    async with desk.store.transaction() as tx:
        statement = text(f"UPDATE {table} SET status = :status WHERE workflow_uuid = :key")
        await tx.session.exec(statement.bindparams(status=status, key=key))  # type: ignore[call-overload]


async def test_a_grant_whose_job_is_queued_is_left_alone(desk: Desk, queue: DbosJobs, upkeep: Upkeep) -> None:
    provision = f"provision:{await granted(desk)}"

    assert await upkeep.catch_up() == 0
    assert await queued(queue) == {provision}


@pytest.mark.parametrize("name", ["provision", "revoke"])
async def test_a_grant_that_hangs_gets_a_job_again_once_an_hour(
    name: str, desk: Desk, queue: DbosJobs, upkeep: Upkeep
) -> None:
    grant_id = await (granted if name == "provision" else ending)(desk)
    await lose(queue, f"{name}:{grant_id}")
    before = await queued(queue)

    assert await upkeep.catch_up() == 1
    late = f"{name}:{grant_id}:late:{NOW:%Y-%m-%dT%H}"
    assert await queued(queue) - before == {late}
    assert await upkeep.catch_up() == 0, "it has a job now"

    await lose(queue, late)
    await upkeep.catch_up()
    assert await queued(queue) == before, "not twice within the hour"
    assert isinstance(desk.store.clock, StandingClock)
    desk.store.clock.advance(timedelta(hours=1))
    await upkeep.catch_up()
    assert len(await queued(queue) - before) == 1


async def test_a_grant_whose_next_try_is_due_later_is_left_alone(
    desk: Desk, queue: DbosJobs, upkeep: Upkeep
) -> None:
    grant_id = await granted(desk)
    await lose(queue, f"provision:{grant_id}")
    again = enqueue_options(f"provision:{grant_id}#1", delay=3600)
    await queue.client.enqueue_async(again, "provision", {"grant": grant_id}, 1)

    assert await upkeep.catch_up() == 0


async def test_a_grant_whose_job_is_running_is_left_alone(
    desk: Desk, queue: DbosJobs, upkeep: Upkeep
) -> None:
    await mark(desk, f"provision:{await granted(desk)}", "PENDING")

    assert await upkeep.catch_up() == 0


@pytest.mark.parametrize("name", ["provision", "revoke"])
async def test_a_grant_that_a_person_has_a_task_for_is_left_alone(
    name: str, desk: Desk, queue: DbosJobs, upkeep: Upkeep
) -> None:
    ledger = Ledger()
    ledger.task = desk.company.places[DASHBOARDS].owner
    grant_id = await (granted if name == "provision" else ending)(desk)
    await getattr(provisioning, name)(desk, ledger, grant_id=grant_id)
    await lose(queue, f"{name}:{grant_id}")

    assert await upkeep.catch_up() == 0


async def test_a_task_to_set_up_does_not_stand_for_the_removal(
    desk: Desk, queue: DbosJobs, upkeep: Upkeep
) -> None:
    ledger = Ledger()
    ledger.task = desk.company.places[DASHBOARDS].owner
    grant_id = await granted(desk)
    await provisioning.provision(desk, ledger, grant_id=grant_id)
    async with desk.store.transaction() as tx:
        grant = await tx.session.get_one(GrantRow, grant_id)
        grant.status = GrantStatus.REVOKING
        tx.session.add(grant)
    (task,) = await tasks_of(desk, ledger.task)
    assert task.kind is TaskKind.PROVISION

    assert await upkeep.catch_up() == 1


async def test_a_grant_that_gets_there_while_it_is_looked_at_is_left_alone(
    desk: Desk, queue: DbosJobs, upkeep: Upkeep, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its job ends between the look at the grants and the look at the queue."""
    grant_id = await granted(desk)
    client = queue.client
    look = client.list_workflows_async

    async def after_the_job(**how: object) -> object:
        await provisioning.provision(desk, Ledger(), grant_id=grant_id)
        await lose(queue, f"provision:{grant_id}")
        return await look(**how)  # type: ignore[arg-type]

    monkeypatch.setattr(client, "list_workflows_async", after_the_job)

    assert await upkeep.catch_up() == 0
    monkeypatch.undo()
    assert await queued(queue) == set()


async def test_more_grants_than_are_asked_about_at_once_are_all_looked_at(
    desk: Desk, queue: DbosJobs, upkeep: Upkeep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("approvals.jobs.upkeep.AT_A_TIME", 1)
    for person in ("tom.reyes", "max.vogel", "ida.berg"):
        grant = (await only_item(desk, await ask(desk, DASHBOARDS, person=person))).grant
        assert grant is not None
        if person != "max.vogel":
            await lose(queue, f"provision:{grant.id}")

    assert await upkeep.catch_up() == 2


async def test_a_stage_whose_clock_got_lost_is_looked_at_again(
    desk: Desk, queue: DbosJobs, upkeep: Upkeep
) -> None:
    item = await only_item(desk, await ask(desk))
    assert await upkeep.catch_up() == 0
    assert isinstance(desk.store.clock, StandingClock)
    desk.store.clock.advance(timedelta(days=1))

    assert await upkeep.catch_up() == 1
    late = await queue.client.list_workflows_async(workflow_id_prefix=f"stage_clock:{item.id}:manager:late")
    assert [job.status for job in late] == ["ENQUEUED"]


async def test_routes_are_looked_at_while_something_waits(
    desk: Desk, queue: DbosJobs, upkeep: Upkeep
) -> None:
    assert not await upkeep.look_again()
    await ask(desk)
    assert await upkeep.look_again()
    assert len(await queue.client.list_workflows_async(workflow_id_prefix="look_again:")) == 1


async def test_a_clock_whose_job_is_queued_or_tried_again_is_left_alone(
    desk: Desk, queue: DbosJobs, upkeep: Upkeep
) -> None:
    """After a night without Usher everything is due at once; none of it is queued twice, nor while it keeps failing."""
    item = await only_item(desk, await ask(desk))
    assert isinstance(desk.store.clock, StandingClock)
    desk.store.clock.advance(timedelta(days=1))
    clock = (await queue.client.list_workflows_async(workflow_id_prefix="stage_clock:"))[0].workflow_id

    await queue.client.set_workflow_delay_async(clock, delay_until_epoch_ms=0)
    assert await upkeep.catch_up() == 0
    await lose(queue, clock)
    again = enqueue_options(key_of_try(clock, 3), delay=3600)
    await queue.client.enqueue_async(again, "stage_clock", {"item": item.id, "stage": "manager"}, 3)
    assert await upkeep.catch_up() == 0


async def test_a_job_that_broke_is_queued_again(desk: Desk, queue: DbosJobs, upkeep: Upkeep) -> None:
    """Its next try or its last words could not be written: whatever it was for, it is not forgotten."""
    assert await upkeep.mend() == 0
    key = f"provision:{await granted(desk)}"
    await mark(desk, key, "ERROR")

    assert await upkeep.mend() == 1
    assert await queued(queue) == {f"{key}~1"}
    (again,) = await queue.client.list_workflows_async(workflow_id_prefix=key)
    assert again.input is not None
    assert again.input["args"] == ("provision", {"grant": key.removeprefix("provision:")}, 0)
    assert await upkeep.mend() == 0
    assert await upkeep.catch_up() == 0, "it has a job"

    await mark(desk, f"{key}~1", "ERROR")
    assert await upkeep.mend() == 1
    assert await queued(queue) == {f"{key}~2"}


def test_a_job_that_always_breaks_is_left_for_somebody_to_look_at() -> None:
    assert next_key("hear:Ev1") == "hear:Ev1~1"
    assert next_key(f"hear:Ev1~{MENDED_AT_MOST - 1}") == f"hear:Ev1~{MENDED_AT_MOST}"
    assert next_key(f"hear:Ev1~{MENDED_AT_MOST}") is None
    assert key_of_try("hear:Ev1#2~3", 3) == "hear:Ev1#3"
