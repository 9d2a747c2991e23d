"""Writing to one person: whether it could be done is said, and direct messages that went away are opened anew."""

from __future__ import annotations

import pytest

from bot.delivery import slack_calls
from bot.views.parts import text_card
from tests.bot.delivery.test_lasting_refusals import refusing, said
from tests.bot.listeners.stage import TOM, Stage

HELLO = text_card("Hello.")


async def test_direct_messages_that_went_away_are_not_remembered(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = stage.delivery.people
    with monkeypatch.context() as away:
        await refusing(stage, away, await people.dm("tom.reyes"), "channel_not_found")
        assert not await people.show("tom.reyes", "looked:1", HELLO, once=True)
    opened = len([call for call in stage.slack.calls if call.method == "conversations.open"])
    assert await people.show("tom.reyes", "looked:1", HELLO, once=True)
    assert len([call for call in stage.slack.calls if call.method == "conversations.open"]) == opened + 1
    assert said(stage, TOM) == ["Hello."]


async def test_who_has_no_account_could_not_be_written_to(stage: Stage) -> None:
    assert not await stage.delivery.people.show("nobody.here", "looked:1", HELLO)


async def test_a_sentence_is_told_each_time_it_becomes_true(stage: Stage) -> None:
    for _ in range(2):
        await stage.delivery.people.tell("tom.reyes", "Your codes were removed.")
    assert said(stage, TOM) == ["Your codes were removed."] * 2


@pytest.mark.parametrize("error", ["internal_error", "token_revoked", "channel_not_found"])
async def test_a_sentence_that_slack_does_not_take_stops_nobody(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, error: str
) -> None:
    monkeypatch.setattr(slack_calls, "_backoff", lambda state: 0.0)
    post = await refusing(stage, monkeypatch, await stage.delivery.people.dm("tom.reyes"), error)
    await stage.delivery.people.tell("tom.reyes", "Your codes were removed.")
    assert post.refused
    assert said(stage, TOM) == []
