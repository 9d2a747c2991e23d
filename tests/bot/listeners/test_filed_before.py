"""What was filed by a process that did not live to say so is gone on with, and not refused for being there already."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from approvals.errors import Refused
from approvals.model import ItemStatus
from approvals.operations import appeal as appealing
from approvals.queries.requests import requests_of
from bot.drafts import close_draft
from bot.listeners import emergencies
from bot.slack_local.model import Message, View
from catalog.emergency import Called, Emergency
from tests.approvals.company import small_company
from tests.bot.listeners.stage import MAX, OMAR, Stage, staged

FAY = "UFAYMOSS"
REFUSED = "I need to approve payments in the ledger for a week, Joris is on leave"
"""She creates payments, and nobody may hold both."""
CRY = "break glass: I need warehouse administrator for 3 days, the nightly load fails"


@pytest.fixture
async def alarmed(database: str) -> AsyncIterator[Stage]:
    """Northlight, where Engineering may break the glass."""
    company = small_company(emergency=Emergency(who=Called(departments=("Engineering",))))
    async with staged(database, company) as whole:
        yield whole


def dying_once(does: Any) -> Any:
    """The process ends there, the first time; the second time it does what it does.

    A refusal stands in for the end: it leaves the window open too, as Slack does when it hears nothing.
    """
    ended: list[int] = []

    async def dies(*given: Any, **named: Any) -> Any:
        if not ended:
            ended.append(1)
            raise Refused("Nothing after this ran.")
        return await does(*given, **named)

    return dies


async def opened(stage: Stage, user: str, words: str, button: str) -> tuple[Message, View]:
    stage.slack.person(user).says(words)
    await stage.work_off()
    card = [m for m in stage.slack.messages(user) if m.by_bot][-1]
    await stage.slack.person(user).clicks(card, button)
    return card, await stage.slack.view(user, "?")


async def test_glass_that_was_broken_is_not_refused_for_being_held(
    alarmed: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    max_ = alarmed.slack.person(MAX)
    card, view = await opened(alarmed, MAX, CRY, "Break glass")
    monkeypatch.setattr(emergencies, "close_draft", dying_once(close_draft))
    await max_.submits(view, {"reason": "the nightly load fails"})
    await alarmed.work_off()
    (request,) = await requests_of(alarmed.desk, "max.vogel")
    assert (await max_.submits(view, {"reason": "the nightly load fails"})).accepted
    await alarmed.work_off()
    assert [one.id for one in await requests_of(alarmed.desk, "max.vogel")] == [request.id]
    assert "Live until" in alarmed.slack.text_of(alarmed.slack.latest(card))


async def test_the_owner_reads_the_newest_state_whatever_was_written_last(alarmed: Stage) -> None:
    _, view = await opened(alarmed, MAX, CRY, "Break glass")
    assert (await alarmed.slack.person(MAX).submits(view, {"reason": "the nightly load fails"})).accepted
    await alarmed.work_off()
    told = await alarmed.slack.message(OMAR, "broke the glass")
    await alarmed.client.chat_update(channel=told.channel, ts=told.ts, text="an older state", blocks=[])
    (request,) = await requests_of(alarmed.desk, "max.vogel")
    await alarmed.delivery.refresh(request.id, overwrite=True)
    assert "broke the glass" in alarmed.slack.text_of(alarmed.slack.latest(told))


async def test_a_refusal_that_was_filed_is_appealed_when_it_is_sent_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    fay = stage.slack.person(FAY)
    _, view = await opened(stage, FAY, REFUSED, "Appeal")
    monkeypatch.setattr(appealing, "appeal", dying_once(appealing.appeal))
    await fay.submits(view, {"reason": "The team that did it is gone"})
    (request,) = await requests_of(stage.desk, "fay.moss")
    assert [item.appeal for item in request.items] == [None]
    assert (await fay.submits(view, {"reason": "The team that did it is gone"})).accepted
    (request,) = await requests_of(stage.desk, "fay.moss")
    assert [item.status for item in request.items] == [ItemStatus.REFUSED]
    assert request.items[0].appeal is not None
