"""`usher signins train`, `signs` and `judge`: trained by the right people, logged, listed and judged."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from approvals.clock import SystemClock
from approvals.desk import Desk
from approvals.jobs.queue import DbosJobs
from approvals.log.export import export
from approvals.operations.raise_signs import Found, raise_signs
from approvals.operations.take_in_events import take_in_events
from approvals.policy.book import PolicyBook
from approvals.risk.warned import Severity
from approvals.signin_records import Read, SignInRecord
from approvals.store.engine import database_url
from approvals.store.store import Store
from bot.signins.records import record_of
from catalog.demo import demo_folder
from intents.signins.behaviour.model import load
from intents.signins.event import Happened, Outcome, Provider, SignInEvent
from tests.bot.cli.terminal import Said, usher
from tests.catalog.demo import quillmere

SECURITY, OTHER = "joanna.skrzyp", "sadia.rahmani"
COMPANY = quillmere()


def within(database: str, use: Callable[[Store], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        url = database_url(database)
        store = Store(url, clock=SystemClock(), jobs=DbosJobs(url))
        try:
            return await use(store)
        finally:
            await store.close()

    return asyncio.run(run())


def signins(*arguments: str, database: str, model: Path) -> Said:
    given = {
        "USHER_COMPANY": str(demo_folder()),
        "USHER_DATABASE_URL": database,
        "USHER_SIGNINS_MODEL": str(model),
    }
    return usher("signins", *arguments, **given)


def habits() -> Iterator[SignInRecord]:
    """Twenty people who come to work for three weeks."""
    drawn = Random(3)
    today = datetime.now(UTC).replace(hour=9, minute=0)
    for number, person in enumerate(sorted(COMPANY.people)[:20]):
        for day in range(20, 0, -1):
            for hour in range(3):
                at = today - timedelta(days=day, hours=hour, minutes=drawn.randint(0, 59))
                event = SignInEvent(
                    provider=Provider.OKTA,
                    id=f"{person}-{day}-{hour}",
                    at=at,
                    login=COMPANY.people[person].email,
                    happened=Happened.SIGN_IN,
                    outcome=Outcome.SUCCESS,
                    application=drawn.choice(["Mail", "Wiki"]),
                    address=f"192.0.2.{number}",
                )
                yield record_of(event, person)


def test_the_right_people_train_it_and_the_log_tells(database: str, tmp_path: Path) -> None:
    model = tmp_path / "signins.json"
    assert (
        "neither Security nor the IAM admins"
        in signins("train", "--by", OTHER, database=database, model=model).sentence
    )
    few = signins("train", "--by", SECURITY, database=database, model=model)
    assert (few.code, "There are 0 sign-ins" in few.sentence) == (1, True)
    assert not model.exists()

    records = list(habits())
    within(
        database,
        lambda store: take_in_events(store, feed="test", records=records, read=Read(read=len(records))),
    )
    said = signins("train", "--by", SECURITY, database=database, model=model)
    assert said.code == 0, said.err
    told = json.loads(said.out)
    kept = load(model)
    assert kept is not None
    assert told["model"] == kept[0]
    assert (told["people"], told["events"], told["behaviour"]) == (20, 20 * 50, "watch")

    async def entries(store: Store) -> list[Any]:
        return [json.loads(line) async for line in export(store)]

    (entry,) = within(database, entries)
    assert (entry["kind"], entry["actor"], entry["data"]["model"]) == ("signins.trained", SECURITY, kept[0])


def test_signs_are_listed_and_judged(database: str, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    sign = Found(
        kind="unusual",
        subject="mira.castelhano",
        people=("mira.castelhano",),
        severity=Severity.LOW,
        says="Mira Castelhano signed in unlike before.",
        since=now,
        until=now,
        score=0.71,
        watched=True,
    )

    async def found(store: Store) -> list[str]:
        return await raise_signs(
            Desk(store=store, company=COMPANY, policies=PolicyBook.load(COMPANY)), found=[sign]
        )

    within(database, found)
    model = tmp_path / "none.json"
    listed = signins("signs", database=database, model=model)
    told = json.loads(listed.out)
    assert (told["kind"], told["posting"], told["score"]) == ("unusual", "watched", 0.71)
    assert "watched" in listed.err
    judged = ("judge", told["id"], "--by", SECURITY)
    assert "--right or --false-alarm" in signins(*judged, database=database, model=model).sentence
    assert (
        "Only Security"
        in signins("judge", told["id"], "--by", OTHER, "--right", database=database, model=model).sentence
    )
    assert (
        json.loads(signins(*judged, "--false-alarm", database=database, model=model).out)["verdict"]
        == "false_alarm"
    )
    assert json.loads(signins("signs", database=database, model=model).out)["judged_by"] == SECURITY
