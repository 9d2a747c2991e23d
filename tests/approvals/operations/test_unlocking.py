"""Attempts to unlock an account: each comes to an end in the log, whoever tries again in between."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlmodel import col, select

from approvals.desk import Desk
from approvals.errors import NotAllowed
from approvals.helpdesk import Topic
from approvals.operations.ask_about import ask_about
from approvals.operations.settle_unlock import settle_unlock
from approvals.operations.unlock_account import ENDED_WITHIN, unlock_account
from approvals.policy.unlocking import Lock
from approvals.store.tables import LogRow
from tests.approvals.conftest import StandingClock

LOCK = Lock(cause="too_many_failures", provider="okta", login="tom.reyes", certain=True)


class KilledHere(BaseException):
    """Nothing after this ran."""


class Okta:
    """Lifts locks, where the process lives long enough."""

    def __init__(self, *, interrupted: bool = False) -> None:
        self.interrupted = interrupted

    async def unlock(self, login: str) -> None:
        if self.interrupted:
            raise KilledHere


async def attempts(desk: Desk) -> dict[str, list[str]]:
    """What the log says of each, in order."""
    found: dict[str, list[str]] = {}
    async with desk.store.reading() as session:
        rows = await session.exec(
            select(LogRow).where(col(LogRow.kind).startswith("unlock.")).order_by(col(LogRow.seq))
        )
        for row in rows.all():
            found.setdefault(json.loads(row.data)["unlock"], []).append(row.kind)
    return found


async def begun(desk: Desk) -> None:
    """An attempt in the middle of which the process ended."""
    await ask_about(
        desk,
        inquiry_id="inq_1",
        by="cara.cruz",
        about="tom.reyes",
        topic=Topic.SIGN_INS,
        words="Why?",
        reason="he called",
    )
    with pytest.raises(KilledHere):
        await unlock_account(
            desk, inquiry_id="inq_1", by="cara.cruz", lock=LOCK, unlocks=Okta(interrupted=True)
        )


async def test_another_attempt_before_the_first_was_settled_leaves_none_without_an_end(
    desk: Desk, clock: StandingClock
) -> None:
    await begun(desk)
    with pytest.raises(NotAllowed, match="being unlocked already"):
        await unlock_account(desk, inquiry_id="inq_1", by="cara.cruz", lock=LOCK, unlocks=Okta())
    clock.advance(ENDED_WITHIN + timedelta(minutes=1))  # and the job is late
    await unlock_account(desk, inquiry_id="inq_1", by="cara.cruz", lock=LOCK, unlocks=Okta())
    ended = [["unlock.begun", "unlock.unknown"], ["unlock.begun", "unlock.done"]]
    assert list((await attempts(desk)).values()) == ended
    assert await settle_unlock(desk, inquiry_id="inq_1") == "", "the job comes after all"
    assert list((await attempts(desk)).values()) == ended


async def test_an_attempt_that_is_refused_leaves_the_first_to_be_told(
    desk: Desk, clock: StandingClock
) -> None:
    await begun(desk)
    (first,) = await attempts(desk)
    clock.advance(ENDED_WITHIN + timedelta(minutes=1))
    suspended = Lock(cause="account_suspended", provider="okta", login="tom.reyes", certain=True)
    with pytest.raises(NotAllowed):
        await unlock_account(desk, inquiry_id="inq_1", by="cara.cruz", lock=suspended, unlocks=Okta())
    assert (await attempts(desk))[first] == ["unlock.begun", "unlock.unknown"]
    assert await settle_unlock(desk, inquiry_id="inq_1") == first
    assert (await attempts(desk))[first] == ["unlock.begun", "unlock.unknown"]
