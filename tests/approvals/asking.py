"""Filing requests in tests the short way."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

from approvals.desk import Desk
from approvals.model import Wish
from approvals.operations.open_request import open_request
from approvals.pictures import GrantPicture, ItemPicture
from approvals.queries.requests import request_picture
from tests.approvals.company import SALES

_keys = count()


async def ask(
    desk: Desk,
    entitlement: str = SALES,
    *,
    scope: dict[str, str] | None = None,
    person: str = "tom.reyes",
    beneficiary: str | None = None,
    duration: timedelta | None = timedelta(days=14),
    until: datetime | None = None,
    key: str | None = None,
) -> str:
    """Files a request for one entitlement and returns its id."""
    if scope is None:
        scope = {"region": "EMEA"} if entitlement == SALES else {}
    return await open_request(
        desk,
        requester=person,
        beneficiary=beneficiary or person,
        wishes=[Wish(entitlement=entitlement, scope=scope)],
        duration=duration,
        until=until,
        justification="preparing the board deck",
        words="I need it for the board deck",
        key=key or f"test-{next(_keys)}",
    )


async def only_item(desk: Desk, request_id: str) -> ItemPicture:
    """The one item of a request, as people would see it."""
    (item,) = (await request_picture(desk, request_id)).items
    return item


async def grant_of(desk: Desk, request_id: str) -> GrantPicture:
    """What came of the one item of a request."""
    grant = (await only_item(desk, request_id)).grant
    assert grant is not None
    return grant
