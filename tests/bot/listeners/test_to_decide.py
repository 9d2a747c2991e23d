"""What an approver has to decide, asked in words; and questions about who holds what, which are not answered so."""

from __future__ import annotations

import pytest

from bot.listeners.asked import asks_to_unlock
from tests.bot.listeners.stage import LENA, TOM, Stage
from tests.bot.listeners.talking import asks
from tests.bot.listeners.test_answering import CARA, SANA


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("unlock Tom", "Tom"),
        ("can you please reset Tom's password", "Tom's password"),
        ("I need to unlock the door", ""),
        ("the party: unlock the lab", ""),
    ],
)
def test_an_order_to_unlock(said: str, what: str) -> None:
    assert asks_to_unlock(said) == what


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


WISH = "I need read access to the sales reports for EMEA, two weeks"


@pytest.mark.parametrize(
    ("said", "card_reads"),
    [
        (f"{WISH}, so that I have something to sign off", "something to sign off"),
        (f"{WISH}: Mira, who has them already, is away", "region EMEA"),
        (f"{WISH}. Everyone with access is on holiday.", "region EMEA"),
        (f"{WISH}. Who else has them?", "region EMEA"),
        ("Break glass: I need the sales reports for EMEA now, everyone with access is asleep", "region EMEA"),
    ],
)
async def test_a_wish_is_read_as_one_whatever_else_it_says(stage: Stage, said: str, card_reads: str) -> None:
    card = await asks(stage, TOM, said)
    assert card_reads in stage.slack.text_of(card)
    assert "Send request" in stage.slack.buttons(card)


async def test_a_reason_with_the_words_of_a_question_goes_on_the_card(stage: Stage) -> None:
    slack = stage.slack
    await asks(stage, TOM, WISH)
    card = next(m for m in slack.messages(TOM) if m.by_bot)
    told = await asks(stage, TOM, "because finance needs my approval on the board deck")
    assert "Changed: the reason." in slack.text_of(told)
    assert ">finance needs my approval on the board deck" in slack.text_of(slack.latest(card))


async def test_a_question_below_a_card_leaves_it_as_it_is(stage: Stage) -> None:
    slack = stage.slack
    await asks(stage, TOM, WISH)
    card = next(m for m in slack.messages(TOM) if m.by_bot)
    before = slack.text_of(slack.latest(card))
    assert "Nothing waits" in slack.text_of(await asks(stage, TOM, "my approvals please"))
    assert "I do not list" in slack.text_of(
        await asks(stage, TOM, "Who has access to sales reports for EMEA?")
    )
    assert slack.text_of(slack.latest(card)) == before


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("I'm back from holiday. What do I have to approve?", "Nothing waits for your decision"),
        ("We have an audit next week. Who has access to the customer data?", "I do not list who holds what"),
        ("I can't get in. Who has access to the vault?", "Talk to the helpdesk"),
        ("who can open the vault for me?", ""),
    ],
)
async def test_what_else_a_message_says_decides_whether_its_question_is_answered(
    stage: Stage, said: str, says: str
) -> None:
    read = stage.slack.text_of(await asks(stage, TOM, said))
    assert says in read
    assert says.startswith("I do not list") or "I do not list" not in read


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


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Please unlock the sales reports EMEA for Tom Reyes for two weeks, board deck", "Send request"),
        ("unlock the sales reports for Tom Reyes", "EMEA"),
        ("unlock Tom Reyes, he needs the sales reports for EMEA", ""),
        ("unlock the warehouse account of Tom Reyes", ""),
    ],
)
async def test_to_unlock_a_thing_for_somebody_is_a_wish_for_it(stage: Stage, said: str, answer: str) -> None:
    told = await asks(stage, SANA, said)
    assert (answer in stage.slack.buttons(told)) is bool(answer)
    assert ("Only the helpdesk may ask" in stage.slack.text_of(told)) is not bool(answer)
