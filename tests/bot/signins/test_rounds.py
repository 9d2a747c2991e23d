"""From a file or an interface to the answer: read in the background, before a question, once, and after restarts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import REGISTRY

from approvals.desk import Desk
from approvals.operations.hold_feeds import hold_feeds, release_feeds
from approvals.queries.signins import events_between, feed_states
from approvals.store.signin_tables import FeedCursorRow
from approvals.store.store import Store
from bot.signins import rounds
from bot.signins.rounds import SignInRounds
from bot.signins.stored import events_about
from catalog.connectors.patience import Transient
from catalog.connectors.port import ConnectorFailed
from catalog.feeds.port import Batch
from catalog.model import Company
from tests.approvals.company import NOW, person, policies_of, small_company
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.bot.signins.test_understood import HOSTILE, line, okta

DAY = timedelta(days=1)


@pytest.fixture
async def desk(database: str, tmp_path: Path) -> AsyncIterator[Desk]:
    company = small_company().model_copy(update={"folder": tmp_path})
    store = Store.at(database, clock=StandingClock(NOW), jobs=NotedJobs())
    yield Desk(store=store, company=company, policies=policies_of(company))
    await store.close()


def wrong_password(
    uuid: str, *, at: datetime = NOW, login: str = "tom.reyes@northlight.example", **more: Any
) -> bytes:
    actor = {"type": "User", "alternateId": login}
    return line(okta(uuid=uuid, published=at.isoformat(), actor=actor, **more)) + b"\n"


def append(desk: Desk, text: bytes, name: str = "okta.jsonl") -> None:
    folder = desk.company.folder / "signins"
    folder.mkdir(exist_ok=True)
    with (folder / name).open("ab") as opened:
        opened.write(text)


async def about_tom(desk: Desk) -> list[str]:
    found = await events_about(desk, "tom.reyes", since=NOW - 30 * DAY, until=NOW + DAY)
    return [event.id for event in found]


async def stored(desk: Desk) -> list[str]:
    return [one.event_id for one in await events_between(desk.store, since=NOW - 99 * DAY, until=NOW + DAY)]


async def test_an_event_of_a_moment_ago_is_known_to_the_next_question(desk: Desk) -> None:
    append(desk, wrong_password("a"))
    assert await about_tom(desk) == ["a"]
    append(desk, wrong_password("b") + wrong_password("c", login="sana.malik@northlight.example") + b'{"half')
    assert await about_tom(desk) == ["a", "b"]
    # Several people ask at once: what waits is stored once, and nobody is turned away.
    append(desk, b'"}\n' + wrong_password("d"))
    assert await asyncio.gather(*(about_tom(desk) for _ in range(3))) == [["a", "b", "d"]] * 3
    (state,) = await feed_states(desk.store)
    assert (state.counts["kept"], state.counts["unreadable"], state.counts["duplicates"]) == (4, 1, 0)


async def test_whatever_strangers_put_into_events_is_stored_or_counted(desk: Desk) -> None:
    many = [
        wrong_password("a"),
        wrong_password(
            "b", displayMessage=HOSTILE, client={"userAgent": {"browser": HOSTILE, "os": HOSTILE}}
        ),
        wrong_password(HOSTILE),
        wrong_password("c", login=HOSTILE),
        b"x" * 5_000_000 + b"\n",
        b"\xff\xfe\x00\n",
        json.dumps({"published": 10**400}).encode() + b"\n",
        wrong_password("d"),
    ]
    append(desk, b"".join(many))
    before = (
        REGISTRY.get_sample_value("usher_sign_in_events_total", {"provider": "any", "fate": "unreadable"})
        or 0
    )
    found = await about_tom(desk)
    assert {"a", "b", "d"} <= set(found)
    (state,) = await feed_states(desk.store)
    assert (state.counts["read"], state.counts["unreadable"], state.counts["kept"]) == (8, 3, 5)
    after = REGISTRY.get_sample_value("usher_sign_in_events_total", {"provider": "any", "fate": "unreadable"})
    assert after == before + 3


@dataclass
class Pages:
    """An interface that gives these pages, one a look."""

    pages: list[Batch | Exception]
    name: str = "okta https://tern.okta.example"
    asked: list[str] = field(default_factory=list)
    closed: int = 0

    async def read(self, cursor: str, *, now: datetime) -> Batch:
        self.asked.append(cursor)
        page = self.pages.pop(0)
        if isinstance(page, Exception):
            raise page
        return page

    async def close(self) -> None:
        self.closed += 1


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def those(*feeds: Any) -> None:
        def found(company: Company, environment: Mapping[str, str]) -> tuple[list[Any], list[str]]:
            return list(feeds), ["USHER_FEED_OTKA is named by no feed."]

        monkeypatch.setattr(rounds, "interfaces", found)

    return those


async def test_an_interface_is_read_to_its_end_and_another_process_goes_on_there(
    desk: Desk, connect: Callable[..., None]
) -> None:
    feed = Pages([Batch((wrong_password("a"),), "one", more=True), Batch((wrong_password("b"),), "two")])
    connect(feed)
    first = SignInRounds(lambda: desk, {})
    assert await first.read_interfaces() is False
    assert (feed.asked, await stored(desk)) == (["", "one"], ["a", "b"])

    feed.pages = [Batch((wrong_password("b"), wrong_password("c")), "three")]
    second = SignInRounds(lambda: desk, {})
    assert await second.read_interfaces() is False
    assert feed.asked == ["", "one"]  # the first one reads it
    await first.stop()
    assert feed.closed == 1
    third = SignInRounds(lambda: desk, {})
    await third.read_interfaces()
    assert (feed.asked[-1], await stored(desk)) == ("two", ["a", "b", "c"])


async def test_a_long_round_shows_that_it_goes_on_and_leaves_a_feed_that_another_took(
    desk: Desk, connect: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "HELD_AGAIN", timedelta(0))
    reading = SignInRounds(lambda: desk, {})
    until: list[datetime | None] = []

    class Long(Pages):
        async def read(self, cursor: str, *, now: datetime) -> Batch:
            async with desk.store.reading() as session:
                until.append((await session.get_one(FeedCursorRow, self.name)).held_until)
            if len(self.asked) == 2:  # as after three minutes in which nothing was heard of the first
                await release_feeds(desk.store, by=reading._by)
                await hold_feeds(desk.store, feeds=[self.name], by="another", span=timedelta(minutes=3))
            return await super().read(cursor, now=now)

    pages: list[Batch | Exception] = [
        Batch((wrong_password(str(number)),), str(number), more=True) for number in range(5)
    ]
    feed = Long(pages)
    connect(feed)
    assert await reading.read_interfaces() is False
    assert feed.asked == ["", "0", "1"]
    assert until[0] is not None
    assert until[1] is not None
    assert until[0] < until[1]
    assert (await feed_states(desk.store))[0].held_by == "another"


async def test_what_goes_wrong_is_kept_for_whoever_asks_and_the_other_feeds_are_read(
    desk: Desk, connect: Callable[..., None]
) -> None:
    broken = Pages(
        [ConnectorFailed("Okta does not take its secret; renew USHER_FEED_OKTA.", retryable=False)] * 2
    )
    busy = Pages([Transient("Duo is too busy for this right now.", after=3600.0)], name="duo")
    well = Pages([Batch((wrong_password("a"),), "one"), Batch((), "two")], name="entra")
    connect(broken, busy, well)
    reading = SignInRounds(lambda: desk, {})
    await reading.read_interfaces()
    await reading.read_interfaces()
    assert await stored(desk) == ["a"]
    assert len(busy.asked) == 1  # it asked to be left alone for an hour
    troubles = {state.feed: state.trouble for state in await feed_states(desk.store)}
    assert troubles == {
        "okta https://tern.okta.example": "Okta does not take its secret; renew USHER_FEED_OKTA.",
        "duo": "Duo is too busy for this right now.",
        "entra": "",
    }
    broken.pages, well.pages = [Batch((), "back")], [Batch((), "three")]
    await reading.read_interfaces()
    assert {state.feed: state.trouble for state in await feed_states(desk.store)}[broken.name] == ""


async def test_the_rounds_run_by_themselves_and_stop_in_the_middle_of_an_answer(
    desk: Desk, connect: Callable[..., None]
) -> None:
    asked = asyncio.Event()

    class Slow(Pages):
        async def read(self, cursor: str, *, now: datetime) -> Batch:
            asked.set()
            await asyncio.Event().wait()
            raise AssertionError("nobody waits for this")

    connect(Slow([]))
    append(desk, wrong_password("a"))
    reading = SignInRounds(lambda: desk, {})
    await reading.start()
    await asked.wait()
    while not await stored(desk):  # noqa: ASYNC110 - looked for as an administrator would
        await asyncio.sleep(0)
    await reading.stop()
    assert {state.held_by for state in await feed_states(desk.store)} == {""}


async def test_a_question_that_was_faster_costs_no_event(desk: Desk) -> None:
    reading = SignInRounds(lambda: desk, {})
    append(desk, wrong_password("a"))
    await reading.read_files()
    append(desk, wrong_password("b"))
    assert await about_tom(desk) == ["a", "b"]
    append(desk, wrong_password("c"))
    await reading.read_files()
    assert await stored(desk) == ["a", "b", "c"]
    (state,) = await feed_states(desk.store)
    assert state.counts["kept"] == 3


async def test_who_joins_later_gets_the_events_there_were_and_old_ones_go(desk: Desk) -> None:
    append(desk, wrong_password("a", login="nina.vale@northlight.example"))
    append(desk, wrong_password("old", at=NOW - 20 * DAY) + wrong_password("too old", at=NOW - 91 * DAY))
    reading = SignInRounds(lambda: desk, {})
    await reading.read_files()
    assert await stored(desk) == ["old", "a"]

    nina = person("nina.vale", title="Analyst", department="Data", manager="lena.osei")
    joined = desk.company.model_copy(update={"people": {**desk.company.people, nina.id: nina}})
    later = replace(desk, company=joined)
    await reading.new_people(later)
    assert [one.id for one in await events_about(later, nina.id, since=NOW - DAY, until=NOW + DAY)] == ["a"]

    shorter = joined.model_copy(update={"sign_ins": joined.sign_ins.model_copy(update={"keep": 10 * DAY})})
    await SignInRounds(lambda: replace(desk, company=shorter), {}).read_files()
    assert await stored(desk) == ["a"]
