"""The look through new events: what is stored is judged once, late or twice, and what is old warns of nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from approvals.desk import Desk
from approvals.operations.note_looked import note_looked
from approvals.operations.take_in_events import take_in_events
from approvals.queries.fresh_events import Fresh, fresh_events, shared_addresses
from approvals.queries.warning_signs import SignPicture, signs_since
from approvals.signin_records import Read
from approvals.store.sign_tables import Posting
from approvals.store.store import Store
from bot.signins.looking import LOOK, next_look
from bot.signins.records import record_of
from bot.signins.watching import SignWatch
from catalog.settings import Behaviour, WarningSigns
from intents.signins.behaviour.model import save
from intents.signins.behaviour.training import train
from intents.signins.event import Device
from intents.signins.signs.sign import Seen
from tests.approvals.company import policies_of
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.intents.signins.watching import HANOI, NOW, WRONG, company, seen, weeks

STRANGE = Device(system="Linux", client="curl")


@pytest.fixture
def jobs() -> NotedJobs:
    return NotedJobs()


@pytest.fixture
async def desk(database: str, jobs: NotedJobs) -> AsyncIterator[Desk]:
    store = Store.at(database, clock=StandingClock(NOW + timedelta(hours=1)), jobs=jobs)
    made = company()
    yield Desk(store=store, company=made, policies=policies_of(made))
    await store.close()


async def stored(desk: Desk, events: Sequence[Seen], **rest: Any) -> None:
    records = [record_of(one.event, one.person) for one in events]
    await take_in_events(desk.store, feed="test", records=records, read=Read(read=len(records)), **rest)


async def kinds(desk: Desk) -> list[str]:
    return sorted(one.kind for one in await _signs(desk))


async def _signs(desk: Desk) -> list[SignPicture]:
    return await signs_since(desk, NOW - timedelta(days=1))


async def test_new_events_are_judged_once_and_late_ones_too(desk: Desk, tmp_path: Path) -> None:
    watch = SignWatch(lambda: desk, tmp_path / "none.json")
    spray = [seen(one, person=f"p{one}", address="45.1.2.3", place=HANOI, **WRONG) for one in range(12)]
    await stored(
        desk, [*weeks(), *spray, seen(0), seen(30, place=HANOI, address="45.9.9.9"), seen(1, person=None)]
    )
    await watch.look({})
    assert await kinds(desk) == ["spraying", "stranger", "travel"]
    await watch.look({})
    assert (await fresh_events(desk.store)).records == []
    await stored(desk, [seen(40, person="p3", address="45.1.2.3", place=HANOI)])
    await watch.look({})
    assert await kinds(desk) == ["after_spraying", "spraying", "stranger", "travel"]
    assert {len(one.people) for one in await _signs(desk) if one.kind == "spraying"} == {12}


async def test_old_events_are_history_and_warn_of_nothing(desk: Desk, tmp_path: Path) -> None:
    old = [seen(one - 1440 * 9, person=f"p{one}", address="45.1.2.3", **WRONG) for one in range(15)]
    await stored(desk, old)
    await SignWatch(lambda: desk, tmp_path / "none.json").look({})
    assert await _signs(desk) == []


async def test_what_was_written_behind_the_last_look_is_looked_at(desk: Desk) -> None:
    await stored(desk, [seen(0), seen(1), seen(2)])
    fresh = await fresh_events(desk.store)
    assert (len(fresh.records), fresh.more) == (3, False)
    # One of the three had not been committed when the look was made.
    await note_looked(
        desk.store, Fresh(records=fresh.records[:2], from_event=0, to_event=fresh.to_event, more=False)
    )
    again = await fresh_events(desk.store)
    assert len(again.records) == 3
    await note_looked(desk.store, again)
    assert (await fresh_events(desk.store)).records == []


async def test_storing_queues_one_look_for_what_comes_together(desk: Desk, jobs: NotedJobs) -> None:
    await stored(desk, [seen(0)], then=next_look(NOW))
    await stored(desk, [seen(1)], then=next_look(NOW + timedelta(seconds=1)))
    await stored(desk, [], then=next_look(NOW + timedelta(minutes=5)))
    (look,) = jobs.put_so_far.values()
    assert (look.name, look.lane) == (LOOK, LOOK)
    assert look.due is not None
    assert timedelta(seconds=5) < look.due - NOW <= timedelta(seconds=10)


async def test_the_companys_exits_are_learned_and_an_attackers_night_is_not(desk: Desk) -> None:
    office = [
        seen(-1440 * day, person=f"p{one}", address="203.0.113.1") for day in range(3) for one in range(6)
    ]
    night = [seen(one, person=f"p{one}", address="45.1.2.3") for one in range(9)]
    few = [seen(-1440 * day, person=f"p{one}", address="192.0.2.9") for day in range(3) for one in range(4)]
    await stored(desk, [*office, *night, *few])
    found = await shared_addresses(
        desk.store, since=NOW - timedelta(days=30), until=NOW, people=5, apart=timedelta(days=1)
    )
    assert found == frozenset({"203.0.113.1"})


async def test_the_model_only_watches_until_the_company_says_otherwise(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    people = {
        f"p{one}": [e.event for e in weeks(person=f"p{one}", address=f"192.0.2.{one}")] for one in range(12)
    }
    save(train(desk.company, people, now=NOW), path)
    strange = seen(
        -500, place=HANOI, address="45.9.9.9", device=STRANGE, application="Payroll", network="AS1"
    )
    at_home = replace(strange.event, id="home", place=weeks()[0].event.place)
    await stored(desk, [*weeks(), Seen(at_home, "p1")])
    watch = SignWatch(lambda: desk, path)
    await watch.look({})
    (sign,) = await _signs(desk)
    assert (sign.kind, sign.posting) == ("unusual", Posting.WATCHED)
    assert sign.score is not None

    raising = desk.company.model_copy(update={"warning_signs": WarningSigns(behaviour=Behaviour.RAISE)})
    desk = replace(desk, company=raising)
    path.write_text("{}")  # what cannot be used any more judges nothing, and the rules go on
    await stored(desk, [seen(20, person="p2", place=HANOI, address="45.9.9.9", device=STRANGE)])
    await watch.look({})
    assert await kinds(desk) == ["unusual"]
    save(train(desk.company, people, now=NOW), path)
    await stored(
        desk,
        [
            *weeks(person="p3"),
            seen(
                -400,
                person="p3",
                place=at_home.place,
                address="45.8.8.8",
                device=STRANGE,
                application="Payroll",
                network="AS2",
            ),
        ],
    )
    await watch.look({})
    assert {sign.posting for sign in await _signs(desk) if sign.people == ("p3",)} == {Posting.SHOWN}


async def test_events_on_which_a_rule_fails_hide_nobody_elses_signs(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(by: object, records: Sequence[Any], **rest: object) -> list[Any]:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.signins.watching.of_person", fails)
    spray = [seen(one, person=f"p{one}", address="45.1.2.3", **WRONG) for one in range(12)]
    await stored(desk, spray)
    await SignWatch(lambda: desk, tmp_path / "none.json").look({})
    assert await kinds(desk) == ["spraying"]
    assert (await fresh_events(desk.store)).records == []
