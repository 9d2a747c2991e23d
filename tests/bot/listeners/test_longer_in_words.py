"""What somebody says of access that they hold by now: `extend it`, and what they are done with, in words."""

from __future__ import annotations

import pytest

from tests.bot.listeners.stage import TOM, Stage
from tests.bot.listeners.talking import asks

DASHBOARDS = "I need access to the dashboards for two weeks, weekly numbers"


async def live(stage: Stage) -> None:
    """Tom holds the dashboards, asked for in his direct messages."""
    card = await asks(stage, TOM, DASHBOARDS)
    await stage.slack.person(TOM).clicks(card, "Send request")
    await stage.work_off()
    assert "ive until" in stage.slack.text_of(stage.slack.latest(card))


@pytest.mark.parametrize(
    "text",
    [
        "extend it by two weeks",
        "extend it by two weeks, the payments take longer",
        "please extend this for a week",
        "extend my dashboards access by 2 days, still counting",
    ],
)
async def test_extending_what_is_live_is_no_change_of_the_request_that_was_sent(
    stage: Stage, text: str
) -> None:
    await live(stage)
    answer = await asks(stage, TOM, text)
    read = stage.slack.text_of(answer)
    assert "Extend this?" in read
    assert "Dashboards" in read
    assert stage.slack.buttons(answer) == ["Extend"]


async def test_done_with_it_means_what_was_asked_for_last(stage: Stage) -> None:
    await live(stage)
    answer = await asks(stage, TOM, "I'm done with it, the payments are made")
    assert "Dashboards" in stage.slack.text_of(answer)
    assert stage.slack.buttons(answer) == ["I'm done"]


async def test_of_a_request_that_still_waits_nothing_can_be_extended(stage: Stage) -> None:
    card = await asks(stage, TOM, "I need the sales reports for EMEA, two weeks, board deck")
    await stage.slack.person(TOM).clicks(card, "Send request")
    await stage.work_off()
    answer = await asks(stage, TOM, "extend it to three weeks")
    assert "Extend" not in stage.slack.buttons(answer)
