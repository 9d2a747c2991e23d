"""The HTTP side: who is let in, what operators see, and what a stranger gets."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_sdk.signature import SignatureVerifier

from approvals.clock import SystemClock
from approvals.store.store import Store
from bot.hosting import Hosted
from bot.http import LARGEST_BODY, web_app
from bot.listeners.messages import HEAR
from bot.preparing import prepare
from bot.settings import Settings
from bot.slack_client import slack_client
from bot.wiring import Usher, running
from tests.scenarios.office import Office, workplace

CHALLENGE = json.dumps({"type": "url_verification", "challenge": "c0ffee"}).encode()


@dataclasses.dataclass
class Front:
    """A running Usher and its address."""

    office: Office
    usher: Usher
    url: str

    async def post(
        self, body: bytes, *, secret: str = "", age: float = 0, headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        """A request as Slack would send it; with another secret, an age in seconds or other headers."""
        stamp = str(int(time.time() - age))
        signer = SignatureVerifier(secret or self.office.slack.signing_secret)
        fitting = {
            "content-type": "application/json",
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": signer.generate_signature(
                timestamp=stamp, body=body.decode("utf-8", "replace")
            )
            or "",
        }
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.url}/slack/events", data=body, headers=fitting | (headers or {})) as answer,
        ):
            return answer.status, await answer.text()

    async def get(self, path: str) -> tuple[int, str, str]:
        """A page: status, body, content type."""
        async with aiohttp.ClientSession() as session, session.get(self.url + path) as answer:
            return answer.status, await answer.text(), answer.headers["content-type"]


@asynccontextmanager
async def opened(database: str, *, slack_over_http: bool = True) -> AsyncIterator[Front]:
    async with workplace() as office:
        office.database = database
        async with (
            slack_client(token=office.slack.bot_token, base_url=office.slack.api_url) as client,
            running(
                prepare(
                    Settings(database_url=database),
                    office.company,
                    {"USHER_SCIM_URL": office.scim.url, "USHER_SCIM_TOKEN": office.scim.token},
                ),
                clock=office.clock.inner,
                client=client,
                signing_secret=office.slack.signing_secret,
            ) as usher,
        ):
            hosted = Hosted(web_app(usher, slack_over_http=slack_over_http))
            await hosted.start()
            office.slack.bot_url = f"{hosted.url}/slack/events"
            try:
                yield Front(office, usher, hosted.url)
            finally:
                await hosted.stop()


@pytest.fixture
async def front(database: str) -> AsyncIterator[Front]:
    async with opened(database) as one:
        yield one


async def test_only_what_slack_signed_just_now_gets_in(front: Front) -> None:
    status, said = await front.post(CHALLENGE)
    assert (status, json.loads(said)) == (200, {"challenge": "c0ffee"})

    unsigned = {"x-slack-signature": "", "x-slack-request-timestamp": ""}
    for status, said in (
        await front.post(CHALLENGE, secret="another-secret"),
        await front.post(CHALLENGE, age=301),
        await front.post(CHALLENGE, age=-360),  # from the future, however long this machine takes to read it
        await front.post(CHALLENGE, headers=unsigned),
        await front.post(CHALLENGE, headers={"x-slack-request-timestamp": "yesterday"}),
        await front.post(CHALLENGE, headers={"x-slack-signature": "v0=ünsigned"}),
        await front.post(b'{"type": "url_verification", "challenge": "\xff\xfe"}'),
    ):
        assert status == 401
        assert json.loads(said) == {
            "error": "The signature does not fit or is too old; check SLACK_SIGNING_SECRET and this machine's clock."
        }


async def test_what_is_signed_but_no_payload_is_refused_without_a_traceback(
    front: Front, capsys: pytest.CaptureFixture[str]
) -> None:
    for body in (b"{not json", b"[1, 2]", b'"text"'):
        status, said = await front.post(body)
        assert (status, list(json.loads(said))) == (400, ["error"])
    status, _ = await front.post(
        b"payload=%7Bnot+json", headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert status == 400
    assert "Traceback" not in "".join(capsys.readouterr())


async def test_more_than_slack_ever_sends_is_not_read(front: Front) -> None:
    status, said = await front.post(b" " * (LARGEST_BODY + 1))
    assert (status, json.loads(said)["error"]) == (413, "The request is larger than anything Slack sends.")

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 65_536

    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{front.url}/slack/events", data=endless()) as answer,
    ):
        assert answer.status == 413  # without a length that could be looked at


async def test_operators_see_that_it_lives_and_works(front: Front) -> None:
    assert (await front.get("/healthz"))[:2] == (200, '{"status":"ok"}')
    status, said, _ = await front.get("/readyz")
    assert (status, json.loads(said)) == (200, {"status": "ready", "company": front.office.company.name})
    status, figures, kind = await front.get("/metrics")
    assert status == 200
    assert kind.startswith("text/plain")
    for name in (
        "usher_requests_opened_total",
        'usher_decisions_total{outcome="approved"}',
        "usher_time_to_grant_seconds_bucket",
    ):
        assert name in figures


async def test_a_database_that_is_away_makes_it_unready_but_not_dead(front: Front) -> None:
    away = Store.at(
        "postgresql://usher@127.0.0.1:1/usher", clock=SystemClock(), jobs=front.usher.desk_of().store.jobs
    )
    stranded = dataclasses.replace(front.usher.desk_of(), store=away)
    broken = dataclasses.replace(front.usher, desk_of=lambda: stranded)
    hosted = Hosted(web_app(broken, slack_over_http=True))
    await hosted.start()
    try:
        there = Front(front.office, broken, hosted.url)
        status, said, _ = await there.get("/readyz")
        assert (status, json.loads(said)["says"]) == (503, "The database does not answer.")
        assert (await there.get("/healthz"))[0] == 200
    finally:
        await hosted.stop()
        await away.close()


async def test_jobs_that_are_not_running_make_it_unready(front: Front) -> None:
    await front.usher.runner.stop()
    status, said, _ = await front.get("/readyz")

    assert (status, json.loads(said)["says"]) == (503, "Jobs are not running.")


async def test_a_message_that_is_given_up_has_its_last_words(front: Front) -> None:
    assert HEAR in front.usher.runner._last_words


async def test_over_socket_mode_there_is_no_door_for_slack(database: str) -> None:
    async with opened(database, slack_over_http=False) as front:
        assert (await front.post(CHALLENGE))[0] == 404
        assert (await front.get("/healthz"))[0] == 200
