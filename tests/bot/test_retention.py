"""What was only talked about is removed once it was kept long enough; what belongs to a request stays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlmodel import col, select

from approvals.errors import NotFound
from bot import retention
from bot.drafts import find_draft
from bot.retention import forget
from bot.settings import Kept, read_settings
from bot.slack_local.model import Message
from bot.tables import DraftRow, PostRow
from bot.views.parts import text_card
from tests.bot.listeners.stage import TOM, Stage, staged

KEPT = Kept(examples=timedelta(days=365), conversations=timedelta(days=90))
WISH = "I need to read the sales reports for EMEA for two weeks, board deck"


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    async with staged(database) as opened:
        yield opened


async def surfaces(stage: Stage) -> list[str]:
    async with stage.desk.store.reading() as session:
        return list((await session.exec(select(PostRow.surface).order_by(col(PostRow.surface)))).all())


async def drafts(stage: Stage) -> list[str]:
    async with stage.desk.store.reading() as session:
        return list((await session.exec(select(DraftRow.id))).all())


async def after(stage: Stage, days: int) -> int:
    stage.clock.advance(timedelta(days=days))
    return await forget(stage.desk.store, KEPT, now=stage.desk.now())


def card(stage: Stage) -> Message:
    return stage.slack.messages(TOM)[-1]


async def test_a_card_nobody_sent_and_the_answers_go_after_the_time(stage: Stage) -> None:
    stage.slack.person(TOM).says("thank you")
    stage.slack.person(TOM).says(WISH)
    await stage.work_off()
    (draft,) = await drafts(stage)
    assert [one.partition(":")[0] for one in await surfaces(stage)] == ["answer", "draft"]
    assert await after(stage, 89) == 0
    assert await after(stage, 2) == 3
    assert (await drafts(stage), await surfaces(stage)) == ([], [])
    with pytest.raises(NotFound, match="tell me again"):
        await find_draft(stage.desk.store, draft, by="tom.reyes")


async def test_a_sentence_somebody_was_told_goes_too(stage: Stage) -> None:
    await stage.delivery.people.tell("tom.reyes", "Your codes were removed.")
    assert await after(stage, 91) == 1
    assert await surfaces(stage) == []


async def test_what_a_request_is_shown_by_stays_and_is_still_edited(stage: Stage) -> None:
    tom = stage.slack.person(TOM)
    tom.says(WISH)
    await stage.work_off()
    await tom.clicks(card(stage), "Send request")
    await stage.work_off()
    before = await surfaces(stage)
    assert await after(stage, 91) == 2
    left = await surfaces(stage)
    assert left == [one for one in before if not one.startswith("draft:")]
    posted = len(stage.slack.messages(TOM))
    request_id = next(one for one in left if one.startswith("thread:")).removeprefix("thread:")
    await stage.delivery.refresh(request_id, overwrite=True)
    assert (len(stage.slack.messages("access-requests")), len(stage.slack.messages(TOM))) == (1, posted)
    assert await surfaces(stage) == left


async def test_a_message_that_was_never_heard_of_goes_too(stage: Stage) -> None:
    async with stage.desk.store.transaction() as tx:
        tx.session.add(PostRow(surface="answer:E1:a", channel="C1", posting="dead", posting_since=tx.now))
    here = stage.slack.channel_id("access-requests")
    await stage.delivery.surfaces.show("sign:sig_1", here, text_card("a sign"))
    assert await after(stage, 91) == 1
    assert await surfaces(stage) == ["sign:sig_1"]


async def test_many_go_a_few_at_a_time(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "AT_A_TIME", 2)
    async with stage.desk.store.transaction() as tx:
        for number in range(5):
            tx.session.add(PostRow(surface=f"answer:E{number}:a", channel="C1", ts="1", posted_at=tx.now))
    assert await after(stage, 91) == 5
    assert await surfaces(stage) == []


def test_the_days_are_set_from_outside() -> None:
    kept = read_settings({"USHER_KEEP_CONVERSATIONS": "30"}).kept
    assert kept == Kept(examples=timedelta(days=365), conversations=timedelta(days=30))
