"""A process heeds the newest training, trains when a day has gone by, and forgets what is too old."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from approvals.desk import Desk
from approvals.store.store import Store
from bot.labelled import labelled_examples
from bot.learning import Learning
from bot.settings import Kept
from bot.tables import ExampleRow
from bot.training import KEPT, last_training, train
from intents.learned import Learned
from intents.teaching import lessons, teach
from tests.approvals.company import DASHBOARDS, NOW, policies_of, small_company
from tests.approvals.conftest import NotedJobs, StandingClock

COMPANY = small_company()
YEAR = Kept(examples=timedelta(days=365), conversations=timedelta(days=365))


@pytest.fixture
async def desk(database: str) -> AsyncIterator[Desk]:
    store = Store.at(database, clock=StandingClock(NOW), jobs=NotedJobs())
    yield Desk(store=store, company=COMPANY, policies=policies_of(COMPANY))
    teach(COMPANY, Learned())
    await store.close()


async def say(desk: Desk, *people: str) -> None:
    async with desk.store.transaction() as tx:
        for person in people:
            sent = {
                "items": [{"entitlement": DASHBOARDS, "scope": {}}],
                "duration": None,
                "beneficiary": None,
            }
            tx.session.add(
                ExampleRow(
                    id=f"dr_{person}",
                    person=person,
                    at=tx.now,
                    company_version=COMPANY.version,
                    text="I need the zigzag",
                    read={"intent": "request", "outcome": "choose", "items": []},
                    sent=sent,
                )
            )


def heeded() -> list[str]:
    found = lessons(COMPANY.version)
    return [one.written for one in found.associations] if found else []


def later(desk: Desk, span: timedelta) -> None:
    clock = desk.store.clock
    assert isinstance(clock, StandingClock)
    clock.advance(span)


async def test_what_two_people_sent_is_heeded_after_a_look(desk: Desk) -> None:
    await say(desk, "tom.reyes", "sana.malik")
    learning = Learning(lambda: desk, keep=YEAR)
    await learning.look()

    assert heeded() == ["zigzag"]


async def test_it_trains_once_a_day(desk: Desk) -> None:
    learning = Learning(lambda: desk, keep=YEAR)
    await learning.look()
    await say(desk, "tom.reyes", "sana.malik")
    later(desk, timedelta(hours=23))
    await learning.look()
    assert heeded() == []

    later(desk, timedelta(hours=1))
    await learning.look()
    assert heeded() == ["zigzag"]


async def test_a_training_elsewhere_is_heeded_at_the_next_look_and_at_the_start(desk: Desk) -> None:
    running = Learning(lambda: desk, keep=YEAR)
    await running.look()
    await say(desk, "tom.reyes", "sana.malik")
    later(desk, timedelta(minutes=5))
    await train(desk.store, COMPANY)
    await running.look()
    assert heeded() == ["zigzag"]

    teach(COMPANY, Learned())
    started = Learning(lambda: desk, keep=YEAR)
    await started.start()
    assert heeded() == ["zigzag"]
    await started.stop()


async def test_what_is_too_old_is_forgotten_and_unlearned(desk: Desk) -> None:
    learning = Learning(lambda: desk, keep=replace(YEAR, examples=timedelta(days=30)))
    await say(desk, "tom.reyes", "sana.malik")
    await learning.look()
    assert heeded() == ["zigzag"]

    later(desk, timedelta(days=31))
    await learning.look()
    assert await labelled_examples(desk.store) == []
    assert heeded() == []


async def test_a_training_that_fails_leaves_what_was_learned_in_force(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say(desk, "tom.reyes", "sana.malik")
    await Learning(lambda: desk, keep=YEAR).look()

    async def broken(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("bot.learning.last_training", broken)
    again = Learning(lambda: desk, keep=YEAR)
    await again.start()
    await again.stop()

    assert heeded() == ["zigzag"]


async def test_old_trainings_are_cleared_away(desk: Desk) -> None:
    for _ in range(KEPT + 2):
        later(desk, timedelta(minutes=1))
        last = await train(desk.store, COMPANY)

    newest = await last_training(desk.store)
    assert newest is not None
    assert newest.id == last.id
    async with desk.store.reading() as session:
        from sqlmodel import select

        from bot.tables import TrainingRow

        assert len((await session.exec(select(TrainingRow))).all()) == KEPT
