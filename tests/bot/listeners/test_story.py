"""The whole loop as people see it: ask, confirm, approve, live, done."""

from __future__ import annotations

from tests.bot.listeners.stage import LENA, MAX, TOM, Stage

ASK = "I need read access to the sales reports for EMEA, two weeks, for the board deck"


async def test_one_sentence_becomes_a_card_then_a_thread_then_live_access(stage: Stage) -> None:
    slack, tom, lena = stage.slack, stage.slack.person(TOM), stage.slack.person(LENA)
    tom.says(ASK)
    card = await slack.message(TOM, "Sales reports")
    read = slack.text_of(card)
    assert "region EMEA" in read
    assert "2 weeks" in read
    assert f"<@{LENA}>, your manager" in read
    assert slack.messages("access-requests") == []
    await tom.clicks(card, "Send request")
    await stage.work_off()
    status = await slack.message(TOM, "Waiting for")
    assert status.ts == card.ts
    thread = await slack.message("access-requests", "Sales reports")
    assert slack.buttons(thread) == ["Approve", "Deny"]
    assert any(
        f"<@{LENA}>" in slack.text_of(m) for m in slack.messages("access-requests", thread_ts=thread.ts)
    )
    await lena.clicks(thread, "Approve")
    await stage.work_off()
    thread = slack.latest(thread)
    assert slack.buttons(thread) == []
    assert "approved by" in slack.text_of(thread)
    assert "Live until" in slack.text_of(slack.latest(status))
    await tom.clicks(slack.latest(status), "I'm done")
    await stage.work_off()
    assert "Given back" in slack.text_of(slack.latest(status))
    assert slack.buttons(slack.latest(status)) == []


async def test_a_stranger_to_the_request_learns_who_may_decide(stage: Stage) -> None:
    slack = stage.slack
    slack.person(TOM).says(ASK)
    await slack.person(TOM).clicks(await slack.message(TOM, "Sales reports"), "Send request")
    await stage.work_off()
    thread = await slack.message("access-requests", "Sales reports")
    await slack.person(MAX).clicks(thread, "Approve")
    note = await slack.note(MAX)
    assert "not yours to decide" in slack.text_of(note)
    await slack.person(TOM).clicks(thread, "Approve")
    assert "your own request" in slack.text_of(await slack.note(TOM))
    assert slack.buttons(slack.latest(thread)) == ["Approve", "Deny"]


async def test_a_denial_needs_a_reason_and_the_requester_reads_it(stage: Stage) -> None:
    slack, lena = stage.slack, stage.slack.person(LENA)
    slack.person(TOM).says(ASK)
    await slack.person(TOM).clicks(await slack.message(TOM, "Sales reports"), "Send request")
    await stage.work_off()
    thread = await slack.message("access-requests", "Sales reports")
    await lena.clicks(thread, "Deny")
    view = await slack.view(LENA, "Why?")
    await lena.submits(view, {"reason": "The board deck is done <already> & filed"})
    await stage.work_off()
    status = await slack.message(TOM, "Denied by")
    assert "The board deck is done" in slack.text_of(status)
    assert slack.buttons(slack.latest(thread)) == []
    await slack.person(LENA).clicks(thread, "Approve")
    assert "settled already" in slack.text_of(await slack.note(LENA))


async def test_the_private_note_to_a_stranger_stands_in_the_channel_where_they_clicked(stage: Stage) -> None:
    """The card has replies by then, so Slack names it as its own thread."""
    slack = stage.slack
    slack.person(TOM).says(ASK)
    await slack.person(TOM).clicks(await slack.message(TOM, "Sales reports"), "Send request")
    await stage.work_off()
    thread = await slack.message("access-requests", "Sales reports")
    assert slack.messages("access-requests", thread_ts=thread.ts)
    await slack.person(MAX).clicks(thread, "Approve")
    note = await slack.note(MAX)
    assert note.thread_ts is None
    assert note.channel == thread.channel
