"""Jobs on the real queue: committed with their rows, run once, tried again, taken over."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from threading import Thread

import pytest

from approvals.clock import MovableClock
from approvals.jobs import retry
from approvals.jobs.port import Job, JobName
from approvals.jobs.queue import enqueue_options
from approvals.jobs.retry import TryAgain
from tests.approvals.jobs.conftest import Ran, Start


def job(grant: str, **more: object) -> Job:
    return Job(name=JobName.EXPIRE, key=f"expire:{grant}", payload={"grant": grant}, **more)  # type: ignore[arg-type]


async def test_a_job_runs_once_however_often_its_key_is_put(start: Start, ran: Ran) -> None:
    store, *_ = await start()
    for grant in ("a", "a", "b", "a"):
        async with store.transaction() as tx:
            tx.enqueue(job(grant))
    await ran.until(lambda: "b" in ran.seen)
    async with store.transaction() as tx:
        tx.enqueue(job("c"))
    await ran.until(lambda: "c" in ran.seen)
    assert sorted(ran.seen) == ["a", "b", "c"]


async def test_a_transaction_that_fails_leaves_no_job(start: Start, ran: Ran) -> None:
    store, *_ = await start()

    async def fails_after_queueing() -> None:
        async with store.transaction() as tx:
            tx.enqueue(job("never"))
            await tx.seal(store.jobs)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails_after_queueing()
    async with store.transaction() as tx:
        tx.enqueue(job("after"))
    await ran.until(lambda: bool(ran.seen))
    assert ran.seen == ["after"]


async def test_a_failed_job_is_tried_again_and_given_up_in_the_end(
    start: Start, ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "BACKOFF", (timedelta(0), timedelta(0)))
    store, *_ = await start()
    ran.failures = 1
    async with store.transaction() as tx:
        tx.enqueue(job("second-time-lucky"))
    await ran.until(lambda: len(ran.seen) == 2)
    ran.failures = 99
    async with store.transaction() as tx:
        tx.enqueue(job("hopeless"))
    await ran.until(lambda: bool(ran.last_words))
    assert ran.seen.count("hopeless") == 3
    assert ran.last_words == ["not yet"]


async def test_a_try_that_knows_when_to_come_back_is_not_made_to_wait_longer(
    start: Start, ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "BACKOFF", (timedelta(hours=1),) * 3)
    store, *_ = await start()
    ran.failures, ran.within = 2, timedelta(0)
    async with store.transaction() as tx:
        tx.enqueue(job("soon"))
    await ran.until(lambda: len(ran.seen) == 3)
    assert retry.wait_before(1, after=TryAgain("later", within=timedelta(hours=2))) == timedelta(hours=1)
    assert retry.wait_before(4, after=TryAgain("never", within=timedelta(0))) is None


async def test_a_jump_of_the_clock_brings_timers_nearer(start: Start, ran: Ran) -> None:
    store, runner, jobs = await start()
    assert isinstance(store.clock, MovableClock)
    async with store.transaction() as tx:
        tx.enqueue(job("in-two-weeks", due=store.clock.now() + timedelta(days=14)))
        tx.enqueue(job("in-three-weeks", due=store.clock.now() + timedelta(days=21)))
    store.clock.advance(timedelta(days=15))
    await runner.jump(timedelta(days=15))
    await ran.until(lambda: bool(ran.seen))
    assert ran.seen == ["in-two-weeks"]
    (waiting,) = await jobs.client.list_workflows_async(status="DELAYED")
    assert waiting.workflow_id == "expire:in-three-weeks"


@pytest.mark.parametrize("by_this", [False, True])
async def test_a_running_job_that_nobody_runs_is_taken_over(start: Start, ran: Ran, *, by_this: bool) -> None:
    """The row says PENDING and names an executor that nobody hears of, as after a kill -9; or this one, which never
    heard that it was given the job, because its connection broke just then."""
    store, runner, jobs = await start()
    await jobs.client.enqueue_async(
        enqueue_options("expire:orphan", delay=3600), "expire", {"grant": "orphan"}, 0
    )
    async with store.transaction() as tx:
        from sqlalchemy import text

        table = "workflow_status" if store.url.get_backend_name() == "sqlite" else "dbos.workflow_status"
        taken = text(
            f"UPDATE {table} SET status = 'PENDING', executor_id = :by WHERE workflow_uuid = 'expire:orphan'"
        )
        by = runner.executor if by_this else "dead"
        await tx.session.exec(taken.bindparams(by=by))  # type: ignore[call-overload]
    await ran.until(lambda: ran.seen == ["orphan"])


async def test_a_job_begun_on_another_event_loop_runs_on_the_runners(start: Start, ran: Ran) -> None:
    _, runner, _ = await start()

    def elsewhere() -> None:
        asyncio.run(runner.run("key", JobName.EXPIRE, {"grant": "elsewhere"}, 1))

    async with ran.changed:  # the handler has to wait for this one, and to be woken
        beside = Thread(target=elsewhere, daemon=True)
        beside.start()
        async with asyncio.timeout(20):
            await ran.changed.wait_for(lambda: ran.seen == ["elsewhere"])
    await asyncio.to_thread(beside.join)


async def test_a_job_that_comes_when_the_loop_is_closed_is_left_to_another_process(
    start: Start, ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, runner, _ = await start()
    closed = asyncio.new_event_loop()
    closed.close()
    with monkeypatch.context() as patch:
        patch.setattr(runner, "_loop", closed)
        with pytest.raises(asyncio.CancelledError):
            await runner.run("key", JobName.EXPIRE, {"grant": "too late"}, 1)
    assert ran.seen == []


async def test_a_runner_that_stopped_leaves_its_jobs_to_the_next(start: Start, ran: Ran) -> None:
    store, runner, _ = await start()
    await runner.stop()
    async with store.transaction() as tx:
        tx.enqueue(job("later"))
    assert ran.seen == []
    await start()
    await ran.until(lambda: ran.seen == ["later"])
