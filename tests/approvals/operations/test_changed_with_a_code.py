"""Approving with changes where a click alone is not enough: the code comes along, or nothing changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from approvals.desk import Desk
from approvals.errors import BadInput, NotAllowed, WrongCode
from approvals.lessening import Less
from approvals.model import ItemStatus
from approvals.operations.approve_changed import approve_changed
from approvals.operations.delegate import delegate
from tests.approvals.company import TODAY
from tests.approvals.conftest import StandingClock
from tests.approvals.operations.test_stepping_up import admin_item, desk, sets_up

__all__ = ["desk"]

SHORTER = Less(duration=timedelta(days=1))


async def item_of(desk: Desk, item_id: str) -> tuple[ItemStatus, timedelta | None]:
    from approvals.queries.requests import request_of_item

    found = await request_of_item(desk, item_id)
    item = next(one for one in found.items if one.id == item_id)
    return item.status, item.duration


async def test_a_change_counts_with_a_right_code_only(desk: Desk, clock: StandingClock) -> None:
    item = await admin_item(desk)
    with pytest.raises(NotAllowed, match="You have set none up"):
        await approve_changed(desk, item_id=item, by="lena.osei", less=SHORTER, why="a day will do")
    made = await sets_up(desk, clock, "lena.osei")
    for code, refused in (("", BadInput), ("000000", WrongCode)):
        with pytest.raises(refused):
            await approve_changed(desk, item_id=item, by="lena.osei", less=SHORTER, why="a day", code=code)
        assert (await item_of(desk, item))[1] == timedelta(days=3)
    code = made.at(clock.now())
    await approve_changed(desk, item_id=item, by="lena.osei", less=SHORTER, why="a day", code=code)
    assert await item_of(desk, item) == (ItemStatus.PENDING, timedelta(days=1))


async def test_a_decision_that_needs_a_code_can_be_handed_on_and_is_waited_for_from_then_on(
    desk: Desk,
) -> None:
    from approvals.jobs.waiting import look_again
    from approvals.store.tables import StageRow

    item = await admin_item(desk)
    await delegate(desk, item_id=item, by="lena.osei", to="fay.moss", until=TODAY + timedelta(days=3))
    async with desk.store.reading() as session:
        stage = await session.get(StageRow, (item, "manager"))
    assert stage is not None
    assert "fay.moss" in stage.asked
    # whoever was told already is not told once more as if the route had changed
    assert await look_again(desk) == 0
