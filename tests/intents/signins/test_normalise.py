"""What comes in is somebody else's: wrapped, cut off, hostile. Nothing but `Unreadable` is ever raised."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.signins.event import Provider, SignInEvent
from intents.signins.normalise import LONGEST_LINE, events_in, normalise, read_line
from intents.signins.providers.google import activities
from intents.signins.unreadable import Unreadable
from intents.signins.values import address, moment, text
from tests.depth import examples
from tests.intents.signins.shapes import aws, duo, entra, google, okta, windows

ONES = (okta("user.session.start", "FAILURE", "LOCKED_OUT"), entra(50053), windows(4740, TargetDomainName="PC7"),
        google("login_failure"), aws("ConsoleLogin", failed=True), duo("denied", "no_response"))  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.parametrize("raw", ONES, ids=lambda raw: normalise(raw).provider.value)
@pytest.mark.parametrize(
    "wrap",
    [
        lambda raw: raw,
        lambda raw: [raw],
        lambda raw: {"Records": [raw]},
        lambda raw: {"items": [raw], "nextPageToken": "x"},
        lambda raw: {"value": [raw]},
        lambda raw: {"response": {"authlogs": [raw]}},
        lambda raw: {"rule": "a", "event": raw, "expected": True},
        lambda raw: {"_index": "a", "_source": raw},
        lambda raw: {"took": 3, "hits": {"total": 1, "hits": [{"_index": "a", "_source": raw}]}},
        lambda raw: {
            "@timestamp": "2026-11-23T10:07:00Z",
            "event": {"original": json.dumps(raw), "kind": "event"},
        },
        lambda raw: {"preview": False, "result": {"_raw": json.dumps(raw), "_time": "2026-11-23"}},
        lambda raw: {"Events": [{"EventId": "1", "CloudTrailEvent": json.dumps(raw)}]},
        lambda raw: {"Type": "Notification", "Message": json.dumps({"Records": [raw]})},
    ],
)
def test_an_event_is_found_in_whatever_is_around_it(raw: dict[str, Any], wrap: Any) -> None:
    assert read_line(json.dumps(wrap(raw))) == [normalise(raw)]
    assert read_line(json.dumps(wrap(raw)).encode()) == [normalise(raw)]


def test_a_google_activity_with_several_events_is_several_events_of_one_id() -> None:
    activity = google("login_challenge", id="42", login_challenge_status="Challenge Failed.")
    activity["events"].append({"type": "login", "name": "login_failure", "parameters": []})

    first, second = read_line(json.dumps(activity))

    assert (first.id, second.id) == ("42", "42#2")
    assert (first.logged_as, second.logged_as) == ("42", "42")
    assert first.happened != second.happened


def test_what_is_not_read_of_an_activity_does_not_go_along_with_each_of_its_events() -> None:
    activity = google("login_failure") | {"etag": "x" * 1000, "rows": list(range(100))}
    activity["id"] = {"time": activity["id"]["time"], "applicationName": "login"}
    activity["events"] = activity["events"] * 3

    handed = list(activities(activity))
    ids = [event.id for event in read_line(json.dumps(activity))]

    assert len(handed) == 3
    assert not {"etag", "rows"} & {key for one in handed for key in one}
    assert ids[0].startswith("sha256:")
    assert ids[1:] == [f"{ids[0]}#2", f"{ids[0]}#3"]


def test_of_many_in_one_line_the_unreadable_are_left_out_and_can_be_counted() -> None:
    line = json.dumps({"Records": [ONES[4], {"nothing": 1}, {**ONES[4], "eventTime": "soon"}, 7]})

    assert len(read_line(line)) == 1
    assert len(list(events_in(line))) == 4


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("7", "not a JSON object"),
        ('"text"', "not a JSON object"),
        ("{}", "no provider's"),
        ('{"event": {"event": {"event": {"event": {"event": {}}}}}}', "no provider's"),
        (json.dumps({**ONES[0], "published": None}), "no time"),
        (json.dumps({**ONES[0], "published": "0001-01-01T00:00:00+23:59"}), "no time"),
        (b"x" * (LONGEST_LINE + 1), "longer than"),
    ],
)
def test_what_is_no_event_is_refused_in_one_sentence(line: str | bytes, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_line(line)

    assert words in refused.value.sentence
    assert refused.value.sentence.endswith(".")


def test_an_export_without_events_is_empty() -> None:
    assert read_line('{"Records": []}') == read_line("[]") == []


def read_or_not(line: str) -> list[SignInEvent]:
    """The events of a line, none of one that is refused; whatever else is raised comes through."""
    try:
        return read_line(line)
    except Unreadable:
        return []


def _replaced(raw: Any, place: int, value: Any) -> Any:
    """The object with its value at that place, counted over all of it, exchanged."""
    counter = [place]

    def walk(inner: Any) -> Any:
        counter[0] -= 1
        if counter[0] == 0:
            return value
        if isinstance(inner, dict):
            return {key: walk(one) for key, one in inner.items()}
        return [walk(one) for one in inner] if isinstance(inner, list) else inner

    return walk(raw)


@settings(max_examples=examples(300), deadline=None)
@given(raw=st.sampled_from(ONES), place=st.integers(1, 60), value=JSON)
def test_any_json_anywhere_is_an_event_or_unreadable(raw: dict[str, Any], place: int, value: Any) -> None:
    for event in read_or_not(json.dumps(_replaced(raw, place, value))):
        assert isinstance(event, SignInEvent)
        assert event.at.tzinfo is UTC
        assert isinstance(hash(event), int)
        assert all(
            len(one) <= 500 and one.isprintable()
            for one in (event.id, event.login, event.message, event.code)
        )


@settings(max_examples=examples(300), deadline=None)
@given(raw=JSON)
def test_any_json_at_all_is_unreadable_or_read(raw: Any) -> None:
    assert isinstance(read_or_not(json.dumps(raw)), list)


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-23T10:05:00Z",
        "2026-11-23 10:05:00",
        "2026-11-23T10:05:00.0000000Z",
        "2026-11-23T10:05:00.000000000+00:00",
        "2026-11-23T12:05:00+02:00",
        1795428300,
        1795428300_000,
        1795428300_000_000,
        "1795428300",
        1795428300.0,
    ],
)
def test_a_time_however_it_is_written(value: object) -> None:
    assert moment(value) == datetime(2026, 11, 23, 10, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", ["", "soon", None, True, [], {}, 1e400, float("nan"), -5, "9999-12-31T23:59:59-10:00", 10**40]
)
def test_what_is_no_time_is_refused(value: object) -> None:
    with pytest.raises(Unreadable):
        moment(value)


def test_texts_are_one_line_without_control_characters_and_short() -> None:
    hostile = "<!channel> \u202eevil\u0000\n`rm`\ud800 " + "x" * 5_000

    assert text(hostile).startswith("<!channel> evil `rm`")
    assert len(text(hostile)) <= 200
    assert (text(None), text([]), text(True), text(7), text("  a ")) == ("", "", "", "7", "a")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:0db8:0000::0001", "2001:db8::1"),
        ("192.0.2.1:443", "192.0.2.1"),
        ("AWS Internal", ""),
        ("-", ""),
        (7, ""),
        (None, ""),
    ],
)
def test_an_address_is_in_its_shortest_form(value: object, shown: str) -> None:
    assert address(value) == shown


def test_the_file_an_event_came_in_does_not_matter() -> None:
    assert [normalise(raw).provider for raw in ONES] == [
        Provider.OKTA, Provider.ENTRA, Provider.WINDOWS, Provider.GOOGLE, Provider.AWS, Provider.DUO,
    ]  # fmt: skip
