"""Lines into rows: whatever stands in them, what can be used is kept and the rest only counted."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.signins.records import event_of, record_of
from bot.signins.understood import Understood, understood
from intents.signins.event import (
    Device,
    Happened,
    Outcome,
    Place,
    Provider,
    Reason,
    SignInEvent,
)
from tests.depth import examples

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
KEEP = timedelta(days=90)
HOSTILE = "<!channel> *bold* <https://evil.example|click> \u202e\x00\x1b[31m\n &amp; \ud800 \U0001f600"


def okta(**changes: Any) -> dict[str, Any]:
    return {
        "uuid": "u-1",
        "published": "2026-11-23T10:13:00.000Z",
        "eventType": "user.session.start",
        "actor": {"type": "User", "alternateId": "tom.reyes@northlight.example"},
        "outcome": {"result": "FAILURE", "reason": "INVALID_CREDENTIALS"},
        "client": {"ipAddress": "192.0.2.7", "userAgent": {"browser": "CHROME", "os": "Mac OS"}},
    } | changes


def line(value: Any) -> bytes:
    return json.dumps(value).encode()


def of(*lines: bytes, skipped: int = 0) -> Understood:
    people = {"tom.reyes@northlight.example": "tom.reyes"}
    return understood(lines, lambda login, _: people.get(login), now=NOW, keep=KEEP, skipped=skipped)


def test_an_event_gets_its_person_and_its_day() -> None:
    found = of(line(okta()))
    (record,) = found.records
    assert (record.person, record.provider, record.event_id) == ("tom.reyes", "okta", "u-1")
    assert record.day == NOW.toordinal()
    assert event_of(record).reason is Reason.WRONG_PASSWORD
    assert found.read.read == 1


def test_each_fate_is_counted() -> None:
    found = of(
        line(okta(actor={"type": "User", "alternateId": "stranger@elsewhere.example"})),
        line(okta(eventType="application.lifecycle.create")),
        line(okta(published="2026-07-01T00:00:00Z")),
        line(okta(published="2029-01-01T00:00:00Z")),
        line({"nothing": "known"}),
        b"no JSON",
        b'{"uuid": "cut o',
        line({"Records": [{"eventID": "1"}, okta()]}),
        skipped=2,
    )
    read = found.read
    assert (read.read, read.unreadable, read.out_of_range) == (11, 6, 2)
    assert (read.unknown, read.nobodys) == (1, 1)
    assert len(found.records) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"uuid": HOSTILE},
        {"actor": {"type": "User", "alternateId": HOSTILE, "displayName": HOSTILE}},
        {"client": {"ipAddress": HOSTILE, "userAgent": {"browser": HOSTILE, "os": HOSTILE}}},
        {"displayMessage": HOSTILE * 10_000, "outcome": {"result": HOSTILE, "reason": HOSTILE}},
        {"published": 1e999},
        {"published": 10**400},
        {"client": {"geographicalContext": {"geolocation": {"lat": 1e308, "lon": -(10**400)}}}},
    ],
)
def test_what_strangers_write_can_be_stored_anywhere(changes: dict[str, Any]) -> None:
    """PostgreSQL takes no NUL, and neither database takes half of a surrogate pair."""
    text = json.dumps(okta(**changes)).encode()
    found = of(text)
    assert len(found.records) + found.unreadable == 1
    for record in found.records:
        for value in record:
            if isinstance(value, str):
                value.encode()
                assert "\x00" not in value
        assert "\\u0000" not in record.detail
        event_of(record)


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=12)
    | st.sampled_from([HOSTILE, "2026-11-23T10:13:00Z", "192.0.2.1", "FAILURE"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=6) | st.sampled_from(["eventType", "actor", "winlog", "properties", "Records", "id", "published", "txid", "alternateId"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.binary(max_size=60) | ANYTHING.map(lambda one: json.dumps(one).encode()), max_size=5))
def test_whatever_comes_costs_a_count_and_stops_nothing(strange: list[bytes]) -> None:
    alone = of(*strange)
    assert alone.events >= alone.unreadable + alone.out_of_range
    assert len(alone.records) == alone.events - alone.unreadable - alone.out_of_range
    between = of(*strange, line(okta()), *strange)
    assert "u-1" in {record.event_id for record in between.records}


FULL = SignInEvent(
    provider=Provider.ENTRA,
    id="e-1",
    at=NOW,
    login="tom.reyes@northlight.example",
    happened=Happened.MFA,
    outcome=Outcome.FAILURE,
    reason=Reason.MFA_FRAUD,
    code="500121",
    message="Grüße ☂",
    actor="admin",
    application="Exchange",
    targets=("Finance", "VPN"),
    factor="push",
    device=Device(name="PC-7", system="Windows", client="Chrome", managed=False, compliant=True),
    place=Place("Porto", "Portugal", 41.1, -8.6),
    address="2001:db8::1",
    network="AS64496",
    recorder="dc1",
    group="session",
    attended=False,
)
BARE = SignInEvent(
    provider=Provider.DUO, id="", at=NOW, login="", happened=Happened.OTHER, outcome=Outcome.UNKNOWN
)


@pytest.mark.parametrize("event", [FULL, BARE])
def test_a_stored_event_is_the_same_event(event: SignInEvent) -> None:
    assert event_of(record_of(event, None)) == event


def test_words_of_a_later_version_explain_nothing_and_break_nothing() -> None:
    later = record_of(FULL, None)._replace(happened="teleported", outcome="perhaps", reason="moonlight")
    event = event_of(later)
    assert (event.happened, event.outcome, event.reason) == (Happened.OTHER, Outcome.UNKNOWN, Reason.OTHER)
