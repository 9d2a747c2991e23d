"""Don't renew in Slack: on the reminder by who holds it, in the thread by whoever reviews it."""

from __future__ import annotations

from datetime import timedelta

from approvals.jobs.port import JobName
from approvals.lessening import Less
from approvals.operations.approve_changed import approve_changed
from approvals.operations.extend import extend
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, SALES
from tests.bot.listeners.stage import LENA, TOM, Stage


async def reminded(stage: Stage) -> tuple[str, str]:
    """Tom holds the dashboards, and their end is near; the ids of the request and the grant."""
    request = await ask(stage.desk, DASHBOARDS)
    await stage.work_off()
    (due,) = [job.due for job in stage.jobs.waiting if job.name == JobName.REMIND]
    assert due is not None
    stage.clock.at = due
    await stage.work_off()
    grant = (await only_item(stage.desk, request)).grant
    assert grant is not None
    return request, grant.id


async def test_the_reminder_says_so_in_place_of_the_question(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    _, grant = await reminded(stage)
    reminder = await slack.message(TOM, "Still needed after that?")
    await tom.clicks(reminder, "Don't renew")
    # at once, before any job has run
    await slack.until(lambda: "Not renewed: you chose that" in slack.text_of(slack.latest(reminder)))
    said = slack.latest(reminder)
    assert "Still needed after that?" not in slack.text_of(said)
    assert slack.buttons(said) == ["Extend", "I'm done"]
    await stage.work_off()
    assert slack.text_of(slack.latest(reminder)) == slack.text_of(said)
    status = await slack.message(TOM, "Your request:")
    assert "Not renewed: " in slack.text_of(slack.latest(status))

    # On the old picture of it once more, which changes nothing.
    await tom.clicks(reminder, "Don't renew")
    await stage.work_off()
    assert slack.text_of(slack.latest(reminder)) == slack.text_of(said)

    # They have changed their mind; the reminder does not go on saying what is not so.
    await extend(
        stage.desk,
        grant_id=grant,
        by="tom.reyes",
        duration=timedelta(days=14),
        reason="the board meets later",
        key="longer",
    )
    await stage.work_off()
    assert "was extended: it ends" in slack.text_of(slack.latest(reminder))
    assert slack.buttons(slack.latest(reminder)) == []
    assert "Not renewed" not in slack.text_of(slack.latest(status))


async def test_of_what_has_ended_it_is_a_plain_sentence(stage: Stage) -> None:
    slack, tom = stage.slack, stage.slack.person(TOM)
    await reminded(stage)
    reminder = await slack.message(TOM, "Still needed after that?")
    stage.clock.advance(timedelta(days=4))
    await stage.work_off()
    await tom.clicks(reminder, "Don't renew")
    assert await slack.message(TOM, "has ended already")


async def test_whoever_reviews_it_decides_that_and_the_holder_hears_once(stage: Stage) -> None:
    slack, tom, lena = stage.slack, stage.slack.person(TOM), stage.slack.person(LENA)
    request = await ask(stage.desk, SALES, duration=timedelta(days=60))
    item = await only_item(stage.desk, request)
    await approve_changed(stage.desk, item_id=item.id, by="lena.osei", less=Less(review=True), why="for now")
    await stage.work_off()
    status = await slack.message(TOM, "Your request:")
    before = slack.latest(status)
    assert "Extend" in slack.buttons(before)
    stage.clock.advance(timedelta(days=30))
    await stage.work_off()
    thread = slack.messages("access-requests")[0]
    asked = await slack.message("access-requests", "Monthly review", thread_ts=thread.ts)
    assert slack.buttons(asked) == ["Keep", "Don't renew", "End"]

    await tom.clicks(asked, "Don't renew")
    assert "cannot review access that you hold" in slack.text_of(await slack.note(TOM))
    await lena.clicks(asked, "Don't renew")
    await stage.work_off()
    assert "Kept until its end by" in slack.text_of(slack.latest(asked))
    told = [one for one in slack.messages(TOM) if "and is not renewed" in slack.text_of(one)]
    assert len(told) == 1
    assert "decided that in a review" in slack.text_of(slack.latest(status))
    assert "Extend" not in slack.buttons(slack.latest(status))

    # A button that was on the screen still opens no window that leads nowhere.
    await tom.clicks(before, "Extend")
    refused = await slack.message(TOM, "decided on")
    assert "Ask for it anew once it has ended" in slack.text_of(refused)

    stage.clock.advance(timedelta(days=28))
    await stage.work_off()
    reminder = await slack.message(TOM, "ends")
    assert slack.buttons(slack.latest(reminder)) in ([], ["I'm done"])
    assert len([one for one in slack.messages(TOM) if "and is not renewed" in slack.text_of(one)]) == 1
