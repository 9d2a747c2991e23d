"""Items of one request that are for different times: each within its own ceiling, and in the log as it was asked."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlmodel import select

from approvals.desk import Desk
from approvals.errors import BadInput
from approvals.model import Wish
from approvals.operations.open_request import open_request
from approvals.queries.assess import assess
from approvals.queries.requests import request_picture
from approvals.store.tables import LogRow
from tests.approvals.company import DASHBOARDS, JOURNAL, SALES

DAY, WEEK = timedelta(days=1), timedelta(days=7)
WISHES = (
    Wish(entitlement=DASHBOARDS, duration=DAY),
    Wish(entitlement=SALES, scope={"region": "EMEA"}, duration=timedelta(days=400)),
    Wish(entitlement=JOURNAL),
)


async def asked(desk: Desk, *wishes: Wish) -> str:
    return await open_request(
        desk,
        requester="tom.reyes",
        beneficiary="tom.reyes",
        wishes=wishes,
        duration=WEEK,
        justification="quarterly audit",
        words="x",
        key="own",
    )


async def test_each_item_is_for_its_own_time_and_the_others_for_that_of_the_request(desk: Desk) -> None:
    foreseen = await assess(
        desk, requester="tom.reyes", beneficiary="tom.reyes", wishes=WISHES, duration=WEEK
    )
    assert [(one.duration, one.shortened) for one in foreseen] == [
        (DAY, False),
        (timedelta(days=90), True),
        (WEEK, False),
    ]
    request = await request_picture(desk, await asked(desk, *WISHES))
    assert [item.duration for item in request.items] == [one.duration for one in foreseen]


async def test_what_was_asked_for_each_is_written_down(desk: Desk) -> None:
    await asked(desk, *WISHES)
    async with desk.store.reading() as session:
        rows = await session.exec(select(LogRow).where(LogRow.kind == "request.opened"))
        (opened,) = rows.all()
    items = json.loads(opened.data)["items"]
    assert [item.get("duration_asked") for item in items] == ["P1D", "P400D", None]
    assert [item["duration"] for item in items] == ["P1D", "P90D", "P7D"]


async def test_no_time_at_all_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput):
        await asked(desk, Wish(entitlement=DASHBOARDS, duration=timedelta(seconds=1)))
