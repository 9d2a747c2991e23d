"""The line that says Usher is reading: for slow readings only, and never left behind."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from bot.listeners import messages
from bot.listeners.status_line import AFTER_SECONDS, READING, Wait, status_line
from intents.engines.port import Engine, Inquiry, Reading
from tests.bot.listeners.stage import TOM, Stage

STATUS = "assistant.threads.setStatus"


class Slow:
    """Answers once Slack was asked to show the line."""

    name = "slow"

    def __init__(self, stage: Stage, inner: Engine) -> None:
        self._stage = stage
        self._inner = inner

    async def read(self, inquiry: Inquiry) -> Reading:
        await self._stage.slack.until(lambda: any(call.method == STATUS for call in self._stage.slack.calls))
        return await self._inner.read(inquiry)


def patience(stage: Stage, monkeypatch: pytest.MonkeyPatch, *, slow: bool) -> list[float]:
    """The reading is slower or quicker than the patience of the line; gives the seconds that were waited."""
    waited: list[float] = []

    async def at_once(seconds: float) -> None:
        waited.append(seconds)

    async def for_ever(seconds: float) -> None:
        waited.append(seconds)
        await asyncio.Event().wait()

    wait: Wait = at_once if slow else for_ever
    monkeypatch.setattr(messages, "status_line", partial(status_line, wait=wait))
    if slow:
        stage.engine.inner = Slow(stage, stage.engine.inner)
    return waited


def lines(stage: Stage) -> list[object]:
    return [call.args.get("status") for call in stage.slack.calls if call.method == STATUS]


async def test_a_reading_that_takes_long_shows_the_line_and_takes_it_away(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = patience(stage, monkeypatch, slow=True)
    stage.engine.name = "openai:test"
    stage.slack.person(TOM).says("what do I have?")
    await stage.slack.message(TOM, "access")
    await stage.work_off()
    assert waited == [AFTER_SECONDS]
    assert lines(stage) == [READING, ""]


async def test_a_quick_reading_shows_no_line(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    waited = patience(stage, monkeypatch, slow=False)
    stage.engine.name = "openai:test"
    stage.slack.person(TOM).says("what do I have?")
    await stage.slack.message(TOM, "access")
    await stage.work_off()
    assert waited == [AFTER_SECONDS]
    assert lines(stage) == []


async def test_the_built_in_engine_never_shows_one(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    waited = patience(stage, monkeypatch, slow=False)
    stage.slack.person(TOM).says("what do I have?")
    await stage.slack.message(TOM, "access")
    await stage.work_off()
    assert (waited, lines(stage)) == ([], [])


async def test_where_slack_has_no_such_line_the_answer_comes_all_the_same(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience(stage, monkeypatch, slow=True)
    stage.engine.name = "openai:test"
    stage.slack.fail_next(STATUS, error="not_allowed_token_type", times=2)
    stage.slack.person(TOM).says("what do I have?")
    await stage.slack.message(TOM, "access")
    await stage.work_off()
    assert lines(stage) == [READING, ""]
