"""Segregation of duties through Slack: whose business it is reads what stands in the way, and nobody else does."""

from __future__ import annotations

import pytest

from bot.slack_local.model import Message
from tests.bot.listeners.stage import MAX, Stage

FAY = "UFAYMOSS"
"""She may create payments, and so may not approve any."""
WISH = "to approve payments in the ledger for a week, month end close"
HELD = "Create"


async def in_channel(stage: Stage, user: str, text: str) -> list[Message]:
    asked = stage.slack.person(user).mentions(text, channel="general")
    await stage.work_off()
    return stage.slack.messages("general", thread_ts=asked.ts)


@pytest.mark.parametrize("words", [f"I need {WISH}", "who approves the approval of payments in the ledger?"])
async def test_in_a_channel_nothing_of_it_is_said(stage: Stage, words: str) -> None:
    answers = await in_channel(stage, FAY, words)
    read = " ".join(stage.slack.text_of(answer) for answer in answers)
    assert "direct messages" in read
    assert not any(word in read for word in ("conflicts", "give up", "Not for you", f"Payments · {HELD}."))


async def test_a_colleague_learns_nothing_of_it_and_the_holder_does(stage: Stage) -> None:
    stage.slack.person(MAX).says(f"Fay Moss needs {WISH}")
    stage.slack.person(FAY).says(f"I need {WISH}")
    await stage.work_off()
    told, own = (" ".join(map(stage.slack.text_of, stage.slack.messages(user))) for user in (MAX, FAY))
    assert "Policy says no: I tell why only to Fay Moss" in told
    assert HELD not in told
    assert f"You must first give up what conflicts with this: Ledger · Payments · {HELD}" in own
    assert f"What would change it: Drop Ledger · Payments · {HELD} and the manager alone decides." in own
    assert "What would change it" not in told
