"""The figures move with what happens to people, once for each thing, however often it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import aiohttp
import pytest
from prometheus_client import REGISTRY
from slack_sdk.errors import SlackApiError

from approvals.desk import Desk
from approvals.events import Event, GrantChanged, ItemChanged, RequestOpened, StageWaits
from approvals.jobs.port import JobName
from approvals.jobs.retry import TryAgain
from approvals.model import ItemStatus, StageName
from approvals.pictures import RequestPicture
from approvals.store.tables import new_id
from bot import metrics
from bot.metrics import count_in, count_wait, counted_handlers, counted_last_words, counting
from bot.slack_client import slack_client
from catalog.model import Company
from tests.approvals.company import NOW
from tests.bot.views import pictures
from tests.scenarios.office import Office, open_office, workplace
from tests.scenarios.test_the_story import SENTENCE

TOLD = ("usher_requests_opened_total", "usher_time_to_grant_seconds_count")


class Tally:
    """Wakes whoever waits each time something was counted."""

    def __init__(self, count: Callable[[Event, RequestPicture, Company], None]) -> None:
        self._count = count
        self._changed = asyncio.Event()

    def __call__(self, event: Event, picture: RequestPicture, company: Company) -> None:
        self._count(event, picture, company)
        self._changed.set()

    async def until(self, true: Callable[[], bool]) -> None:
        """Until the figures say so."""
        async with asyncio.timeout(30):
            while not true():
                self._changed.clear()
                await self._changed.wait()


@pytest.fixture
def tally(monkeypatch: pytest.MonkeyPatch) -> Tally:
    """What was counted; set up before the office that is counted in."""
    tally = Tally(metrics.count)
    monkeypatch.setattr(metrics, "count", tally)
    return tally


@pytest.fixture
async def office(tally: Tally, database: str) -> AsyncIterator[Office]:
    async with open_office(database) as opened:
        yield opened


def figure(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


async def test_a_request_from_filing_to_live_access_is_counted_once(office: Office, tally: Tally) -> None:
    names = {
        "opened": ("usher_requests_opened_total", {}),
        "approved": ("usher_decisions_total", {"outcome": "approved"}),
        "answered": ("usher_stage_working_seconds_count", {"stage": "manager"}),
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

    await tally.until(moved)
    assert figure("usher_time_to_grant_seconds_sum") > seconds


async def test_a_withdrawn_request_is_counted_as_such(office: Office, tally: Tally) -> None:
    before = figure("usher_decisions_total", outcome="withdrawn")
    status = await office.asks("mira.castelhano", SENTENCE)
    waiting = await office.becomes(status, "Waiting for")
    await office.person("mira.castelhano").clicks(waiting, "Withdraw")
    await office.becomes(status, "ithdrawn")

    await tally.until(lambda: figure("usher_decisions_total", outcome="withdrawn") == before + 1)


def test_what_is_told_again_counts_once() -> None:
    grant, item, request = new_id("gr"), new_id("it"), new_id("req")
    live = pictures.grant(id=grant, live_at=NOW + timedelta(seconds=90))
    decided = pictures.item(
        id=item, status=ItemStatus.APPROVED, decided_at=NOW + timedelta(hours=1), grant=live
    )
    picture = pictures.request(decided, id=request)
    before = [figure(name) for name in TOLD], figure("usher_decisions_total", outcome="approved")
    seconds = figure("usher_time_to_grant_seconds_sum")

    for _ in range(3):
        count_in(RequestOpened(request_id=request), picture)
        count_in(ItemChanged(request_id=request, item_id=item), picture)
        count_in(GrantChanged(request_id=request, grant_id=grant), picture)

    assert [figure(name) for name in TOLD] == [count + 1 for count in before[0]]
    assert figure("usher_decisions_total", outcome="approved") == before[1] + 1
    assert figure("usher_time_to_grant_seconds_sum") == seconds + 90


def test_each_reminder_counts_once_however_often_it_is_told() -> None:
    before = figure("usher_stage_reminders_total", stage="owner")
    item = new_id("it")
    for number in (1, 1, 2, 1):
        count_wait(
            StageWaits(
                request_id="req_1", item_id=item, stage=StageName.OWNER, what="reminded", number=number
            )
        )
    assert figure("usher_stage_reminders_total", stage="owner") == before + 2


def test_an_item_that_was_decided_when_it_was_filed_is_counted_with_the_filing() -> None:
    """Nothing further is told of an automatic yes, nor of a no by policy."""
    automatic = pictures.item(id=new_id("it"), status=ItemStatus.APPROVED, decided_at=NOW)
    refused = pictures.item(id=new_id("it"), status=ItemStatus.REFUSED, decided_at=NOW)
    waiting = pictures.item(id=new_id("it"))
    picture = pictures.request(automatic, refused, waiting, id=new_id("req"))
    before = {
        outcome: figure("usher_decisions_total", outcome=outcome)
        for outcome in ("approved", "refused", "pending")
    }

    count_in(RequestOpened(request_id=picture.id), picture)

    after = {
        outcome: figure("usher_decisions_total", outcome=outcome) - was for outcome, was in before.items()
    }
    assert after == {"approved": 1, "refused": 1, "pending": 0}


async def test_people_get_their_message_even_if_it_cannot_be_counted() -> None:
    told: list[Event] = []

    async def announce(event: Event) -> RequestPicture:
        told.append(event)
        return pictures.request(id=event.request_id)

    def no_desk() -> Desk:
        raise RuntimeError("the database is away")

    event = RequestOpened(request_id="req_1")
    await counting(announce, no_desk)(event)

    assert told == [event]


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
        with pytest.raises(aiohttp.ClientConnectorError):
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


async def test_a_job_without_last_words_is_counted_as_well() -> None:
    before = figure("usher_jobs_given_up_total", job="announce")
    await counted_last_words({}, of=[JobName.ANNOUNCE])[JobName.ANNOUNCE]({}, "Slack is away.")

    assert figure("usher_jobs_given_up_total", job="announce") == before + 1


def test_no_label_tells_who_asked_for_what() -> None:
    allowed = {"provider", "fate", "outcome", "job", "method", "error", "le", "stage", "kind"}
    for family in REGISTRY.collect():
        if family.name.startswith("usher_"):
            assert all(set(sample.labels) <= allowed for sample in family.samples)
