"""What an approver has to decide, asked in words; and questions about who holds what, which are not answered so."""

from __future__ import annotations

import pytest

from bot.listeners.asked import asks_to_unlock, asks_what_to_decide, asks_who_holds
from tests.bot.listeners.stage import LENA, TOM, Stage
from tests.bot.listeners.talking import asks
from tests.bot.listeners.test_answering import CARA, SANA


@pytest.mark.parametrize(
    ("said", "decides"),
    [
        ("what is waiting for me?", True),
        ("What do I have to approve", True),
        ("anything to approve?", True),
        ("do I have any approvals pending", True),
        ("my approvals", True),
        ("which requests are waiting for my decision", True),
        ("is somebody waiting for me to approve something?", True),
        ("who can approve the sales forecast?", False),
        ("what am I waiting for", False),
        ("what do I need to approve payments in the ledger?", False),
        ("which role lets me approve invoices", False),
        ("I need to approve payments", False),
        ("where is my approval", False),
    ],
)
def test_what_waits_for_an_approver(said: str, decides: bool) -> None:
    assert asks_what_to_decide(said) is decides


@pytest.mark.parametrize(
    ("said", "holders"),
    [
        ("who in my team has the ledger?", True),
        ("show me who has production admin", True),
        ("list everybody with access to the sales reports", True),
        ("who can see the forecast", True),
        ("who has to approve it?", False),
        ("who approves the ledger?", False),
        ("what does Sana have", False),
        ("I need access so that people who can edit see it", False),
    ],
)
def test_who_holds_something(said: str, holders: bool) -> None:
    assert asks_who_holds(said) is holders


@pytest.mark.parametrize(
    ("said", "unlocks"),
    [
        ("unlock Tom", True),
        ("can you please reset Tom's password", True),
        ("I need to unlock the door", False),
        ("the party: unlock the lab", False),
    ],
)
def test_an_order_to_unlock(said: str, unlocks: bool) -> None:
    assert asks_to_unlock(said) is unlocks


async def test_an_approver_reads_what_waits_and_decides_it_from_there(stage: Stage) -> None:
    slack = stage.slack
    assert "Nothing waits for your decision" in slack.text_of(await asks(stage, LENA, "anything to approve?"))
    slack.person(TOM).says("I need read access to the sales reports for EMEA, two weeks, board deck")
    await stage.work_off()
    card = next(m for m in slack.messages(TOM) if m.by_bot)
    await slack.person(TOM).clicks(card, "Send request")
    await stage.work_off()
    told = await asks(stage, LENA, "what do I have to approve?")
    read = slack.text_of(told)
    assert "One decision waits for you" in read
    assert "Sales reports · Viewer (region EMEA)" in read
    assert slack.buttons(told) == ["Approve …", "Deny …"]
    assert "You have not asked for anything" not in read


async def test_who_holds_what_is_told_to_nobody_as_a_list(stage: Stage) -> None:
    question = "show me who has the sales reports"
    for user, way in ((TOM, "who owns"), (LENA, "Of those you lead"), (CARA, "what one person has")):
        read = stage.slack.text_of(await asks(stage, user, question))
        assert "I do not list who holds what" in read
        assert way in read


async def test_unlocking_somebody_is_the_helpdesks_question_about_their_sign_ins(stage: Stage) -> None:
    told = await asks(stage, CARA, "please unlock Tom Reyes")
    assert "Why do you ask about Tom Reyes" in stage.slack.text_of(told)
    told = await asks(stage, SANA, "please unlock Tom Reyes")
    assert "Only the helpdesk may ask" in stage.slack.text_of(told)
