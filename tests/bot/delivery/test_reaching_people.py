"""Everybody hears of what concerns them, once: when a channel cannot be used, when somebody else has to decide, at the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from approvals.events import RequestOpened
from approvals.jobs.retry import TryAgain
from approvals.model import Wish
from approvals.operations.open_request import open_request
from bot.slack_local.model import Channel
from catalog.model import Absence
from tests.approvals.company import DASHBOARDS, SALES, TODAY, WAREHOUSE_ADMIN
from tests.bot.listeners.stage import TOM, Stage

SCOPES = {SALES: {"region": "EMEA"}}


async def opened(stage: Stage, entitlement: str) -> RequestOpened:
    request_id = await open_request(
        stage.desk, requester="tom.reyes", beneficiary="tom.reyes", duration=timedelta(days=7),
        wishes=[Wish(entitlement=entitlement, scope=SCOPES.get(entitlement, {}))],
        justification="board deck", words="please", key=f"key-{entitlement}",
    )  # fmt: skip
    return RequestOpened(request_id=request_id)


def channel(stage: Stage, name: str) -> Channel:
    return stage.slack.platform.space.channel(name)


async def test_a_request_whose_channel_was_missing_is_posted_once_it_is_there(stage: Stage) -> None:
    slack = stage.slack
    missing = channel(stage, "access-requests")
    missing.name = "renamed"
    event = await opened(stage, SALES)
    for _ in range(2):
        with pytest.raises(TryAgain, match="no channel #access-requests"):
            await stage.delivery(event)
    (status,) = slack.messages(TOM)
    assert "Approvers cannot be reached" in slack.text_of(status)
    missing.name = "access-requests"
    await stage.delivery(event)
    assert len([m for m in slack.messages("access-requests") if m.by_bot and m.blocks]) == 1
    assert "cannot be reached" not in slack.text_of(slack.latest(status))


async def test_without_securitys_channel_the_thread_has_to_do_until_it_is_there(stage: Stage) -> None:
    slack = stage.slack
    missing = channel(stage, "security-reviews")
    missing.name = "renamed"
    event = await opened(stage, WAREHOUSE_ADMIN)
    with pytest.raises(TryAgain, match="no channel #security-reviews"):
        await stage.delivery(event)
    (root,) = slack.messages("access-requests")
    replies = [slack.text_of(m) for m in slack.messages("access-requests", thread_ts=root.ts)]
    assert any("<@UGRETALUND>" in reply for reply in replies)
    assert "cannot be reached" not in slack.text_of(slack.messages(TOM)[0])
    missing.name = "security-reviews"
    await stage.delivery(event)
    assert len([m for m in slack.messages("security-reviews") if m.by_bot and m.blocks]) == 1


async def test_a_click_is_not_disturbed_by_a_missing_channel(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    tom.says("I need the sales reports for EMEA, two weeks, board deck")
    card = await slack.message(TOM, "Is this what you need?")
    channel(stage, "access-requests").name = "renamed"
    await tom.clicks(card, "Send request")
    await stage.work_off()
    assert slack.ephemerals(TOM) == []
    assert len([m for m in slack.messages(TOM) if m.by_bot]) == 1


async def test_who_comes_to_decide_instead_is_told_once(stage: Stage) -> None:
    slack = stage.slack
    event = await opened(stage, SALES)
    await stage.delivery(event)
    (root,) = slack.messages("access-requests")

    def pings() -> list[str]:
        replies = [slack.text_of(m) for m in slack.messages("access-requests", thread_ts=root.ts)]
        return [reply.split(":")[0] for reply in replies if "decision is needed" in reply]

    assert pings() == ["<@ULENAOSEI>"]
    away = Absence(person="lena.osei", start=TODAY, until=TODAY + timedelta(days=3), delegate="sana.malik")
    here = stage.desk.company
    stage.desk.__dict__["company"] = here.model_copy(update={"absences": (away,)})
    for _ in range(2):
        await stage.delivery(event)
    assert pings() == ["<@ULENAOSEI>", "<@USANAMALIK>"]
    stage.desk.__dict__["company"] = here
    await stage.delivery(event)
    assert pings() == ["<@ULENAOSEI>", "<@USANAMALIK>"]


async def test_the_end_of_access_is_told_to_the_one_who_held_it_once(stage: Stage) -> None:
    slack = stage.slack
    event = await opened(stage, DASHBOARDS)
    await stage.work_off()
    stage.clock.advance(timedelta(days=8))
    await stage.work_off()
    for _ in range(2):
        await stage.delivery(event)
    told = [m for m in slack.messages(TOM) if "its time was up" in slack.text_of(m)]
    assert len(told) == 1
    (root,) = slack.messages("access-requests")
    replies = [slack.text_of(m) for m in slack.messages("access-requests", thread_ts=root.ts)]
    assert sum(f"<@{TOM}>" in reply and "has ended: expired" in reply for reply in replies) == 1


async def test_an_approver_linked_by_mail_alone_is_mentioned_in_the_thread(stage: Stage) -> None:
    here = stage.desk.company
    by_mail = here.people["lena.osei"].model_copy(update={"slack_id": None})
    stage.desk.__dict__["company"] = here.model_copy(update={"people": {**here.people, by_mail.id: by_mail}})
    await stage.delivery(await opened(stage, SALES))
    (root,) = stage.slack.messages("access-requests")
    replies = [stage.slack.text_of(m) for m in stage.slack.messages("access-requests", thread_ts=root.ts)]
    assert any(reply.startswith("<@ULENAOSEI>: your decision is needed") for reply in replies)
