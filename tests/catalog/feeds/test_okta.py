"""Okta's System Log: followed from link to link, through what goes wrong on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest
import respx

from catalog.connectors.patience import Patience, Transient
from catalog.connectors.port import ConnectorFailed
from catalog.feeds.okta import OktaFeed
from tests.catalog.feeds.conftest import NOW

URL = "https://tern.okta.example"
LOGS = f"{URL}/api/v1/logs"
SECOND = f"{LOGS}?after=second&limit=1000"


def page(*uuids: str, following: str = SECOND) -> httpx.Response:
    links = [("Link", f'<{LOGS}?limit=1000>; rel="self"'), ("Link", f'<{following}>; rel="next"')]
    return httpx.Response(200, json=[{"uuid": uuid} for uuid in uuids], headers=links)


@pytest.fixture
def okta() -> Iterator[respx.Router]:
    with respx.mock(assert_all_called=False) as router:
        yield router


@pytest.fixture
def feed(patience: Patience) -> OktaFeed:
    return OktaFeed(URL, "s3cret", token_setting="USHER_FEED_OKTA", patience=patience)


async def test_pages_are_followed_and_the_last_link_is_kept_for_the_next_look(
    okta: respx.Router, feed: OktaFeed
) -> None:
    asked = okta.get(LOGS).mock(
        side_effect=[page("a", "b"), page(following=SECOND), page("c", following=SECOND)]
    )
    first = await feed.read("", now=NOW)
    assert first.lines == (b'{"uuid":"a"}', b'{"uuid":"b"}')
    assert first.more
    request = asked.calls[0].request
    assert dict(request.url.params) == {
        "since": "2026-10-24T10:15:00.000Z",
        "limit": "1000",
        "sortOrder": "ASCENDING",
    }
    assert request.headers["Authorization"] == "SSWS s3cret"

    second = await feed.read(first.cursor, now=NOW)
    assert (second.lines, second.more) == ((), False)
    # A new process goes on where the last one was; a page that leads to itself is no reason to hurry.
    third = await feed.read(second.cursor, now=NOW)
    assert (third.lines, third.more) == ((b'{"uuid":"c"}',), False)
    assert [call.request.url.params.get("after") for call in asked.calls] == [None, "second", "second"]


async def test_too_many_questions_are_paused_until_the_limit_begins_anew(
    okta: respx.Router, feed: OktaFeed, pauses: list[float]
) -> None:
    soon = httpx.Response(429, headers={"Retry-After": "2"})
    okta.get(LOGS).mock(side_effect=[soon, page("a")])
    assert (await feed.read("", now=NOW)).lines
    assert pauses == [pytest.approx(2, abs=0.5)]

    okta.get(LOGS).mock(return_value=httpx.Response(429, headers={"X-Rate-Limit-Reset": "99999999999"}))
    with pytest.raises(Transient, match="Okta is too busy") as late:
        await feed.read("", now=NOW)
    assert late.value.after is not None
    assert late.value.after > 3600


@pytest.mark.parametrize(
    "stumble", [httpx.Response(500), httpx.ReadError("cut off"), httpx.ConnectTimeout("slow")]
)
async def test_what_passes_is_tried_again(okta: respx.Router, feed: OktaFeed, stumble: object) -> None:
    okta.get(LOGS).mock(side_effect=[stumble, page("a")])
    assert (await feed.read("", now=NOW)).lines == (b'{"uuid":"a"}',)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (httpx.Response(401), "Okta does not take its secret; renew USHER_FEED_OKTA."),
        (httpx.Response(403), "Okta does not let Usher read its log; allow it for USHER_FEED_OKTA."),
        (
            httpx.Response(404),
            r"Okta did not take the question \(error 404\); look at its address in company.yaml.",
        ),
        (httpx.Response(302, headers={"Location": "/login"}), r"\(error 302\)"),
        (httpx.Response(200, text="<html>Sign in</html>"), "Okta gave an answer that makes no sense"),
        (httpx.Response(200, json={"errorCode": "E0000006"}), "makes no sense"),
        (httpx.Response(200, text="[" * 100_000), "makes no sense"),
        (page("a", following="https://elsewhere.example/api/v1/logs"), "makes no sense"),
        (httpx.ReadTimeout("slow"), "Okta did not answer in time."),
    ],
)
async def test_what_does_not_pass_is_said_in_a_sentence(
    okta: respx.Router, feed: OktaFeed, answer: object, says: str
) -> None:
    okta.get(LOGS).mock(side_effect=[answer] * 3)
    with pytest.raises(ConnectorFailed, match=says) as failed:
        await feed.read("", now=NOW)
    assert "s3cret" not in failed.value.sentence


async def test_a_link_that_has_expired_goes_back_an_hour_behind_the_last_complete_look(
    okta: respx.Router, feed: OktaFeed
) -> None:
    asked = okta.get(LOGS).mock(side_effect=[page(), httpx.Response(400), page("a")])
    looked = await feed.read("", now=NOW)
    gone = await feed.read(looked.cursor, now=NOW)
    assert (gone.lines, gone.more) == ((), False)
    assert (await feed.read(gone.cursor, now=NOW)).lines
    assert asked.calls.last.request.url.params["since"] == "2026-11-23T09:15:00.000Z"


async def test_the_token_is_never_sent_to_an_address_out_of_the_database(
    okta: respx.Router, feed: OktaFeed
) -> None:
    asked = okta.get(LOGS).mock(return_value=page())
    cursor = json.dumps({"since": NOW.isoformat(), "next": "https://elsewhere.example/x", "looked": ""})
    await feed.read(cursor, now=NOW)
    assert asked.called
    await feed.close()
