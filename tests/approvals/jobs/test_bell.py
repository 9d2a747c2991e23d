"""The queue is looked at when something was put there, and the threads that do not look at it notice nothing."""

from __future__ import annotations

import threading

import pytest

from approvals.jobs import runner
from approvals.jobs.bell import LOOKING, Bell
from approvals.jobs.port import Job, JobName
from tests.approvals.jobs.conftest import Ran, Start

NEVER = 600.0
"""Seconds: longer than any test waits."""


async def test_what_is_queued_and_what_waited_in_its_lane_run_at_once(
    start: Start, ran: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "POLL_SECONDS", NEVER)
    store, _, _ = await start()
    for number in range(3):
        async with store.transaction() as tx:
            tx.enqueue(
                Job(name=JobName.EXPIRE, key=f"now:{number}", payload={"grant": str(number)}, lane="one")
            )
    await ran.until(lambda: ran.seen == ["0", "1", "2"])


def waited(bell: Bell, stop: threading.Event, *, name: str) -> tuple[threading.Thread, list[bool]]:
    """A thread of that name that waits on the event as DBOS does, and what it was told."""
    bell.hang([stop])
    told: list[bool] = []
    thread = threading.Thread(target=lambda: told.append(stop.wait(timeout=NEVER)), name=name, daemon=True)
    thread.start()
    return thread, told


def test_who_looks_at_the_queue_hears_it_and_is_not_told_to_stop() -> None:
    bell, stop = Bell(), threading.Event()
    thread, told = waited(bell, stop, name=LOOKING)
    bell.ring()
    thread.join(20)
    assert told == [False]


def test_what_rang_before_anybody_listened_is_heard() -> None:
    bell, stop = Bell(), threading.Event()
    bell.ring()
    thread, told = waited(bell, stop, name=LOOKING)
    thread.join(20)
    assert told == [False]


@pytest.mark.parametrize("name", [LOOKING, "queue-worker-of-another"])
def test_whoever_waits_is_told_to_stop(name: str) -> None:
    bell, stop = Bell(), threading.Event()
    stop.set()
    thread, told = waited(bell, stop, name=name)
    thread.join(20)
    assert told == [True]


def test_no_other_thread_hears_it() -> None:
    bell, stop = Bell(), threading.Event()
    thread, told = waited(bell, stop, name="queue-worker-of-another")
    bell.ring()
    stop.set()
    thread.join(20)
    assert told == [True]


def test_after_a_ring_it_looks_ever_more_seldom_until_all_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    bell = Bell()
    waits: list[float] = []
    monkeypatch.setattr("approvals.jobs.bell.time.sleep", waits.append)
    monkeypatch.setattr(bell._news, "wait_for", lambda rung, timeout: waits.append(timeout) or rung())
    bell.ring()
    for _ in range(7):
        bell.listen(0.5)
    whole = [round(gap + rest, 3) for gap, rest in zip(waits[::2], waits[1::2], strict=True)]
    assert whole == [0.03, 0.03, 0.06, 0.12, 0.24, 0.48, 0.5]
