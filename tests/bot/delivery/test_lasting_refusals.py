"""What Slack refuses for good in one place keeps nobody else from hearing; what it refuses to the app is tried again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from approvals.events import GrantEndsSoon, RequestOpened
from approvals.jobs.retry import TryAgain
from approvals.model import Wish
from approvals.operations.approve import approve
from approvals.operations.open_request import open_request
from approvals.queries.requests import request_picture
from bot.delivery import slack_calls
from tests.approvals.company import DASHBOARDS, LAB_BADGE, SALES, WAREHOUSE_ADMIN
from tests.bot.listeners.stage import IDA, TOM, Stage

SCOPES = {SALES: {"region": "EMEA"}}


async def opened(stage: Stage, entitlement: str, *, beneficiary: str = "tom.reyes") -> RequestOpened:
    request_id = await open_request(
        stage.desk, requester="tom.reyes", beneficiary=beneficiary, duration=timedelta(days=7),
        wishes=[Wish(entitlement=entitlement, scope=SCOPES.get(entitlement, {}))],
        justification="board deck", words="please", key=f"key-{entitlement}",
    )  # fmt: skip
    return RequestOpened(request_id=request_id)


async def approved(stage: Stage, event: RequestOpened) -> None:
    item = (await request_picture(stage.desk, event.request_id)).items[0]
    await approve(stage.desk, item_id=item.id, by="lena.osei")


class Refusing:
    """A method of the client that is refused in one channel; the calls it refused."""

    def __init__(self, method: Callable[..., Any], channel: str | None, error: str) -> None:
        self._method, self._channel, self._error = method, channel, error
        self.refused = 0

    async def __call__(self, **arguments: Any) -> Any:
        if arguments["channel"] != self._channel:
            return await self._method(**arguments)
        self.refused += 1
        raise SlackApiError(
            "refused", type("Answer", (dict,), {"status_code": 200, "headers": {}})(error=self._error)
        )


async def refusing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, channel: str | None, error: str
) -> Refusing:
    post = Refusing(stage.client.chat_postMessage, channel, error)
    monkeypatch.setattr(stage.client, "chat_postMessage", post)
    monkeypatch.setattr(stage.client, "chat_update", Refusing(stage.client.chat_update, channel, error))
    return post


def said(stage: Stage, where: str, *, thread_ts: str = "") -> list[str]:
    messages = stage.slack.messages(where, **({"thread_ts": thread_ts} if thread_ts else {}))
    return [stage.slack.text_of(message) for message in messages if message.by_bot]


def leaves(stage: Stage, name: str) -> None:
    space = stage.slack.platform.space
    space.channel(name).members.remove(space.bot_user_id)


@pytest.mark.parametrize("error", ["messages_tab_disabled", "is_archived", "invalid_blocks"])
async def test_a_requester_who_cannot_be_written_to_does_not_keep_the_task_from_its_assignee(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, error: str
) -> None:
    event = await opened(stage, LAB_BADGE)
    post = await refusing(stage, monkeypatch, await stage.delivery.places.dm("tom.reyes"), error)
    await stage.work_off()
    await approved(stage, event)
    await stage.work_off()
    assert post.refused
    assert any("Lab" in text for text in said(stage, IDA))
    assert [job for job in stage.jobs.waiting if job.name == "announce"] == []  # none is tried again


async def test_a_status_written_before_that_cannot_be_edited_is_passed_over_too(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = await opened(stage, LAB_BADGE)
    await stage.work_off()
    await refusing(stage, monkeypatch, await stage.delivery.places.dm("tom.reyes"), "messages_tab_disabled")
    await approved(stage, event)
    await stage.work_off()
    assert any("Lab" in text for text in said(stage, IDA))


async def test_the_end_and_the_reminder_are_passed_over_where_nothing_can_be_written(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = await opened(stage, DASHBOARDS)
    await stage.work_off()
    grant = (await request_picture(stage.desk, event.request_id)).items[0].grant
    assert grant is not None
    post = await refusing(
        stage, monkeypatch, await stage.delivery.places.dm("tom.reyes"), "messages_tab_disabled"
    )
    await stage.delivery(GrantEndsSoon(request_id=event.request_id, grant_id=grant.id))
    reminded = post.refused
    stage.clock.advance(timedelta(days=8))
    await stage.work_off()
    await stage.delivery(event)
    assert 0 < reminded < post.refused
    (root,) = stage.slack.messages("access-requests")
    assert any("has ended" in text for text in said(stage, "access-requests", thread_ts=root.ts))


async def test_direct_messages_that_slack_will_not_open_are_passed_over(stage: Stage) -> None:
    event = await opened(stage, SALES)
    stage.slack.fail_next("conversations.open", error="restricted_action", times=9)
    await stage.delivery(event)
    assert len([m for m in stage.slack.messages("access-requests") if m.by_bot and m.blocks]) == 1


@pytest.mark.parametrize("error", ["token_revoked", "invalid_auth", "internal_error"])
async def test_what_will_pass_or_concerns_the_whole_app_is_raised_for_the_job_to_come_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, error: str
) -> None:
    monkeypatch.setattr(slack_calls, "_backoff", lambda state: 0.0)
    event = await opened(stage, SALES)
    await refusing(stage, monkeypatch, await stage.delivery.places.dm("tom.reyes"), error)
    with pytest.raises(SlackApiError):
        await stage.delivery(event)


async def test_notes_wait_until_usher_is_back_in_the_channel_and_the_rest_is_told(stage: Stage) -> None:
    event = await opened(stage, LAB_BADGE)
    await stage.work_off()
    (root,) = stage.slack.messages("access-requests")
    leaves(stage, "access-requests")
    stage.slack.platform.space.channel("access-requests").is_private = True
    before = said(stage, "access-requests", thread_ts=root.ts)
    await approved(stage, event)
    for _ in range(2):
        with pytest.raises(TryAgain, match=r"#access-requests.*/invite"):
            await stage.delivery(event)
    assert "Being set up" in said(stage, TOM)[0]

    space = stage.slack.platform.space
    space.channel("access-requests").members.append(space.bot_user_id)
    await stage.delivery(event)
    after = said(stage, "access-requests", thread_ts=root.ts)
    assert any("approved this" in text for text in after)
    assert not any("approved this" in text for text in before)


async def test_a_channel_where_usher_may_not_write_is_said_to_be_unreachable(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = await opened(stage, SALES)
    await refusing(stage, monkeypatch, stage.slack.channel_id("access-requests"), "restricted_action")
    with pytest.raises(TryAgain, match=r"restricted_action.*who may write there"):
        await stage.delivery(event)
    assert any("cannot be reached" in text for text in said(stage, TOM))


async def test_a_note_that_securitys_channel_does_not_take_goes_into_the_thread(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = await opened(stage, WAREHOUSE_ADMIN)
    post = Refusing(
        stage.client.chat_postMessage, stage.slack.channel_id("security-reviews"), "not_in_channel"
    )

    async def in_threads(**arguments: Any) -> Any:
        return await (post if arguments.get("thread_ts") else stage.client.__class__.chat_postMessage)(
            *(() if arguments.get("thread_ts") else (stage.client,)), **arguments
        )

    monkeypatch.setattr(stage.client, "chat_postMessage", in_threads)
    with pytest.raises(TryAgain, match="#security-reviews"):
        await stage.delivery(event)
    (root,) = stage.slack.messages("access-requests")
    assert post.refused
    assert any("<@UGRETALUND>" in text for text in said(stage, "access-requests", thread_ts=root.ts))
    assert "cannot be reached" not in said(stage, TOM)[0]


async def test_a_wait_longer_than_can_be_borne_in_place_is_left_to_the_job(stage: Stage) -> None:
    event = await opened(stage, DASHBOARDS)
    stage.slack.fail_next("chat.postMessage", ratelimited=int(slack_calls.LONGEST_WAIT) + 1)
    before = len([call for call in stage.slack.calls if call.method == "chat.postMessage"])
    async with asyncio.timeout(10):
        with pytest.raises(SlackApiError, match="ratelimited"):
            await stage.delivery(event)
    assert len([call for call in stage.slack.calls if call.method == "chat.postMessage"]) <= before + 1
    await stage.delivery(event)
    assert len(stage.slack.messages("access-requests")) == 1
