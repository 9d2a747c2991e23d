"""Sign-in events in the store: each once, with its feed's cursor, found by person and address, and gone in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from approvals.desk import Desk
from approvals.operations.forget_events import forget_events
from approvals.operations.hold_feeds import hold_feeds, note_trouble, release_feeds
from approvals.operations.name_logins import name_logins
from approvals.operations.take_in_events import CursorMoved, take_in_events
from approvals.queries.signins import (
    events_between,
    events_from,
    events_of,
    feed_cursor,
    feed_states,
)
from approvals.signin_records import Read, SignInRecord
from tests.approvals.company import NOW

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FEED = "files signins"


def record(
    id: str, *, at: datetime = NOW, person: str | None = "tom.reyes", recorder: str = ""
) -> SignInRecord:
    return SignInRecord(
        provider="okta",
        recorder=recorder,
        event_id=id,
        day=at.toordinal(),
        at=at,
        login="tom.reyes@northlight.example" if person else "stranger",
        person=person,
        address="192.0.2.1",
        happened="sign_in",
        outcome="failure",
        reason="",
        detail='{"message": "Grüße ☂"}',
    )


async def test_an_event_is_stored_once_however_often_it_is_delivered(desk: Desk) -> None:
    first = await take_in_events(
        desk.store,
        feed=FEED,
        records=[record("a"), record("b"), record("a")],
        read=Read(read=4, unreadable=1),
    )
    assert (first.kept, first.duplicates) == ({"okta": 2}, {"okta": 1})
    again = await take_in_events(
        desk.store, feed=FEED, records=[record("b"), record("b", recorder="dc2")], read=Read(read=2)
    )
    assert (again.kept, again.duplicates) == ({"okta": 1}, {"okta": 1})

    found = await events_of(desk.store, "tom.reyes", since=NOW - DAY, until=NOW + MINUTE)
    assert [(one.event_id, one.recorder) for one in found] == [("a", ""), ("b", ""), ("b", "dc2")]
    assert found[0] == record("a")
    (state,) = await feed_states(desk.store)
    assert state.counts == {
        "read": 6, "kept": 3, "duplicates": 2, "unreadable": 1, "out_of_range": 0, "unknown": 0, "nobodys": 0,
    }  # fmt: skip


async def test_events_and_cursor_commit_together_and_only_for_one_of_two(desk: Desk) -> None:
    await take_in_events(
        desk.store, feed=FEED, records=[record("a")], read=Read(read=1), before="", after="one"
    )
    with pytest.raises(CursorMoved):
        await take_in_events(
            desk.store, feed=FEED, records=[record("b")], read=Read(read=1), before="", after="two"
        )
    assert await feed_cursor(desk.store, FEED) == "one"
    assert len(await events_between(desk.store, since=NOW - DAY, until=NOW + DAY)) == 1


async def test_what_is_looked_for_is_found_by_person_address_and_time(desk: Desk) -> None:
    long_ago = NOW - 40 * DAY
    records = [
        record("old", at=long_ago),
        record("new"),
        record("hers", person="sana.malik"),
        record("elsewhere", at=NOW + MINUTE / 2)._replace(address="192.0.2.9"),
    ]
    await take_in_events(desk.store, feed=FEED, records=records, read=Read(read=4))
    stretch = {"since": NOW - 90 * DAY, "until": NOW + MINUTE}
    assert [one.event_id for one in await events_of(desk.store, "tom.reyes", **stretch)] == [
        "old",
        "new",
        "elsewhere",
    ]
    assert [one.event_id for one in await events_of(desk.store, "tom.reyes", limit=1, **stretch)] == [
        "elsewhere"
    ]
    assert [one.event_id for one in await events_from(desk.store, "192.0.2.9", **stretch)] == ["elsewhere"]
    # The end is not part of a stretch, its beginning is.
    assert await events_of(desk.store, "tom.reyes", since=NOW + MINUTE, until=NOW) == []
    assert [one.event_id for one in await events_between(desk.store, since=long_ago, until=NOW)] == ["old"]


async def test_events_of_nobody_get_their_person_once_somebody_is_known_by_that_login(desk: Desk) -> None:
    await take_in_events(
        desk.store, feed=FEED, records=[record("a", person=None), record("b")], read=Read(read=2, nobodys=1)
    )
    assert await name_logins(desk.store, whose={}.get) == 0
    assert await name_logins(desk.store, whose={"stranger": "sana.malik"}.get) == 1
    (hers,) = await events_of(desk.store, "sana.malik", since=NOW - DAY, until=NOW + DAY)
    assert hers.event_id == "a"


async def test_what_was_kept_long_enough_is_removed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("approvals.operations.forget_events.AT_A_TIME", 2)
    old = [record(f"old{number}", at=NOW - 91 * DAY) for number in range(5)]
    await take_in_events(desk.store, feed=FEED, records=[*old, record("new")], read=Read(read=6))
    assert await forget_events(desk.store, before=NOW - 90 * DAY) == 5
    assert await forget_events(desk.store, before=NOW - 90 * DAY) == 0
    assert len(await events_between(desk.store, since=NOW - 99 * DAY, until=NOW + DAY)) == 1


async def test_one_process_reads_a_feed_until_it_lets_go_or_is_not_heard_of(desk: Desk) -> None:
    soon, over = timedelta(minutes=3), timedelta(0)
    await take_in_events(desk.store, feed=FEED, records=[], read=Read(read=0), before="", after="one")
    assert await hold_feeds(desk.store, feeds=[FEED, "okta"], by="first", span=soon) == {
        FEED: "one",
        "okta": "",
    }
    assert await hold_feeds(desk.store, feeds=[FEED], by="second", span=soon) == {}
    assert await hold_feeds(desk.store, feeds=[FEED], by="first", span=over) == {FEED: "one"}
    assert await hold_feeds(desk.store, feeds=[FEED], by="second", span=soon) == {FEED: "one"}
    await release_feeds(desk.store, by="second")
    assert await hold_feeds(desk.store, feeds=[FEED], by="third", span=soon) == {FEED: "one"}
    assert await hold_feeds(desk.store, feeds=[], by="third", span=soon) == {}

    await note_trouble(desk.store, feed=FEED, trouble="Okta could not be reached.")
    state = {one.feed: one for one in await feed_states(desk.store)}[FEED]
    assert (state.trouble, state.held_by) == ("Okta could not be reached.", "third")
    assert replace(state, counts={}).feed == FEED
