"""Questions that name nothing are about the card before, or the request just sent."""

from __future__ import annotations

import pytest

from bot.listeners.about_request import asks_about_request
from tests.bot.listeners.stage import TOM, Stage
from tests.bot.listeners.talking import asks

REPORTS = "I need the sales reports for EMEA, two weeks, board deck"


@pytest.mark.parametrize(
    "said",
    [
        "why do I need approval?",
        "Why does it need me?",
        "why is it high risk?",
        "why 37?",
        "what's the risk?",
        "is that risky?",
        "who approves?",
        "and who has to approve this?",
        "how long will it take?",
        "How long does that usually take",
        "when will it be approved?",
        "will it be granted right away?",
        "why did it expire?",
        "why",
        "why not?",
        "why so risky",
        "do I already have it?",
    ],
)
def test_what_is_asked_about_a_request(said: str) -> None:
    assert asks_about_request(said)


@pytest.mark.parametrize(
    "said",
    [
        "who approves VPN?",
        "why was my request denied?",
        "how long does a badge take?",
        "why was I locked out?",
        "do I have access to the sales reports?",
        "because it is risky",
        "make it two weeks",
        "what is the weather",
        "who am I",
        "",
    ],
)
def test_what_names_something_else_is_no_such_question(said: str) -> None:
    assert not asks_about_request(said)


@pytest.mark.parametrize("said", ["why do I need approval?", "who has to approve it?", "what is the risk?"])
async def test_beside_a_card_it_is_answered_from_the_card(stage: Stage, said: str) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, REPORTS)
    told = slack.text_of(await asks(stage, TOM, said))
    assert "Has to approve" in told
    assert "Risk" in told
    assert "Nothing is sent before you press" in told
    assert slack.buttons(slack.latest(card)) == ["Send request", "Change", "Cancel"]


async def test_once_sent_it_is_answered_with_how_far_the_request_is(stage: Stage) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, REPORTS)
    await slack.person(TOM).clicks(slack.latest(card), "Send request")
    await stage.work_off()
    told = await asks(stage, TOM, "how long will it take?")
    assert "This is how far it is" in slack.text_of(told)
    assert "Waiting for" in slack.text_of(told)
    assert "Withdraw" in slack.buttons(told)


async def test_where_others_read_along_nothing_is_told(stage: Stage) -> None:
    slack = stage.slack
    asked = slack.person(TOM).mentions(REPORTS, channel="general")
    await stage.work_off()
    slack.person(TOM).mentions("what is the risk?", channel="general", thread_ts=asked.ts)
    await stage.work_off()
    told = slack.text_of(slack.messages("general", thread_ts=asked.ts)[-1])
    assert "The card above says" in told
    assert "of 100" not in told


async def test_why_of_something_that_was_not_refused_is_not_answered_with_refusals(stage: Stage) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, REPORTS)
    await slack.person(TOM).clicks(slack.latest(card), "Send request")
    await stage.work_off()
    told = slack.text_of(await asks(stage, TOM, "why can't I have the sales reports?"))
    assert "None of your recent requests was denied" not in told
    assert "Waiting for" in told


@pytest.mark.parametrize("said", ["how long can i have it", "for how long can I keep this?"])
async def test_for_how_long_is_what_the_card_says(stage: Stage, said: str) -> None:
    await asks(stage, TOM, REPORTS)
    assert "The card above says for how long" in stage.slack.text_of(await asks(stage, TOM, said))
