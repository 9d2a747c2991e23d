"""While Usher waits for an answer, what is none is read for itself; and nobody becomes whom it is for by chance."""

from __future__ import annotations

import pytest

from tests.bot.listeners.stage import TOM, Stage
from tests.bot.listeners.talking import asks

FOR_A_COLLEAGUE = "my new colleague needs to view the dashboards, weekly numbers"
REPORTS = "I need the sales reports for two weeks, board deck"


@pytest.mark.parametrize("question", [FOR_A_COLLEAGUE, REPORTS])
@pytest.mark.parametrize("text", ["my laptop is broken", "the printer on the second floor does not work"])
async def test_a_sentence_about_something_else_is_no_answer(stage: Stage, question: str, text: str) -> None:
    asked = await asks(stage, TOM, question)
    told = stage.slack.text_of(await asks(stage, TOM, text))
    assert "outside what I can do" in told
    assert "did not understand" not in stage.slack.text_of(stage.slack.latest(asked))
    assert "Continued" not in stage.slack.text_of(stage.slack.latest(asked))


@pytest.mark.parametrize("question", [FOR_A_COLLEAGUE, REPORTS])
async def test_a_whole_new_wish_is_a_card_of_its_own(stage: Stage, question: str) -> None:
    asked = await asks(stage, TOM, question)
    told = stage.slack.text_of(await asks(stage, TOM, "I need ledger access"))
    assert "Pick one" in told
    assert "Ledger" in told
    assert "Continued" not in stage.slack.text_of(stage.slack.latest(asked))


@pytest.mark.parametrize("text", ["banana", "my new colleague"])
async def test_an_answer_that_names_nobody_is_asked_again_and_is_not_for_whoever_writes(
    stage: Stage, text: str
) -> None:
    await asks(stage, TOM, FOR_A_COLLEAGUE)
    told = await asks(stage, TOM, text)
    assert "I did not understand that. Who is it for?" in stage.slack.text_of(told)


@pytest.mark.parametrize(
    ("text", "whom"),
    [("Sana Malik", "<@USANAMALIK>"), ("for Sana Malik", "<@USANAMALIK>"), ("for me", "You")],
)
async def test_whoever_is_named_is_whom_it_is_for(stage: Stage, text: str, whom: str) -> None:
    await asks(stage, TOM, FOR_A_COLLEAGUE)
    card = stage.slack.text_of(await asks(stage, TOM, text))
    assert "Dashboards" in card
    assert f"*For*\n{whom}" in card


async def test_an_answer_brings_its_own_length_and_reason_along(stage: Stage) -> None:
    await asks(stage, TOM, "I need the sales reports for two weeks because of the audit")
    card = stage.slack.text_of(await asks(stage, TOM, "EMEA, and two days, because the board meets"))
    assert "region EMEA" in card
    assert "2 days" in card
    assert "2 weeks" not in card
    assert ">the board meets" in card
