"""A monthly review in the thread, from the note to the answer."""

from __future__ import annotations

from datetime import timedelta

from approvals.lessening import Less
from approvals.operations.approve_changed import approve_changed
from tests.approvals.asking import ask, only_item
from tests.approvals.company import EXPORTS
from tests.bot.listeners.stage import LENA, TOM, Stage


async def test_the_thread_asks_each_month_and_a_click_answers(stage: Stage) -> None:
    slack, lena = stage.slack, stage.slack.person(LENA)
    item = await only_item(stage.desk, await ask(stage.desk, EXPORTS, duration=None))
    await approve_changed(stage.desk, item_id=item.id, by="lena.osei", less=Less(review=True), why="for now")
    await stage.work_off()
    stage.clock.advance(timedelta(days=30))
    await stage.work_off()
    thread = slack.messages("access-requests")[0]
    asked = await slack.message("access-requests", "Monthly review", thread_ts=thread.ts)
    assert f"<@{LENA}>, keep it or end it?" in slack.text_of(asked)
    status = await slack.message(TOM, "Its monthly review waits for")

    await slack.person(TOM).clicks(asked, "Keep")
    assert "cannot review access that you hold" in slack.text_of(await slack.note(TOM))
    stage.clock.advance(timedelta(days=1))
    await stage.work_off()
    reminder = await slack.message("access-requests", "a reminder. The monthly review", thread_ts=thread.ts)
    assert f"<@{TOM}>, your access ends" in slack.text_of(reminder)

    await lena.clicks(asked, "Keep")
    await stage.work_off()
    assert "Kept by" in slack.text_of(slack.latest(asked))
    assert slack.buttons(slack.latest(asked)) == []
    assert "monthly review" not in slack.text_of(slack.latest(status))

    stage.clock.advance(timedelta(days=30))
    await stage.work_off()
    for _ in range(12):
        stage.clock.advance(timedelta(days=1))
        await stage.work_off()
    assert "nobody answered its monthly review" in slack.text_of(await slack.message(TOM, "has ended"))
    ended = await slack.message("access-requests", "so the access was ended", thread_ts=thread.ts)
    assert slack.buttons(ended) == []
