"""A review of an emergency on the Home tab of those who owe it: it is there, it can be given there, and it goes."""

from __future__ import annotations

import pytest

from approvals.model import Review
from approvals.queries.requests import requests_of
from tests.bot.listeners.stage import GRETA, MAX, TOM, Stage
from tests.bot.listeners.talking import asks
from tests.bot.listeners.test_filed_before import CRY, alarmed, opened

__all__ = ["alarmed"]


@pytest.mark.parametrize("said", [Review.RIGHT, Review.NOT_RIGHT])
async def test_security_finds_it_waiting_and_says_what_it_was(alarmed: Stage, said: Review) -> None:
    slack, greta = alarmed.slack, alarmed.slack.person(GRETA)
    _, view = await opened(alarmed, MAX, CRY, "Break glass")
    assert (await slack.person(MAX).submits(view, {"reason": "the nightly load fails"})).accepted
    await alarmed.work_off()
    told = await asks(alarmed, GRETA, "what do I have to approve?")
    assert "one emergency to review" in slack.text_of(told)

    greta.opens_home()
    home = await slack.home_tab(GRETA, "Waiting for you")
    assert "broke the glass" in slack.text_of(home)
    if said is Review.RIGHT:
        await greta.clicks(home, "Right")
    else:
        await greta.clicks(home, "Not right")
        modal = await slack.view(GRETA, "What was not right?")
        assert (await greta.submits(modal, {"reason": "the load was fine"})).accepted
    await alarmed.work_off()
    assert "Waiting for you" not in slack.text_of(await slack.home_tab(GRETA))
    (request,) = await requests_of(alarmed.desk, "max.vogel")
    assert request.items[0].emergency is not None
    assert request.items[0].emergency.review is said


async def test_nobody_else_is_shown_it(alarmed: Stage) -> None:
    slack = alarmed.slack
    _, view = await opened(alarmed, MAX, CRY, "Break glass")
    assert (await slack.person(MAX).submits(view, {"reason": "the nightly load fails"})).accepted
    await alarmed.work_off()
    for user in (MAX, TOM):
        slack.person(user).opens_home()
        assert "Waiting for you" not in slack.text_of(await slack.home_tab(user, "My access"))


async def test_a_card_from_before_the_verdict_says_why_not_when_it_is_pressed(alarmed: Stage) -> None:
    slack, max_, greta = alarmed.slack, alarmed.slack.person(MAX), alarmed.slack.person(GRETA)
    first, early = await opened(alarmed, MAX, CRY, "Break glass")
    await max_.closes(early)
    second, view = await opened(alarmed, MAX, f"{CRY} again", "Break glass")
    assert first.ts != second.ts
    assert (await max_.submits(view, {"reason": "the nightly load fails"})).accepted
    await alarmed.work_off()
    alarm = await slack.message("security-reviews", "broke the glass")
    await greta.clicks(alarm, "Not right")
    modal = await slack.view(GRETA, "What was not right?")
    assert (await greta.submits(modal, {"reason": "the load was fine"})).accepted
    await alarmed.work_off()
    assert "Break glass" in slack.buttons(slack.latest(first))
    await max_.clicks(first, "Break glass")
    await slack.message(MAX, "it found an earlier emergency of yours about this not right")
    assert len(await requests_of(alarmed.desk, "max.vogel")) == 1
