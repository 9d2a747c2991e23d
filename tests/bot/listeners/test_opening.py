"""Windows open while Slack lets them: with what was wanted, with a moment's patience, or not at all, and then that is said."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from approvals.errors import NotFound
from bot.listeners import commands, decisions, opening
from bot.slack_local.model import Message
from tests.bot.listeners.stage import LENA, Stage
from tests.bot.listeners.test_deciding import asked

SALES = "I need the sales reports for EMEA, two weeks, board deck"


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever has to be put together takes too long."""
    monkeypatch.setattr(opening, "OPENED_WITHIN", 0.0)


class Held:
    """What the window is about is looked up when the test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, ends: Exception | None = None) -> None:
        self.may = asyncio.Event()
        self._real, self._ends = decisions.item_of, ends
        monkeypatch.setattr(decisions, "item_of", self._item_of)

    async def _item_of(self, *asked: Any) -> Any:
        await self.may.wait()
        if self._ends is not None:
            raise self._ends
        return await self._real(*asked)


async def denies(stage: Stage) -> Message:
    thread = await asked(stage, SALES)
    await stage.slack.person(LENA).clicks(thread, "Deny")
    return thread


async def test_what_takes_long_asks_for_a_moment_first_and_works_all_the_same(
    stage: Stage, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    thread = await denies(stage)
    await stage.slack.view(LENA, "One moment")
    held.may.set()
    view = await stage.slack.view(LENA, "Why?")
    answer = await stage.slack.person(LENA).submits(view, {"reason": "the audit is over"})
    assert answer.accepted, answer.errors
    await stage.work_off()
    assert "denied by" in stage.slack.text_of(stage.slack.latest(thread))


async def test_what_does_not_take_long_opens_one_window_once(stage: Stage) -> None:
    await denies(stage)
    await stage.slack.view(LENA, "Why?")
    await stage.work_off()
    assert [call.method for call in stage.slack.calls if call.method in {"views.open", "views.update"}] == [
        "views.open"
    ]


@pytest.mark.parametrize(
    ("ends", "says"),
    [
        (NotFound("That is gone; ask again."), "That is gone; ask again."),
        (KeyError("?"), "Something went wrong"),
    ],
)
async def test_why_it_cannot_be_had_stands_in_the_window_that_asked_for_a_moment(
    stage: Stage, at_once: None, monkeypatch: pytest.MonkeyPatch, ends: Exception, says: str
) -> None:
    held = Held(monkeypatch, ends=ends)
    await denies(stage)
    await stage.slack.view(LENA, "One moment")
    held.may.set()
    await stage.slack.view(LENA, says)
    await stage.work_off()
    assert stage.slack.ephemerals(LENA) == [], "said once"


async def test_the_commands_window_says_why_the_form_cannot_be_had(
    stage: Stage, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command names whoever wrote it in another place than a click does."""
    may = asyncio.Event()

    async def form(*_: Any) -> Any:
        await may.wait()
        raise NotFound("That is gone; ask again.")

    monkeypatch.setattr(commands, "empty_form", form)
    await stage.slack.person(LENA).command("/access")
    await stage.slack.view(LENA, "One moment")
    may.set()
    await stage.work_off()
    (view,) = stage.slack.open_views(LENA)
    assert "That is gone; ask again." in stage.slack.text_of(view)


async def test_who_closes_the_window_meanwhile_hears_of_no_trouble(
    stage: Stage, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    await denies(stage)
    await stage.slack.person(LENA).closes(await stage.slack.view(LENA, "One moment"))
    held.may.set()
    await stage.work_off()
    assert stage.slack.ephemerals(LENA) == []
    assert stage.slack.open_views(LENA) == []


async def test_a_click_too_old_to_open_a_window_is_answered(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.slack.fail_next("views.open", error="expired_trigger_id")
    await denies(stage)
    note = await stage.slack.note(LENA)
    assert stage.slack.text_of(note) == "I took too long, so Slack did not open the window; please try again."
