"""What short messages beside a card are taken for, by their words alone; longer ones that begin alike are not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.listeners.asking_same import asks_for_the_same
from bot.listeners.card_above import of_the_list
from bot.listeners.nudging import asks_to_nudge
from bot.listeners.small_talk import SmallTalk, gives_back, says_no, says_yes, small_talk
from tests.bot.listeners.stage import TOM, Stage
from tests.bot.listeners.talking import asks

REPORTS = "I need the sales reports for EMEA, two weeks, board deck"


@pytest.mark.parametrize(
    "said",
    ["yes", "Yes please, send it", "ok, go ahead", "👍", ":+1::skin-tone-3:", "that's right", "looks good to me",
     "Perfect!", "please submit the request", "can you send it?", "leave it as it is", "it's fine"],
)  # fmt: skip
def test_words_of_approval(said: str) -> None:
    assert says_yes(said)
    assert small_talk(said) is not SmallTalk.CANCEL


@pytest.mark.parametrize(
    "said",
    ["yes, but only EMEA", "send it to Ilka", "ok so I need the vault", "fine for a week", "good morning", "please", "",
     "don't send it", "right to edit", "no"],
)  # fmt: skip
def test_more_than_approval(said: str) -> None:
    assert not says_yes(said)


def test_a_bare_no_and_giving_back() -> None:
    assert says_no("No.")
    assert not says_no("no, APAC")
    assert gives_back("I'm done, thanks") or gives_back("I'm done")
    assert not gives_back("I'm done with the sales reports")
    assert small_talk("withdraw it") is SmallTalk.CANCEL


@pytest.mark.parametrize(
    ("said", "different"),
    [
        ("same again", ""),
        ("the same again but for APAC", "for APAC"),
        ("Ask again, two weeks", "two weeks"),
        ("I need it again after all", ""),
        ("put it back", ""),
        ("I need it", None),
        ("the same access as Lena has", "as Lena has"),
        ("again the dashboards do not load", None),
    ],
)
def test_the_same_once_more(said: str, different: str | None) -> None:
    assert asks_for_the_same(said) == different


@pytest.mark.parametrize(
    ("said", "nudges"),
    [
        ("prod db", False),
        ("prod her", True),
        ("nudge", True),
        ("can you chase Lena Osei?", True),
        ("please remind her again", True),
        ("ping them about it", True),
        ("remind me on Friday", False),
        ("remind us", False),
        ("I need access to the reminders", False),
    ],
)
def test_reminding_whoever_decides(said: str, nudges: bool) -> None:
    assert asks_to_nudge(said) is nudges


def test_none_of_a_list() -> None:
    assert of_the_list("None of these.") is not None
    assert of_the_list("both") is None, "that picks them"


@pytest.mark.parametrize("said", ["perfect", "yes, send it", "it's fine", "somehow differently", "no"])
async def test_the_card_stays_open_and_nothing_is_posted_that_could_take_its_place(
    stage: Stage, said: str
) -> None:
    card = await asks(stage, TOM, REPORTS)
    before = stage.slack.text_of(card)
    answer = await asks(stage, TOM, said)
    assert stage.slack.buttons(answer) == []
    assert stage.slack.text_of(stage.slack.latest(card)) == before
    assert "1 week instead of 2 weeks" in stage.slack.text_of(await asks(stage, TOM, "make it one week"))


async def test_one_of_two_cards_is_cancelled_and_the_other_one_is_mentioned(stage: Stage) -> None:
    first = await asks(stage, TOM, REPORTS)
    stage.clock.advance(timedelta(minutes=1))
    await asks(stage, TOM, "I need access to the dashboards")
    assert "still open above" in stage.slack.text_of(await asks(stage, TOM, "cancel"))
    assert "Send request" in stage.slack.buttons(stage.slack.latest(first))
    await asks(stage, TOM, "cancel all")
    assert "Nothing was sent" in stage.slack.text_of(stage.slack.latest(first))


async def test_what_is_said_about_a_cancelled_card_leads_back_to_it(stage: Stage) -> None:
    await asks(stage, TOM, REPORTS)
    await asks(stage, TOM, "cancel")
    assert "the same again" in stage.slack.text_of(await asks(stage, TOM, "make it one week"))
    card = await asks(stage, TOM, "the same again, but one week")
    assert "1 week" in stage.slack.text_of(card)
    assert ">board deck" in stage.slack.text_of(card)


async def test_a_list_stays_what_is_picked_from_and_its_number_is_enough(stage: Stage) -> None:
    listed = await asks(stage, TOM, "I need ledger access")
    assert "Pick one" in stage.slack.text_of(listed)
    assert "pick one above" in stage.slack.text_of(await asks(stage, TOM, "double it"))
    assert "Pick one" in stage.slack.text_of(stage.slack.latest(listed))
    assert "Changed: picked " in stage.slack.text_of(await asks(stage, TOM, "2"))
    assert "Is this what you need?" in stage.slack.text_of(stage.slack.latest(listed))
