"""Sign-in events: how fast a file of them is taken in, and how soon a lock-out is explained with very many stored."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from approvals.clock import MovableClock
from approvals.desk import Desk
from approvals.jobs.queue import DbosJobs
from approvals.operations.take_in_events import take_in_events
from approvals.policy.book import PolicyBook
from approvals.signin_records import Read, SignInRecord
from approvals.store.engine import database_url
from approvals.store.store import Store
from bot.signins.importing import import_file
from bot.signins.stored import events_about
from bot.signins.understood import understood
from catalog.model import Company
from intents.signins.explain import explain
from intents.signins.logins import logins
from tests.bench.figures import Figures, rate, rounded, spread
from tests.bench.sign_in_lines import event_lines

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
DAYS = 85
"""So far back go the events; a little less than they are kept."""
DIFFERENT = 6_000
"""Events that are made; the others are copies of them for other people, at other times."""
TOGETHER = 10_000


class NotTaken(Exception):
    """Not every event that was written was stored."""


async def ingest_seconds(database: str, company: Company, events: int) -> tuple[float, float]:
    """Seconds to take in a file of that many events of three providers, on one core, and how many of them this
    process worked. Raises NotTaken."""
    with TemporaryDirectory(prefix="usher-bench-") as folder:
        file = Path(folder) / "events.jsonl"
        with file.open("wb") as written:
            written.writelines(
                line + b"\n" for line in event_lines(events, people=len(company.people), until=NOW, days=DAYS)
            )
        store = _store(database)
        try:
            with _on_one_core():
                begun, worked = time.perf_counter(), time.process_time()
                figures = await import_file(store, company, file)
                seconds, worked = time.perf_counter() - begun, time.process_time() - worked
        finally:
            await store.close()
    if figures.kept != events:
        raise NotTaken(f"{figures.kept} of {events} events were stored")
    return seconds, worked


async def answer_times(database: str, company: Company, events: int, questions: int) -> list[float]:
    """Seconds from the question of somebody who cannot get in to the explanation, with that many events stored.

    The company's folder is looked into each time, and one event waits there.
    """
    store = _store(database)
    try:
        for some in _filling(company, events):
            await take_in_events(store, feed="bench", records=some, read=Read(read=len(some)))
        with TemporaryDirectory(prefix="usher-bench-") as folder:
            waiting = Path(folder) / "signins" / "okta.jsonl"
            waiting.parent.mkdir()
            here = company.model_copy(update={"folder": Path(folder)})
            desk = Desk(store=store, company=here, policies=PolicyBook.load(here))
            lines = list(event_lines(questions + 1, people=len(company.people), until=NOW, days=1, seed=9))
            times = []
            for number, line in enumerate(lines):
                with waiting.open("ab") as written:
                    written.write(line + b"\n")
                person = company.people[f"p{number * 37 % len(company.people)}"]
                begun = time.perf_counter()
                found = await events_about(desk, person.id, since=NOW - timedelta(days=90), until=NOW)
                explain(here, person, events=found, now=NOW)
                times.append(time.perf_counter() - begun)
        return times[1:]
    finally:
        await store.close()


def figures_of(events: int, seconds: float, worked: float, loop: float) -> Figures:
    """Taking in, as a rate; also a second of work, which others on the machine do not lengthen."""
    return {"taken_in": rate(events, seconds, loop) | {"per_second_of_work": rounded(events / worked)}}


def answers_of(events: int, times: list[float], loop: float) -> Figures:
    """Answers, as a spread."""
    return {"stored": events} | spread(times, loop)


def _store(database: str) -> Store:
    url = database_url(database)
    return Store(url, clock=MovableClock(NOW), jobs=DbosJobs(url))


def _filling(company: Company, events: int) -> Iterator[list[SignInRecord]]:
    """That many events, spread over all people and days, in the order of their time."""
    lines = event_lines(DIFFERENT, people=len(company.people), until=NOW, days=DAYS)
    whose = logins(company).person
    made = understood(lines, whose, now=NOW, keep=timedelta(days=90)).records
    people, step = list(company.people), timedelta(days=DAYS) / events
    for start in range(0, events, TOGETHER):
        some = []
        for number in range(start, min(start + TOGETHER, events)):
            at = NOW - timedelta(days=DAYS) + number * step
            one = made[number % len(made)]
            some.append(
                one._replace(
                    event_id=f"{one.event_id}:{number}",
                    person=people[number * 7_919 % len(people)],
                    at=at,
                    day=at.toordinal(),
                )
            )
        yield some


@contextmanager
def _on_one_core() -> Iterator[None]:
    """Keeps this process to one core, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
