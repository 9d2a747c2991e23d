"""Words that answer what waits elsewhere, or nothing any more: said so, and no list of what may be meant."""

from __future__ import annotations

import pytest

from tests.bot.listeners.stage import LENA, TOM, Stage
from tests.bot.listeners.talking import asks
from tests.bot.listeners.test_answering import CARA
from tests.bot.listeners.test_deciding import asked
from tests.bot.listeners.test_replies import questioned

REPORTS = "I need the sales reports for EMEA, two weeks, board deck"


@pytest.mark.parametrize("said", ["the one on december 3rd", "it's the november deck"])
async def test_an_answer_beside_the_question_is_passed_on_to_nobody_and_shown_where_it_belongs(
    stage: Stage, said: str
) -> None:
    await questioned(stage)
    told = stage.slack.text_of(await asks(stage, TOM, said))
    assert f"If it is your answer to <@{LENA}>, reply in the thread below their question" in told


async def test_a_wish_beside_an_open_question_is_still_a_wish(stage: Stage) -> None:
    await questioned(stage)
    assert "Send request" in stage.slack.buttons(await asks(stage, TOM, "I need the dashboards"))


async def test_it_after_a_no_is_about_the_request_that_was_denied(stage: Stage) -> None:
    thread = await asked(stage, REPORTS)
    await stage.slack.person(LENA).clicks(thread, "Deny")
    form = await stage.slack.view(LENA, "Why?")
    await stage.slack.person(LENA).submits(form, {"reason": "not your region"})
    await stage.work_off()
    for said in ("but i do need it", "why"):
        told = stage.slack.text_of(await asks(stage, TOM, said))
        assert "not your region" in told, said


@pytest.mark.parametrize("said", ["EMEA", "two weeks"])
async def test_an_answer_to_a_question_that_was_cancelled_is_no_wish(stage: Stage, said: str) -> None:
    await asks(stage, TOM, "I need the sales reports, board deck")
    await asks(stage, TOM, "cancel")
    assert "The last question was cancelled" in stage.slack.text_of(await asks(stage, TOM, said))


@pytest.mark.parametrize("said", ["make it 3 days", "until Friday", "2 more weeks"])
async def test_a_length_where_no_card_is_open_changes_nothing_and_says_so(stage: Stage, said: str) -> None:
    assert "Nothing was changed: no card is open here" in stage.slack.text_of(await asks(stage, TOM, said))


async def test_the_helpdesk_is_asked_whose_account_it_is(stage: Stage) -> None:
    assert "Whose account is that?" in stage.slack.text_of(await asks(stage, CARA, "unlock her"))


async def test_a_reason_without_because_is_not_lost(stage: Stage) -> None:
    await asks(stage, CARA, "what does Tom Reyes have?")
    told = stage.slack.text_of(await asks(stage, CARA, "he asked on the phone"))
    assert "If that is why you ask, write it with _because …_" in told


async def test_more_of_the_answer_to_a_question_for_one_value(stage: Stage) -> None:
    await asks(stage, TOM, "I need the Q3 sales reports, two weeks, board deck")
    read = stage.slack.text_of(await asks(stage, TOM, "EMEA and APAC"))
    assert "(quarter Q3, region EMEA)" in read
    assert "(quarter Q3, region APAC)" in read
    assert "AMER" not in read


async def test_a_length_beside_a_question_is_kept_for_what_comes_of_it(stage: Stage) -> None:
    await asks(stage, TOM, "I need the sales reports")
    assert "Which region" in stage.slack.text_of(await asks(stage, TOM, "until Friday"))
    assert "Until Friday" in stage.slack.text_of(await asks(stage, TOM, "EMEA"))


async def test_an_end_that_cannot_be_read_is_said_on_the_card(stage: Stage) -> None:
    read = stage.slack.text_of(await asks(stage, TOM, "I need the sales reports for EMEA until lunch"))
    assert "I cannot tell how long until lunch is" in read.replace("_", "")
    again = stage.slack.text_of(await asks(stage, TOM, "until Friday"))
    assert "cannot tell" not in again


async def test_what_was_decided_cannot_be_withdrawn_and_that_is_said_first(stage: Stage) -> None:
    thread = await asked(stage, REPORTS)
    await stage.slack.person(LENA).clicks(thread, "Approve")
    await stage.work_off()
    told = stage.slack.text_of(await asks(stage, TOM, "withdraw my request"))
    assert "nothing to withdraw" in told


async def test_pending_of_somebody_who_asked_for_nothing_is_what_waits_for_them(stage: Stage) -> None:
    await asked(stage, REPORTS)
    assert "One decision waits for you" in stage.slack.text_of(await asks(stage, LENA, "anything for me?"))
