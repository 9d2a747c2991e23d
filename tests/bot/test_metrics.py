"""The figures move with what happens to people, once for each thing, however often it is told."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from prometheus_client import REGISTRY
from slack_sdk.errors import SlackApiError

from approvals.jobs.port import JobName
from approvals.jobs.retry import TryAgain
from bot.metrics import counted_handlers, counted_last_words
from bot.slack_client import slack_client
from tests.scenarios.office import Office, open_office, workplace
from tests.scenarios.test_the_story import SENTENCE


@pytest.fixture
async def office(database: str) -> AsyncIterator[Office]:
    async with open_office(database) as opened:
        yield opened


def figure(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


async def test_a_request_from_filing_to_live_access_is_counted_once(office: Office) -> None:
    names = {
        "opened": ("usher_requests_opened_total", {}),
        "approved": ("usher_decisions_total", {"outcome": "approved"}),
        "granted": ("usher_time_to_grant_seconds_count", {}),
    }
    before = {key: figure(name, **labels) for key, (name, labels) in names.items()}
    seconds = figure("usher_time_to_grant_seconds_sum")

    status = await office.asks("mira.castelhano", SENTENCE)
    thread = await office.card("asks for")
    await office.person("ilka.tornberg").clicks(thread, "Approve")
    await office.becomes(status, "ive until")

    def moved() -> bool:
        return all(figure(name, **labels) == before[key] + 1 for key, (name, labels) in names.items())

    await office.slack.until(moved, timeout=30)
    assert figure("usher_time_to_grant_seconds_sum") > seconds


async def test_a_withdrawn_request_is_counted_as_such(office: Office) -> None:
    before = figure("usher_decisions_total", outcome="withdrawn")
    status = await office.asks("mira.castelhano", SENTENCE)
    waiting = await office.becomes(status, "Waiting for")
    await office.person("mira.castelhano").clicks(waiting, "Withdraw")
    await office.becomes(status, "ithdrawn")

    await office.slack.until(
        lambda: figure("usher_decisions_total", outcome="withdrawn") == before + 1, timeout=30
    )


async def test_a_call_that_slack_refuses_is_counted_with_its_reason() -> None:
    async with workplace() as place, slack_client(token="xoxb-wrong", base_url=place.slack.api_url) as client:
        before = figure("usher_slack_calls_failed_total", method="auth.test", error="invalid_auth")
        with pytest.raises(SlackApiError):
            await client.auth_test()

        assert (
            figure("usher_slack_calls_failed_total", method="auth.test", error="invalid_auth") == before + 1
        )


async def test_a_slack_that_does_not_answer_is_counted() -> None:
    before = figure("usher_slack_calls_failed_total", method="auth.test", error="no_answer")
    async with slack_client(token="xoxb", base_url="http://127.0.0.1:1/api/") as client:
        with pytest.raises(OSError):
            await client.auth_test()

    assert figure("usher_slack_calls_failed_total", method="auth.test", error="no_answer") == before + 1


async def test_a_try_that_fails_is_counted_and_still_fails() -> None:
    async def down(_: object) -> None:
        raise TryAgain("The system is down.")

    before = figure("usher_job_tries_failed_total", job="provision")
    with pytest.raises(TryAgain):
        await counted_handlers({JobName.PROVISION: down})[JobName.PROVISION]({})

    assert figure("usher_job_tries_failed_total", job="provision") == before + 1


async def test_a_job_that_is_given_up_is_counted_and_has_its_last_words() -> None:
    said: list[str] = []

    async def speak(_: object, sentence: str) -> None:
        said.append(sentence)

    before = figure("usher_jobs_given_up_total", job="revoke")
    await counted_last_words({JobName.REVOKE: speak})[JobName.REVOKE]({}, "It stays.")

    assert said == ["It stays."]
    assert figure("usher_jobs_given_up_total", job="revoke") == before + 1


def test_no_label_tells_who_asked_for_what() -> None:
    allowed = {"outcome", "job", "method", "error", "le"}
    for family in REGISTRY.collect():
        if family.name.startswith("usher_"):
            assert all(set(sample.labels) <= allowed for sample in family.samples)
