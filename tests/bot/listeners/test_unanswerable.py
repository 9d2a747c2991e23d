"""A message whose answer Slack does not take: tried again while that may help, and said to have failed when not."""

from __future__ import annotations

import json

import pytest

from approvals.jobs.retry import TryAgain
from bot.delivery import slack_calls
from bot.listeners.front import Front
from bot.listeners.messages import HEAR, giving_up
from bot.slack_app import build_front
from tests.bot.listeners.stage import TOM, Stage


def payload(stage: Stage, where: str = "general", text: str = "hi") -> dict[str, str]:
    said = {
        "event_id": "Ev1", "user": TOM, "channel": stage.slack.channel_id(where), "ts": "1795169400.000100",
        "thread_ts": "", "text": text, "team": stage.slack.platform.space.team_id, "bot": "UB",
    }  # fmt: skip
    return {"message": json.dumps(said)}


def front_of(stage: Stage) -> Front:
    return build_front(
        desk_of=lambda: stage.desk, engine=stage.engine, client=stage.client, delivery=stage.delivery
    )


@pytest.mark.parametrize("error", ["invalid_blocks", "restricted_action", "is_archived"])
async def test_an_answer_that_slack_will_never_take_is_said_to_have_failed(stage: Stage, error: str) -> None:
    stage.slack.fail_next("chat.postMessage", error=error)
    await stage.jobs.at_once[HEAR](payload(stage))
    assert "Something went wrong" in stage.slack.text_of(await stage.slack.note(TOM))


async def test_where_no_private_note_is_possible_either_it_is_said_in_the_direct_messages(
    stage: Stage,
) -> None:
    stage.slack.fail_next("chat.postMessage", error="is_archived")
    stage.slack.fail_next("chat.postEphemeral", error="is_archived")
    await stage.jobs.at_once[HEAR](payload(stage))
    assert "Something went wrong" in stage.slack.text_of(stage.slack.messages(TOM)[-1])


@pytest.mark.parametrize("error", ["internal_error", "token_revoked"])
async def test_an_answer_that_slack_may_take_later_is_tried_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, error: str
) -> None:
    monkeypatch.setattr(slack_calls, "_backoff", lambda state: 0.0)
    stage.slack.fail_next("chat.postMessage", error=error, times=3)
    with pytest.raises(TryAgain):
        await stage.jobs.at_once[HEAR](payload(stage))
    assert stage.slack.ephemerals(TOM) == []


async def test_who_waited_in_vain_is_told_so_once_the_tries_are_used_up(stage: Stage) -> None:
    await giving_up(front_of(stage))(payload(stage), "Slack does not take the answer.")
    note = stage.slack.text_of(await stage.slack.note(TOM))
    assert "<!date^1795169400^" in note
    assert "please say it again" in note


async def test_a_slack_that_does_not_take_that_either_ends_it(stage: Stage) -> None:
    stage.slack.down()
    await giving_up(front_of(stage))(payload(stage), "Slack does not take the answer.")
