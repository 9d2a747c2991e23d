"""Things for different times on one card: read, changed, filled in and sent, each with its own length."""

from __future__ import annotations

from datetime import date, timedelta

from approvals.queries.requests import requests_of
from catalog.ends import end_of_day
from tests.bot.listeners.stage import TOM, Stage
from tests.bot.listeners.talking import asks

BOTH = "I need the dashboards for two weeks and the lab badge until Friday because of the audit"


async def test_each_thing_is_asked_for_as_long_as_was_said(stage: Stage) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, BOTH)
    read = slack.text_of(card)
    assert "For 2 weeks" in read
    assert "Until Friday 4 December" in read
    assert "See each item" in read
    assert ">the audit" in read
    await slack.person(TOM).clicks(card, "Send request")
    await stage.work_off()
    (request,) = await requests_of(stage.desk, "tom.reyes")
    assert [item.duration for item in request.items] == [timedelta(days=14), timedelta(days=4)]
    badge_ends = end_of_day(date(2026, 12, 4), stage.desk.company.zone)
    assert [item.until for item in request.items] == [None, badge_ends]
    assert request.duration is None


async def test_a_length_said_of_one_of_them_leaves_the_other(stage: Stage) -> None:
    slack = stage.slack
    card = await asks(
        stage, TOM, "I need the dashboards and the lab badge for two weeks because of the audit"
    )
    told = slack.text_of(await asks(stage, TOM, "the first one for a week"))
    assert "Warehouse · Dashboards · Viewer: 1 week instead of 2 weeks" in told
    read = slack.text_of(slack.latest(card))
    assert "For 1 week" in read
    assert "For 2 weeks" in read
    told = slack.text_of(await asks(stage, TOM, "also the journal for 3 days"))
    assert "added Ledger · Journal · Viewer for 3 days" in told
    told = slack.text_of(await asks(stage, TOM, "make it one day"))
    assert "Changed: for 1 day." in told


async def test_the_form_keeps_the_lengths_unless_another_is_chosen_for_all(stage: Stage) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, BOTH)
    await slack.person(TOM).clicks(card, "Change")
    form = await slack.view(TOM, "Each as it says above")
    await slack.person(TOM).submits(form)
    await stage.work_off()
    read = slack.text_of(slack.latest(card))
    assert "For 2 weeks" in read
    assert "Until Friday 4 December" in read
    await slack.person(TOM).clicks(slack.latest(card), "Change")
    form = await slack.view(TOM, "Each as it says above")
    await slack.person(TOM).submits(form, {"form_custom": "1 week"})
    await stage.work_off()
    read = slack.text_of(slack.latest(card))
    assert read.count("For 1 week") == 2
    assert "See each item" not in read


async def test_asking_again_keeps_the_end_that_was_named_for_one_of_several(stage: Stage) -> None:
    slack = stage.slack
    card = await asks(stage, TOM, BOTH)
    await slack.person(TOM).clicks(card, "Send request")
    await stage.work_off()
    await slack.person(TOM).clicks(slack.latest(card), "Withdraw")
    await stage.work_off()
    await slack.person(TOM).clicks(slack.latest(card), "Ask again, changed")
    form = await slack.view(TOM, "Each as it says above")
    assert "Until Friday 4 December 2026." in slack.text_of(form)
    await slack.person(TOM).submits(form)
    await stage.work_off()
    again = await slack.message(TOM, "Is this what you need?")
    assert "Until Friday 4 December" in slack.text_of(again)
