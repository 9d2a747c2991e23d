"""What is said in a request's thread: kept by its place alone, until it is known to answer a question."""

from __future__ import annotations

import json

import pytest

from approvals.operations.ask_for_more import ask_for_more
from approvals.queries.requests import waiting_for
from bot.listeners.front import Front
from bot.listeners.replies import REPLY
from bot.slack_app import build_front, slack_last_words
from bot.slack_local.model import Message
from tests.bot.listeners.stage import GUEST, LENA, MAX, STRANGER, TOM, Stage
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


def front_of(stage: Stage) -> Front:
    return build_front(
        desk_of=lambda: stage.desk, engine=stage.engine, client=stage.client, delivery=stage.delivery
    )


def by_mail(stage: Stage, *people: str) -> None:
    """Only their address links them to their account from now on."""
    here = stage.desk.company
    unlinked = {one: here.people[one].model_copy(update={"slack_id": None}) for one in people}
    stage.desk.__dict__["company"] = here.model_copy(update={"people": {**here.people, **unlinked}})


async def given_up(stage: Stage, user: str, thread: Message, surface: str = "") -> list[str]:
    """What they are told when the last try with their words in that thread has failed."""
    surface = surface or await stage.delivery.surfaces.at(thread.channel, thread.ts)
    message = {
        "event_id": "Ev1", "user": user, "channel": thread.channel, "ts": "1795169400.000100",
        "thread_ts": thread.ts, "team": stage.slack.platform.space.team_id, "bot": "UB", "surface": surface,
    }  # fmt: skip
    await slack_last_words(front_of(stage))[REPLY]({"message": json.dumps(message)}, "Slack is away.")
    return [stage.slack.text_of(note) for note in stage.slack.ephemerals(user)]


@pytest.mark.parametrize("linked", ["listed", "by mail"])
async def test_only_whose_answer_it_was_is_told_that_nobody_got_it(stage: Stage, linked: str) -> None:
    thread = await questioned(stage)
    if linked == "by mail":
        by_mail(stage, "tom.reyes", "max.vogel")
    for bystander in (MAX, LENA, STRANGER, GUEST):
        assert await given_up(stage, bystander, thread) == []
    (note,) = await given_up(stage, TOM, thread)
    assert "I could not pass on what you wrote at <!date^1795169400^" in note


async def test_nobody_is_told_where_nothing_is_asked_or_what_it_was_about_is_unknown(stage: Stage) -> None:
    thread = await asked(stage, "I need the sales reports for EMEA, two weeks, board deck")
    assert await given_up(stage, TOM, thread) == []
    assert await given_up(stage, TOM, thread, surface="security:it_gone") == []
    assert await given_up(stage, TOM, thread, surface="thread:req_gone") == []


async def test_nobody_is_told_while_slack_does_not_say_whose_answer_it_was(stage: Stage) -> None:
    thread = await questioned(stage)
    by_mail(stage, "tom.reyes")
    stage.slack.fail_next("users.lookupByEmail", error="missing_scope")
    assert await given_up(stage, TOM, thread) == []


async def test_slack_is_not_asked_who_talks_where_nothing_is_asked(stage: Stage) -> None:
    thread = await asked(stage, "I need the sales reports for EMEA, two weeks, board deck")
    by_mail(stage, "max.vogel")
    await says(stage, MAX, "Between us, this looks odd.", thread)
    assert [job.name for job in stage.jobs.taken][-1] == REPLY
    assert [call for call in stage.slack.calls if call.method == "users.info"] == []


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
