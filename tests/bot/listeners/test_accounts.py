"""Whose account it is not, and whose it is no longer: other workspaces, deactivated accounts, people who have left."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from approvals.operations.drop_pending import drop_leavers
from bot.identity import Identity, Unlinked, workspaces
from bot.slack_local.model import Message
from catalog.model import Company
from tests.approvals.company import NOW, small_company, small_people
from tests.bot.listeners.stage import LENA, TOM, Stage, staged
from tests.bot.listeners.test_deciding import asked

SALES_PLEASE = "I need the sales reports for EMEA, two weeks, board deck"


def deactivate(stage: Stage, user: str) -> None:
    """Somebody's account is closed, and Slack tells the app."""
    platform = stage.slack.platform
    platform.space.users[user] = replace(platform.space.users[user], deleted=True)
    platform.account_changed(platform.space.users[user])


async def outcome(stage: Stage, thread: Message) -> str:
    await stage.work_off()
    return stage.slack.text_of(stage.slack.latest(thread))


async def test_who_is_deactivated_loses_what_waits_and_the_thread_says_why(stage: Stage) -> None:
    thread = await asked(stage, SALES_PLEASE)
    deactivate(stage, TOM)
    said = await outcome(stage, thread)
    assert "Tom Reyes’s Slack account was deactivated" in said
    assert stage.slack.buttons(stage.slack.latest(thread)) == []
    await stage.slack.person(LENA).clicks(thread, "Approve")
    assert "settled already" in stage.slack.text_of(await stage.slack.note(LENA))


async def test_other_changes_of_an_account_and_accounts_of_nobody_change_nothing(stage: Stage) -> None:
    thread = await asked(stage, SALES_PLEASE)
    platform = stage.slack.platform
    platform.account_changed(platform.space.users[TOM])
    deactivate(stage, LENA)
    deactivate(stage, "USTRANGER")
    assert "waits for" in await outcome(stage, thread)


async def test_security_reads_it_in_their_channel_too(stage: Stage) -> None:
    await asked(stage, "warehouse administrator for 3 days to fix the nightly load")
    copy = stage.slack.messages("security-reviews")[0]
    deactivate(stage, TOM)
    assert "was deactivated" in await outcome(stage, copy)
    assert stage.slack.buttons(stage.slack.latest(copy)) == []


async def test_what_was_granted_before_stays(stage: Stage) -> None:
    thread = await asked(stage, SALES_PLEASE)
    await stage.slack.person(LENA).clicks(thread, "Approve")
    deactivate(stage, TOM)
    assert "Live until" in await outcome(stage, thread)


def leaving(**changes: Any) -> Company:
    people = small_people()
    people["tom.reyes"] = people["tom.reyes"].model_copy(update=changes)
    return small_company(people=people)


async def test_who_has_left_loses_what_waits_without_anybody_clicking(database: str) -> None:
    async with staged(database, leaving(ends=NOW.date())) as stage:
        thread = await asked(stage, SALES_PLEASE)
        assert await drop_leavers(stage.desk) == 0
        stage.clock.at = datetime.fromisoformat("2026-12-02T08:00:00+00:00")
        assert await drop_leavers(stage.desk) == 1
        assert "Tom Reyes has left" in await outcome(stage, thread)
        assert await drop_leavers(stage.desk) == 0


async def test_who_is_no_longer_on_record_loses_what_waits(stage: Stage) -> None:
    thread = await asked(stage, SALES_PLEASE)
    people = {name: one for name, one in small_people().items() if name != "tom.reyes"}
    assert await drop_leavers(replace(stage.desk, company=small_company(people=people))) == 1
    assert "no longer in the company" in await outcome(stage, thread)


async def test_the_same_user_id_of_another_workspace_is_somebody_else(stage: Stage) -> None:
    identity, team = Identity(lambda: stage.desk, stage.client), stage.slack.platform.space.team_id
    assert (await identity.person(TOM, team, team)).id == "tom.reyes"
    with pytest.raises(Unlinked, match="from another workspace"):
        await identity.person(TOM, team, "TELSEWHERE")
    users = stage.slack.platform.space.users
    users[TOM] = replace(users[TOM], is_stranger=True)
    with pytest.raises(Unlinked, match="from another workspace"):
        await identity.person(TOM, team, "TELSEWHERE")


class Context:
    """What Bolt says of a payload."""

    def __init__(self, team: str | None, actor: str | None, own: str | None, *, org: bool = False) -> None:
        self.team_id, self.actor_team_id, self.is_enterprise_install = team, actor, org
        self.authorize_result = None if own is None else type("Result", (), {"team_id": own})()


@pytest.mark.parametrize(
    ("context", "found"),
    [
        (Context("T1", "T1", "T1"), ("T1", "T1")),
        (Context("T1", None, "T1"), ("T1", "T1")),
        (Context("T1", "T2", "T1"), ("T1", "T2")),
        (Context("T2", "T2", "T1"), ("T1", "T2")),
        (Context("T2", "T2", "E1", org=True), ("T2", "T2")),
        (Context("T1", "T1", None), ("T1", "T1")),
        (Context(None, None, None), (None, None)),
    ],
)
def test_where_usher_is_at_home_is_for_its_own_token_to_say(
    context: Any, found: tuple[str | None, str | None]
) -> None:
    assert workspaces(context) == found


async def test_somebody_from_another_workspace_in_a_shared_channel_decides_nothing(stage: Stage) -> None:
    slack = stage.slack
    thread = await asked(stage, SALES_PLEASE)
    users = slack.platform.space.users
    users[LENA] = replace(users[LENA], is_stranger=True)
    await slack.person(LENA).clicks(thread, "Approve")
    assert "another workspace" in slack.text_of(await slack.note(LENA))
    assert "waits for" in await outcome(stage, thread)
