"""What a message does to the card before it: answers it, gives its reason, drops it, or leaves it alone."""

from __future__ import annotations

import pytest

from bot.slack_local.model import Message
from tests.bot.listeners.stage import LENA, TOM, Stage
from tests.bot.listeners.talking import asks

DASHBOARDS = "I need access to the dashboards"
"""It gives no reason."""
REPORTS = "I need the sales reports for two weeks, board deck"
"""It lacks the region."""


async def test_a_few_words_become_the_reason_of_a_card_without_one(stage: Stage) -> None:
    card = await asks(stage, TOM, DASHBOARDS)
    answer = await asks(stage, TOM, "the weekly numbers for the team")
    assert "Changed: the reason." in stage.slack.text_of(answer)
    read = stage.slack.text_of(stage.slack.latest(card))
    assert "Dashboards" in read
    assert ">the weekly numbers for the team" in read


@pytest.mark.parametrize("text", ["cancel", "Never mind!", "forget it", "no, thanks", "please cancel that"])
async def test_dropping_a_card_closes_it_and_is_no_reason(stage: Stage, text: str) -> None:
    card = await asks(stage, TOM, DASHBOARDS)
    answer = await asks(stage, TOM, text)
    assert "nothing was sent" in stage.slack.text_of(answer)
    assert "Nothing was sent" in stage.slack.text_of(stage.slack.latest(card))
    assert stage.slack.buttons(stage.slack.latest(card)) == []


async def test_with_nothing_open_there_is_nothing_to_cancel(stage: Stage) -> None:
    assert "nothing to cancel" in stage.slack.text_of(await asks(stage, TOM, "cancel"))
    card = await asks(stage, TOM, "I need the sales reports for EMEA, two weeks, board deck")
    await stage.slack.person(TOM).clicks(card, "Send request")
    await stage.work_off()
    assert "sent already" in stage.slack.text_of(await asks(stage, TOM, "cancel"))
    assert "Waiting for" in stage.slack.text_of(stage.slack.latest(card))


@pytest.mark.parametrize("text", ["hi", "banana", "what is the weather like today?", "thanks!"])
async def test_what_can_be_no_reason_leaves_the_card_as_it_is(stage: Stage, text: str) -> None:
    card = await asks(stage, TOM, DASHBOARDS)
    answer = await asks(stage, TOM, text)
    assert "*Why*" not in stage.slack.text_of(answer)
    assert answer.ts != card.ts
    assert "Not said yet" in stage.slack.text_of(stage.slack.latest(card))
    assert "Send request" in stage.slack.buttons(stage.slack.latest(card))


async def test_a_card_that_cannot_be_sent_takes_no_reason(stage: Stage) -> None:
    slack, lena = stage.slack, stage.slack.person(LENA)
    lena.says(DASHBOARDS)  # which she holds
    await stage.work_off()
    lena.says("the weekly numbers for the team")
    await stage.work_off()
    assert not any(">the weekly numbers" in slack.text_of(m) for m in slack.messages(LENA))


async def test_an_answer_that_does_not_help_is_said_once_with_the_options_and_forgotten(stage: Stage) -> None:
    slack = stage.slack
    await asks(stage, TOM, REPORTS)
    again = await asks(stage, TOM, "banana")
    assert "I did not understand that." in slack.text_of(again)
    assert slack.buttons(again)[:3] == ["EMEA", "AMER", "APAC"]
    third = await asks(stage, TOM, "purple banana")
    assert "did not understand that either" in slack.text_of(third)
    assert "Fill in a form" in slack.buttons(third)
    card = await asks(stage, TOM, "APAC")
    assert "region APAC" in slack.text_of(card)
    await slack.person(TOM).clicks(card, "Send request")
    await stage.work_off()
    thread = slack.messages("access-requests")[0]
    assert "banana" not in slack.text_of(thread)


async def test_another_question_is_answered_while_one_is_open(stage: Stage) -> None:
    card = await asks(stage, TOM, REPORTS)
    assert "access" in stage.slack.text_of(await asks(stage, TOM, "what do I have?"))
    assert "EMEA" in stage.slack.buttons(stage.slack.latest(card))


async def test_other_peoples_words_are_no_reason_on_an_old_card(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    card = await asks(stage, TOM, DASHBOARDS)
    message = slack.person(LENA).says("the board meets on Friday", channel="general")
    await tom.shortcut("request_from_message", message)
    await tom.command("/access", "the board meets on Friday")
    await stage.work_off()
    assert "Not said yet" in slack.text_of(slack.latest(card))
    assert not any(">the board meets" in slack.text_of(m) for m in slack.messages(TOM))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("hi", "Nothing is sent before you confirm it"),
        ("Good morning Usher!", "Nothing is sent before you confirm it"),
        ("thanks!", "You’re welcome."),
        ("Ich brauche Zugriff auf die Verkaufsberichte", "I read only English here"),
        ("أحتاج إلى الوصول إلى تقارير المبيعات", "I read only English here"),
        ("what is the weather like today?", "outside what I can do"),
    ],
)
async def test_courtesies_and_other_languages_get_their_own_answers(
    stage: Stage, text: str, answer: str
) -> None:
    assert answer in stage.slack.text_of(await asks(stage, TOM, text))


async def test_a_message_read_again_after_a_crash_changes_nothing(stage: Stage) -> None:
    slack = stage.slack
    await asks(stage, TOM, DASHBOARDS)
    await asks(stage, TOM, "the weekly numbers for the team")
    before = [(m.ts, slack.text_of(m)) for m in slack.messages(TOM)]
    (job,) = [job for job in stage.jobs.taken if "weekly numbers" in job.payload["message"]]
    await stage.jobs.at_once[job.name](job.payload)
    assert [(m.ts, slack.text_of(m)) for m in slack.messages(TOM)] == before


async def test_two_words_that_ask_nothing_are_the_reason(stage: Stage) -> None:
    card = await asks(stage, TOM, DASHBOARDS)
    await asks(stage, TOM, "stuck orders")
    assert ">stuck orders" in stage.slack.text_of(stage.slack.latest(card))


async def test_a_message_in_another_language_is_no_reason(stage: Stage) -> None:
    card = await asks(stage, TOM, DASHBOARDS)
    await asks(stage, TOM, "ich brauche das bis Freitag für die Prüfung")
    assert "Not said yet" in stage.slack.text_of(stage.slack.latest(card))


async def test_all_answers_the_question_for_one_of_few(stage: Stage) -> None:
    read = stage.slack.text_of(await asks_after(stage, REPORTS, "all regions"))
    for region in ("EMEA", "AMER", "APAC"):
        assert f"(region {region})" in read


async def asks_after(stage: Stage, first: str, then: str) -> Message:
    await asks(stage, TOM, first)
    return await asks(stage, TOM, then)
