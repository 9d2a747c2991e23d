"""Slack hears of a click once it is committed, and no later than it waits."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from approvals.errors import AlreadyDecided
from approvals.model import ItemStatus, Wish
from approvals.operations import approve as approving
from approvals.operations.open_request import open_request
from approvals.queries.requests import request_picture
from bot.listeners.acknowledging import ACKNOWLEDGED_WITHIN, committed, committed_or_said
from bot.slack_local.courier import ACK_SECONDS
from bot.slack_local.errors import BotFailed
from tests.approvals.company import SALES, small_company
from tests.bot.listeners.stage import LENA, TOM, Stage

COMPANY = small_company()


def test_what_takes_long_is_acknowledged_well_before_slack_gives_up() -> None:
    assert ACKNOWLEDGED_WITHIN + 0.5 <= ACK_SECONDS == 3.0


class Told:
    """What happened, in order."""

    def __init__(self) -> None:
        self.order: list[object] = []
        self.acknowledged = asyncio.Event()

    async def ack(self, **answer: Any) -> None:
        self.order.append(answer or "ack")
        self.acknowledged.set()

    async def does(
        self, name: str, *, fails: Exception | None = None, after: asyncio.Event | None = None
    ) -> str:
        if after is not None:
            await after.wait()
        if fails is not None:
            raise fails
        self.order.append(name)
        return name


async def test_the_acknowledgement_comes_after_the_operation() -> None:
    told = Told()
    assert await committed(told.ack, told.does("commit")) == "commit"
    assert told.order == ["commit", "ack"]


async def test_an_operation_that_takes_too_long_goes_on_behind_the_acknowledgement() -> None:
    told, free = Told(), asyncio.Event()
    running = asyncio.create_task(committed(told.ack, told.does("commit", after=free), within=0))
    await told.acknowledged.wait()
    free.set()
    assert await running == "commit"
    assert told.order == ["ack", "commit"]


async def test_a_refusal_is_raised_behind_the_acknowledgement() -> None:
    told = Told()
    with pytest.raises(AlreadyDecided):
        await committed(told.ack, told.does("commit", fails=AlreadyDecided("It is settled.")))
    assert told.order == ["ack"]


async def test_in_a_modal_a_refusal_is_said_beside_the_field() -> None:
    told = Told()
    refused = told.does("commit", fails=AlreadyDecided("<@ULENAOSEI> settled it."))
    assert await committed_or_said(told.ack, refused, field="reason", company=COMPANY) is None
    assert told.order == [{"response_action": "errors", "errors": {"reason": "Lena Osei settled it."}}]


async def test_in_a_modal_a_late_refusal_and_any_other_error_are_raised() -> None:
    told, free = Told(), asyncio.Event()
    late = told.does("commit", fails=AlreadyDecided("It is settled."), after=free)
    running = asyncio.create_task(
        committed_or_said(told.ack, late, field="reason", company=COMPANY, within=0)
    )
    await told.acknowledged.wait()
    free.set()
    with pytest.raises(AlreadyDecided):
        await running
    with pytest.raises(ZeroDivisionError):
        await committed_or_said(
            told.ack, told.does("commit", fails=ZeroDivisionError()), field="reason", company=COMPANY
        )
    assert told.order == ["ack", "ack"]


async def asked(stage: Stage) -> str:
    request_id = await open_request(
        stage.desk, requester="tom.reyes", beneficiary="tom.reyes", duration=None, justification="board deck",
        wishes=[Wish(entitlement=SALES, scope={"region": "EMEA"})], words="please", key="key",
    )  # fmt: skip
    await stage.work_off()
    return request_id


async def test_a_click_is_committed_when_slack_hears_of_it(stage: Stage) -> None:
    request_id = await asked(stage)
    thread = await stage.slack.message("access-requests", "Sales reports")
    stage.slack.down()  # no card can be drawn: what counts is in the database all the same
    await stage.slack.person(LENA).clicks(thread, "Approve")
    assert (await request_picture(stage.desk, request_id)).items[0].status is ItemStatus.APPROVED
    stage.slack.up()


async def test_a_click_whose_commit_never_comes_is_shown_as_an_error_by_slack(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asked(stage)
    thread = await stage.slack.message("access-requests", "Sales reports")
    replies: list[int] = []

    async def noting(*_: object, **__: object) -> None:
        replies.append(len(stage.slack.deliveries[-1].replies))

    monkeypatch.setattr(approving, "approve", noting)
    await stage.slack.person(LENA).clicks(thread, "Approve")
    assert replies == [0]
    stage.slack.bot_url = ""  # the process is gone before it could answer
    with pytest.raises(BotFailed):
        await stage.slack.person(LENA).clicks(thread, "Approve")


async def test_sending_a_card_files_the_request_before_slack_hears_of_it(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    tom.says("I need the sales reports for EMEA, two weeks, board deck")
    card = await slack.message(TOM, "Is this what you need?")
    await stage.work_off()
    slack.down()
    await tom.clicks(card, "Send request")
    assert any(job.name == "announce" for job in stage.jobs.waiting)
    slack.up()
