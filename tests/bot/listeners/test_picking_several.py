"""More than one thing of a list: by words, by one click after another, and what stays as quick as it was."""

from __future__ import annotations

import re

import pytest

from tests.bot.listeners.stage import TOM, Stage
from tests.bot.listeners.talking import asks

SURE = "Is this what you need?"


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("the first and the third", (0, 2)),
        ("1 and 3", (0, 2)),
        ("the first two", (0, 1)),
        ("1, 2 and 4", (0, 1, 3)),
    ],
)
async def test_several_are_picked_by_words_and_stand_on_one_card(
    stage: Stage, text: str, picked: tuple[int, ...]
) -> None:
    card = await asks(stage, TOM, "I need ledger access")
    names = re.findall(r"\*([^*]* · [^*]*)\*", stage.slack.text_of(card))
    await asks(stage, TOM, text)
    read = stage.slack.text_of(stage.slack.latest(card))
    assert SURE in read
    on_card = re.findall(r"^\*([^*]* · [^*]*)\*$", read, re.MULTILINE)
    assert on_card == [names[number] for number in picked]


async def test_all_of_a_list_with_two_levels_of_one_thing_asks_which(stage: Stage) -> None:
    card = await asks(stage, TOM, "I need ledger access")
    told = stage.slack.text_of(await asks(stage, TOM, "all of them"))
    assert "Ledger · Payments is offered at more than one level" in told
    assert "Pick one" in stage.slack.text_of(stage.slack.latest(card))


async def test_one_click_picks_one_and_a_menu_adds_another(stage: Stage) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, "I need ledger access")
    names = re.findall(r"\*([^*]* · [^*]*)\*", slack.text_of(card))
    await slack.person(TOM).clicks(card, action_id="draft_pick_0")
    await stage.work_off()
    read = slack.text_of(slack.latest(card))
    assert SURE in read
    assert "Add another" in read
    assert "Send request" in slack.buttons(slack.latest(card))
    await slack.person(TOM).chooses(slack.latest(card), f"3. {names[2]}", action_id="draft_pick_more")
    await stage.work_off()
    read = slack.text_of(slack.latest(card))
    on_card = re.findall(r"^\*([^*]* · [^*]*)\*$", read, re.MULTILINE)
    assert on_card == [names[0], names[2]]
    assert f"3. {names[2]}" not in read
    await asks(stage, TOM, "the second too")
    assert names[1] in slack.text_of(slack.latest(card)).split("*Why*")[0]
    await asks(stage, TOM, "drop the second one")
    on_card = re.findall(r"^\*([^*]* · [^*]*)\*$", slack.text_of(slack.latest(card)), re.MULTILINE)
    assert on_card == [names[0], names[1]]


async def test_something_else_beside_a_list_stands_on_the_card_and_the_list_is_not_lost(stage: Stage) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, "I need ledger access")
    await asks(stage, TOM, "add the lab badge too")
    read = slack.text_of(slack.latest(card))
    assert "Building · Lab · Badge" in read
    assert "You have not picked from the list yet: 1. Ledger" in read
    await asks(stage, TOM, "the first as well")
    read = slack.text_of(slack.latest(card))
    assert "You have not picked" not in read
    assert "Ledger · Journal · Viewer" in read


async def test_a_card_without_a_list_has_no_menu(stage: Stage) -> None:
    card = await asks(stage, TOM, "I need access to the dashboards")
    assert "Add another" not in stage.slack.text_of(card)


async def test_what_is_named_with_its_level_is_taken_off_the_card(stage: Stage) -> None:
    slack = stage.slack
    card = await asks(
        stage, TOM, "I need the sales reports for EMEA and the lab badge, two weeks, board deck"
    )
    told = slack.text_of(await asks(stage, TOM, "remove the lab badge"))
    assert "Changed: without Building · Lab · Badge." in told
    assert "Sales reports" in slack.text_of(slack.latest(card))


async def test_whoever_fills_in_the_form_instead_is_done_with_the_list(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    card = await asks(stage, TOM, "I need ledger access")
    await tom.clicks(card, "None of these")
    view = await slack.view(TOM, "What")
    await tom.chooses(view, "Building · Lab · Badge", action_id="form_entitlement")
    view = await slack.view(TOM, "How long")
    await tom.submits(view, {"form_why": "measuring"})
    await stage.work_off()
    read = slack.text_of(slack.latest(card))
    assert "Building · Lab · Badge" in read
    assert "You have not picked" not in read
    assert "Add another" not in read
