"""The watch over the risk model in force: due each quarter, stepped down at drift, each said once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from approvals.log.export import entries
from approvals.model import Wish
from approvals.operations.open_request import open_request
from approvals.risk import drift
from approvals.risk.registry.files import Folder
from approvals.risk.registry.running import RunningModels
from bot import model_watch
from bot.delivery.places import ChannelUnreachable
from bot.model_watch import A_QUARTER, ModelWatch
from tests.approvals.company import DASHBOARDS, NOW
from tests.approvals.risk.registry.tiny import kept
from tests.bot.listeners.conftest import stage
from tests.bot.listeners.stage import Stage

__all__ = ["stage"]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "risk")


def watching(stage: Stage, folder: Folder) -> ModelWatch:
    models = RunningModels(folder.path)
    models.refresh()
    return ModelWatch(lambda: replace(stage.desk, models=models.in_force()), stage.delivery, folder.path)


def promoted(folder: Folder) -> str:
    id = kept(folder)
    with folder.changing() as register:
        folder.write(register.promoted(id, by="ida.berg", now=NOW))
    return id


def said(stage: Stage) -> list[str]:
    return [stage.slack.text_of(message) for message in stage.slack.messages("security-reviews")]


async def test_without_a_model_nothing_is_said(stage: Stage, folder: Folder) -> None:
    await watching(stage, folder).look()
    kept(folder)  # trained, but never put in force
    stage.clock.advance(2 * A_QUARTER)
    await watching(stage, folder).look()
    assert said(stage) == []


async def test_after_a_quarter_security_hears_once_that_it_is_due(stage: Stage, folder: Folder) -> None:
    promoted(folder)
    watch = watching(stage, folder)
    stage.clock.advance(A_QUARTER - timedelta(days=1))
    await watch.look()
    assert said(stage) == []
    stage.clock.advance(timedelta(days=2))
    await watch.look()
    await watch.look()
    (text,) = said(stage)
    assert "more than a quarter ago" in text
    assert "usher risk train" in text
    assert folder.read().live is not None


async def test_a_channel_that_went_away_is_looked_for_again(stage: Stage, folder: Folder) -> None:
    space = stage.slack.platform.space
    channel = space.channel("security-reviews")
    await stage.delivery.places.channel("security-reviews")
    channel.is_private = True
    channel.members.remove(space.bot_user_id)
    promoted(folder)
    watch = watching(stage, folder)
    stage.clock.advance(A_QUARTER)
    for says in ("channel_not_found", "no channel #security-reviews"):
        with pytest.raises(ChannelUnreachable, match=says):
            await watch.look()
    channel.members.append(space.bot_user_id)
    await watch.look()
    assert len(said(stage)) == 1


async def drifting(stage: Stage, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> str:
    """A model in force that learned from other entitlements, titles and departments than are asked for here."""
    monkeypatch.setattr(drift, "REQUESTS_AT_LEAST", 1)
    monkeypatch.setattr(model_watch, "REQUESTS_AT_LEAST", 1)
    id = promoted(folder)
    for number, who in enumerate(("tom.reyes", "max.vogel", "cara.cruz", "rosa.lima")):
        wishes = (Wish(entitlement=DASHBOARDS),)
        await open_request(
            stage.desk, requester=who, beneficiary=who, wishes=wishes, duration=timedelta(days=7),
            justification="the weekly numbers", words="", key=f"k{number}",
        )  # fmt: skip
    return id


async def test_at_drift_it_steps_down_in_the_register_and_the_log_and_says_why(
    stage: Stage, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = await drifting(stage, folder, monkeypatch)
    watch = watching(stage, folder)
    await watch.look()
    assert folder.read().live is None
    logged = [entry async for entry in entries(stage.desk.store)]
    (down,) = [entry for entry in logged if entry.kind == "risk.stepped_down"]
    assert (down.actor, down.data["before"]) == ("usher", id)
    (text,) = said(stage)
    assert "is out of force" in text
    assert down.data["reason"].split(":")[0] in text
    await watch.look()
    assert len(said(stage)) == 1


async def test_security_hears_of_it_later_where_slack_was_away(
    stage: Stage, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = await drifting(stage, folder, monkeypatch)
    space = stage.slack.platform.space
    channel = space.channel("security-reviews")
    channel.members.remove(space.bot_user_id)
    channel.is_private = True
    watch = watching(stage, folder)
    with pytest.raises(ChannelUnreachable):
        await watch.look()
    assert folder.read().live is None
    channel.members.append(space.bot_user_id)
    await watch.look()
    await watch.look()
    (text,) = said(stage)
    assert id[:12] in text


async def test_who_took_a_model_out_is_not_told_of_it(stage: Stage, folder: Folder) -> None:
    promoted(folder)
    with folder.changing() as register:
        folder.write(register.rolled_back(by="ida.berg", now=NOW))
    await watching(stage, folder).look()
    assert said(stage) == []


async def test_a_register_that_was_altered_changes_nothing(stage: Stage, folder: Folder) -> None:
    promoted(folder)
    watch = watching(stage, folder)
    folder.file.write_text("{}", encoding="utf-8")
    stage.clock.advance(2 * A_QUARTER)
    await watch.look()
    assert said(stage) == []
