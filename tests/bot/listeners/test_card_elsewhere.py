"""Words in the direct messages about the one open card that stands in a channel."""

from __future__ import annotations

from datetime import timedelta

from bot.slack_local.model import Message
from tests.bot.listeners.stage import TOM, Stage
from tests.bot.listeners.talking import asks


async def in_channel(stage: Stage, text: str) -> Message:
    asked = stage.slack.person(TOM).mentions(text, channel="general")
    await stage.work_off()
    return stage.slack.messages("general", thread_ts=asked.ts)[-1]


async def test_the_one_open_card_in_a_channel_is_changed_from_the_direct_messages(stage: Stage) -> None:
    card = await in_channel(stage, "I need the dashboards for two weeks")
    told = stage.slack.text_of(await asks(stage, TOM, "make that one month"))
    assert "Changed: 30 days instead of 2 weeks." in told
    assert "The card in <#" in told
    assert "30 days" in stage.slack.text_of(stage.slack.latest(card))


async def test_where_two_are_open_it_is_open_which(stage: Stage) -> None:
    cards = [
        await in_channel(stage, f"I need the {what} for two weeks") for what in ("dashboards", "lab badge")
    ]
    await asks(stage, TOM, "make that one month")
    for card in cards:
        assert "2 weeks" in stage.slack.text_of(stage.slack.latest(card))


async def test_an_open_card_here_comes_first_and_a_wish_of_its_own_is_none_about_the_other(
    stage: Stage,
) -> None:
    there = await in_channel(stage, "I need the dashboards for two weeks")
    stage.clock.advance(timedelta(minutes=1))
    here = await asks(stage, TOM, "I need the lab badge for two weeks")
    assert "Lab · Badge" in stage.slack.text_of(here)
    await asks(stage, TOM, "make that one month")
    assert "30 days" in stage.slack.text_of(stage.slack.latest(here))
    assert "2 weeks" in stage.slack.text_of(stage.slack.latest(there))


async def test_words_that_were_not_said_in_the_conversation_change_no_card(stage: Stage) -> None:
    card = await in_channel(stage, "I need the dashboards for two weeks")
    await stage.slack.person(TOM).command("/access", "make that one month")
    await stage.work_off()
    assert "2 weeks" in stage.slack.text_of(stage.slack.latest(card))
