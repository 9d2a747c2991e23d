"""What is said in a request's thread: kept by its place alone, until it is known to answer a question."""

from __future__ import annotations

import pytest

from approvals.operations.ask_for_more import ask_for_more
from approvals.queries.requests import waiting_for
from bot.listeners.replies import REPLY
from bot.slack_local.model import Message
from tests.bot.listeners.stage import MAX, TOM, Stage
from tests.bot.listeners.test_deciding import asked


async def questioned(stage: Stage) -> Message:
    """Lena has asked Tom something about his request; its thread."""
    thread = await asked(stage, "I need the sales reports for EMEA, two weeks, board deck")
    (request,) = await waiting_for(stage.desk, "lena.osei")
    await ask_for_more(stage.desk, item_id=request.items[0].id, by="lena.osei", text="Which deck?")
    await stage.work_off()
    return thread


async def says(stage: Stage, user: str, words: str, thread: Message) -> None:
    stage.slack.person(user).says(words, channel=thread.channel, thread_ts=thread.ts)
    await stage.work_off()


async def test_no_job_keeps_what_anybody_said(stage: Stage) -> None:
    thread = await questioned(stage)
    await says(stage, MAX, "Between us, this looks odd.", thread)
    await says(stage, TOM, "The November deck.", thread)
    taken = [job for job in stage.jobs.taken if job.name == REPLY]
    assert len(taken) == 2
    assert not any("Between us" in str(job.payload) or "November" in str(job.payload) for job in taken)
    assert "see the answer above" in stage.slack.text_of(
        stage.slack.messages(thread.channel, thread_ts=thread.ts)[-1]
    )
    fetched = [call for call in stage.slack.calls if call.method == "conversations.replies"]
    assert [call.args["oldest"] for call in fetched] == [fetched[0].args["latest"]], (
        "the answer's words alone"
    )


@pytest.mark.parametrize(("code", "passed_on"), [("internal_error", True), ("thread_not_found", False)])
async def test_words_that_slack_does_not_give_are_asked_for_again_or_left(
    stage: Stage, code: str, passed_on: bool
) -> None:
    thread = await questioned(stage)
    stage.slack.fail_next("conversations.replies", error=code)
    await says(stage, TOM, "The November deck.", thread)
    there = stage.slack.messages(thread.channel, thread_ts=thread.ts)
    assert any("see the answer above" in stage.slack.text_of(one) for one in there) is passed_on
