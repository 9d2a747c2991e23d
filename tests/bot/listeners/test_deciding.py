"""The approval side: Security's copy, two clicks at once, withdrawing, App Home, and trouble."""

from __future__ import annotations

import asyncio

from approvals.jobs.port import JobName
from bot.slack_local.model import Message
from tests.bot.listeners.stage import GRETA, LENA, OMAR, TOM, Stage


async def asked(stage: Stage, text: str, why: str = "nightly load is broken") -> Message:
    """Tom's request, sent; gives back the card in the requests channel."""
    slack, tom = stage.slack, stage.slack.person(TOM)
    tom.says(text)
    await stage.work_off()
    card = [m for m in slack.messages(TOM) if m.by_bot][-1]
    await tom.clicks(card, "Send request")
    await stage.work_off()
    if slack.open_views(TOM):
        await tom.submits(slack.open_views(TOM)[-1], {"form_why": why})
        await stage.work_off()
    return [m for m in slack.messages("access-requests") if m.by_bot][-1]


async def test_a_high_risk_request_goes_through_everybody_it_has_to(stage: Stage) -> None:
    slack = stage.slack
    thread = await asked(stage, "warehouse administrator for 3 days to fix the nightly load")
    copy = slack.messages("security-reviews")[0]
    assert "●●● high" in slack.text_of(copy)
    assert "Restricted data" in slack.text_of(thread)
    for user in (LENA, OMAR):
        await slack.person(user).clicks(thread, "Approve")
        await stage.work_off()
    assert slack.buttons(slack.latest(copy)) == ["Approve", "Deny"]
    await slack.person(GRETA).clicks(copy, "Approve")
    await stage.work_off()
    for card in (thread, copy):
        assert slack.buttons(slack.latest(card)) == []
        assert "Live until" in slack.text_of(slack.latest(card))
    replies = [slack.text_of(m) for m in slack.messages("access-requests", thread_ts=thread.ts)]
    assert sum("approved this" in reply for reply in replies) == 3
    assert sum("is live" in reply for reply in replies) == 1


async def test_two_clicks_at_the_same_instant_are_one_decision(stage: Stage) -> None:
    slack = stage.slack
    thread = await asked(stage, "I need the sales reports for EMEA, two weeks, board deck")
    lena = slack.person(LENA)
    await asyncio.gather(lena.clicks(thread, "Approve"), lena.clicks(thread, "Approve"))
    await stage.work_off()
    replies = [slack.text_of(m) for m in slack.messages("access-requests", thread_ts=thread.ts)]
    assert sum("approved this" in reply for reply in replies) == 1
    assert "settled already" in slack.text_of(await slack.note(LENA))


async def test_withdrawing_takes_the_buttons_away_and_says_so(stage: Stage) -> None:
    slack = stage.slack
    thread = await asked(stage, "I need the sales reports for EMEA, two weeks, board deck")
    status = await slack.message(TOM, "Waiting for")
    await slack.person(TOM).clicks(status, "Withdraw")
    await stage.work_off()
    assert "Withdrawn" in slack.text_of(slack.latest(status))
    assert slack.buttons(slack.latest(thread)) == []
    await slack.person(LENA).clicks(thread, "Approve")
    assert "withdrawn" in slack.text_of(await slack.note(LENA))


async def test_an_approver_decides_from_the_home_tab(stage: Stage) -> None:
    slack, lena = stage.slack, stage.slack.person(LENA)
    thread = await asked(stage, "I need the sales reports for EMEA, two weeks, board deck")
    lena.opens_home()
    home = await slack.home_tab(LENA, "Waiting for you")
    assert "board deck" in slack.text_of(home)
    await lena.clicks(home, "Approve")
    await stage.work_off()
    assert "Waiting for you" not in slack.text_of(await slack.home_tab(LENA))
    assert "Live until" in slack.text_of(slack.latest(thread))


async def test_a_denial_after_the_decision_is_told_to_the_one_who_was_late(stage: Stage) -> None:
    slack, lena = stage.slack, stage.slack.person(LENA)
    thread = await asked(stage, "I need the sales reports for EMEA, two weeks, board deck")
    await lena.clicks(thread, "Deny")
    view = await slack.view(LENA, "Why?")
    await lena.clicks(thread, "Approve")
    await stage.work_off()
    answer = await lena.submits(view, {"reason": "On second thoughts"})
    assert "settled already" in answer.errors["reason"]
    assert slack.ephemerals(LENA) == []
    assert "Live until" in slack.text_of(slack.latest(thread))


async def test_when_slack_is_down_after_the_click_the_job_shows_the_outcome_later(stage: Stage) -> None:
    slack = stage.slack
    thread = await asked(stage, "I need the sales reports for EMEA, two weeks, board deck")
    slack.fail_next("chat.update", error="internal_error", times=3)
    await slack.person(LENA).clicks(thread, "Approve")
    await stage.work_off()
    assert "Live until" in slack.text_of(slack.latest(thread))
    assert not [m for m in slack.ephemerals(LENA) if "went wrong" in slack.text_of(m)]


async def test_an_unforeseen_error_is_one_private_sentence(stage: Stage) -> None:
    slack = stage.slack
    slack.fail_next("views.open", error="internal_error", times=1)
    thread = await asked(stage, "I need the sales reports for EMEA, two weeks, board deck")
    await slack.person(LENA).clicks(thread, "Deny")
    note = slack.text_of(await slack.note(LENA))
    assert "went wrong on my side" in note
    assert "Traceback" not in note


async def test_the_reminder_offers_to_give_the_access_back(stage: Stage) -> None:
    slack = stage.slack
    thread = await asked(stage, "I need the sales reports for EMEA, two weeks, board deck")
    await slack.person(LENA).clicks(thread, "Approve")
    await stage.work_off()
    timers = (JobName.REMIND, JobName.EXPIRE)
    due = [job.due for job in stage.jobs.waiting if job.due and job.name in timers]
    stage.clock.advance(min(due) - stage.clock.now())
    await stage.work_off()
    reminder = await slack.message(TOM, "ends")
    stage.clock.advance(max(due) - stage.clock.now())
    await stage.work_off()
    assert "Expired" in slack.text_of(slack.latest(await slack.message(TOM, "Your request:")))
    await slack.person(TOM).clicks(reminder, "I'm done")
    assert await slack.message(TOM, "has ended already")


async def test_without_the_channel_the_requester_learns_that_nobody_was_told(stage: Stage) -> None:
    slack = stage.slack
    channels = slack.platform.space.channels
    gone = next(c for c in channels.values() if c.name == "access-requests")
    gone.name = "renamed"
    tom = slack.person(TOM)
    tom.says("I need the sales reports for EMEA, two weeks, board deck")
    card = await slack.message(TOM, "Sales reports")
    await tom.clicks(card, "Send request")
    await stage.work_off()
    text = slack.text_of(slack.latest(card))
    assert "Approvers cannot be reached" in text
    assert "<@UIDABERG>" in text
