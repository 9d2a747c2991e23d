"""What is typed where only a button does it: nothing is done, and that is said, with where the button is."""

from __future__ import annotations

import pytest

from bot.slack_local.model import Message
from tests.bot.listeners.stage import IVO, LENA, MAX, TOM, Stage
from tests.bot.listeners.talking import asks
from tests.bot.listeners.test_deciding import asked
from tests.bot.listeners.test_replies import questioned

REPORTS = "I need the sales reports for EMEA, two weeks, board deck"


def replies(stage: Stage, thread: Message) -> list[str]:
    return [stage.slack.text_of(m) for m in stage.slack.messages(thread.channel, thread_ts=thread.ts)]


def undecided(stage: Stage, thread: Message) -> bool:
    return "Approve" in stage.slack.buttons(stage.slack.latest(thread))


@pytest.mark.parametrize(
    "said", ["approve", "ok for me", "deny, too risky", "yes", "no", "👍", "approve Tom's request"]
)
async def test_a_decision_in_the_direct_messages_gets_the_list_with_the_buttons(
    stage: Stage, said: str
) -> None:
    thread = await asked(stage, REPORTS)
    told = await asks(stage, LENA, said)
    assert "Nothing is decided: a decision counts by its button only." in stage.slack.text_of(told)
    assert "Sales reports · Viewer (region EMEA)" in stage.slack.text_of(told)
    assert stage.slack.buttons(told) == ["Approve …", "Deny …"]
    assert undecided(stage, thread)


@pytest.mark.parametrize("mention", [True, False])
async def test_in_the_thread_the_card_above_has_the_buttons(stage: Stage, mention: bool) -> None:
    thread = await asked(stage, REPORTS)
    before = replies(stage, thread)
    lena = stage.slack.person(LENA)
    say = lena.mentions if mention else lena.says
    say("approve", channel=thread.channel, thread_ts=thread.ts)
    await stage.work_off()
    (note,) = stage.slack.ephemerals(LENA)
    assert "Press _Approve_ or _Deny_ on the card this thread hangs on" in stage.slack.text_of(note)
    assert [one for one in replies(stage, thread) if "Nothing is decided" in one] == []
    assert len(replies(stage, thread)) == len(before) + 1, "their own words, and nothing else"
    assert undecided(stage, thread)


async def test_other_words_in_the_thread_and_those_of_others_are_left_alone(stage: Stage) -> None:
    thread = await asked(stage, REPORTS)
    for user, words in ((LENA, "I have to ask Ivo about this one"), (MAX, "approve"), (TOM, "approve")):
        stage.slack.person(user).says(words, channel=thread.channel, thread_ts=thread.ts)
        await stage.work_off()
        assert stage.slack.ephemerals(user) == []


async def test_somebody_it_does_not_wait_for_is_told_so_privately(stage: Stage) -> None:
    thread = await asked(stage, REPORTS)
    stage.slack.person(MAX).mentions("approve", channel=thread.channel, thread_ts=thread.ts)
    await stage.work_off()
    (note,) = stage.slack.ephemerals(MAX)
    assert "no decision here waits for you" in stage.slack.text_of(note)
    assert "nothing waits for your decision" in stage.slack.text_of(await asks(stage, MAX, "deny it"))


async def test_in_another_channel_the_list_comes_privately(stage: Stage) -> None:
    await asked(stage, REPORTS)
    stage.slack.person(LENA).mentions("approve", channel="access-requests")
    await stage.work_off()
    (note,) = stage.slack.ephemerals(LENA)
    assert "I sent you what waits for you" in stage.slack.text_of(note)
    (listed,) = [m for m in stage.slack.messages(LENA) if m.by_bot and "Approve …" in stage.slack.buttons(m)]
    assert "Nothing is decided" in stage.slack.text_of(listed)


async def test_a_wish_of_somebody_who_has_to_decide_stays_a_wish(stage: Stage) -> None:
    await asked(stage, REPORTS)
    card = await asks(stage, IVO, "I need the sales reports for EMEA, two weeks, board deck")
    assert "Send request" in stage.slack.buttons(card)


async def test_with_a_card_of_ones_own_open_yes_is_about_that_card_and_approve_about_what_waits(
    stage: Stage,
) -> None:
    await asked(stage, REPORTS)
    await asks(stage, LENA, "I need the warehouse for two weeks, nightly load")
    assert "Nothing is decided" in stage.slack.text_of(await asks(stage, LENA, "approve"))
    assert "Nothing is decided" not in stage.slack.text_of(await asks(stage, LENA, "yes"))


@pytest.mark.parametrize("said", ["send it", "send pls", "yes", "ok", "go ahead", "👍"])
async def test_a_yes_to_a_card_that_was_cancelled_sends_nothing_and_says_so(stage: Stage, said: str) -> None:
    await asks(stage, TOM, REPORTS)
    await asks(stage, TOM, "cancel")
    told = stage.slack.text_of(await asks(stage, TOM, said))
    assert "Nothing was sent: that card was cancelled." in told
    assert not stage.slack.messages("access-requests")


async def test_a_yes_after_sending_says_how_far_it_is(stage: Stage) -> None:
    await asked(stage, REPORTS)
    told = await asks(stage, TOM, "send it")
    assert "That was sent already; nothing more was done." in stage.slack.text_of(told)
    assert "Waiting for" in stage.slack.text_of(told)
    assert len([m for m in stage.slack.messages("access-requests") if m.by_bot and not m.is_reply]) == 1


async def test_a_yes_to_nothing_is_no_wish(stage: Stage) -> None:
    assert "no card of yours is open here" in stage.slack.text_of(await asks(stage, TOM, "go ahead"))


async def test_a_decision_typed_after_an_answer_is_no_reply_to_it(stage: Stage) -> None:
    thread = await questioned(stage)
    for user, words in ((TOM, "The November deck."), (LENA, "ok, approve")):
        stage.slack.person(user).says(words, channel=thread.channel, thread_ts=thread.ts)
        await stage.work_off()
    (note,) = stage.slack.ephemerals(LENA)
    assert "Press _Approve_ or _Deny_" in stage.slack.text_of(note)
    assert not any("ok, approve" in stage.slack.text_of(m) for m in stage.slack.messages(TOM))


async def test_a_no_to_ones_own_card_decides_nothing_and_leaves_it_open(stage: Stage) -> None:
    card = await asks(stage, TOM, REPORTS)
    told = stage.slack.text_of(await asks(stage, TOM, "deny, too risky")).replace("_", "")
    assert "nothing waits for your decision. The card above stays open as it is; cancel drops it." in told
    assert "Send request" in stage.slack.buttons(stage.slack.latest(card))
