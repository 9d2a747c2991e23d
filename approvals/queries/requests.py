"""Requests, whole: one by id, somebody's own, and those that wait for somebody."""

from __future__ import annotations

from collections import defaultdict

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals import gone
from approvals.desk import Desk
from approvals.errors import NotFound
from approvals.model import ItemStatus
from approvals.operations.asked import asked_stages, stage_approvers
from approvals.operations.gather import handover_of
from approvals.pictures import ItemPicture, RequestPicture
from approvals.queries.assembling import whole_requests
from approvals.queries.grouped import grouped
from approvals.queries.similar import last_similar
from approvals.queries.what_would_change import change_of_refused
from approvals.store.review_tables import ReviewRow
from approvals.store.tables import HandoverRow, ItemRow, RequestRow, VoteRow
from catalog.model import PersonId


async def request_picture(desk: Desk, request_id: str) -> RequestPicture:
    """One request; what waits says what was decided in a case like it, what was refused what would have changed that.

    Raises NotFound.
    """
    async with desk.store.reading() as session:
        row = await session.get(RequestRow, request_id)
        if row is None:
            raise NotFound(gone.REQUEST)
        picture = (await whole_requests(session, desk, [row]))[0]
        items = [await _looked_into(session, desk, row, item) for item in picture.items]
        return picture.model_copy(update={"items": tuple(items)})


async def request_of_item(desk: Desk, item_id: str) -> RequestPicture:
    """The request an item belongs to. Raises NotFound."""
    async with desk.store.reading() as session:
        found = await session.exec(
            select(RequestRow)
            .join(ItemRow, col(ItemRow.request_id) == col(RequestRow.id))
            .where(ItemRow.id == item_id)
        )
        if (row := found.first()) is None:
            raise NotFound(gone.REQUEST)
        return (await whole_requests(session, desk, [row]))[0]


async def request_id_of(desk: Desk, item_id: str) -> str:
    """The id of the request an item belongs to. Raises NotFound."""
    async with desk.store.reading() as session:
        found = await session.exec(select(ItemRow.request_id).where(ItemRow.id == item_id))
        if (request_id := found.first()) is None:
            raise NotFound(gone.REQUEST)
        return request_id


async def request_of_review(desk: Desk, review_id: str) -> str:
    """The id of the request a monthly review belongs to. Raises NotFound."""
    async with desk.store.reading() as session:
        found = await session.exec(
            select(ItemRow.request_id)
            .join(ReviewRow, col(ReviewRow.item_id) == col(ItemRow.id))
            .where(ReviewRow.id == review_id)
        )
        if (request_id := found.first()) is None:
            raise NotFound(gone.REVIEW)
        return request_id


async def requests_of(desk: Desk, person: PersonId, limit: int = 10) -> list[RequestPicture]:
    """What the person asked for, or what was asked for them; newest first."""
    async with desk.store.reading() as session:
        rows = await session.exec(
            select(RequestRow)
            .where(or_(RequestRow.requester == person, RequestRow.beneficiary == person))
            .order_by(col(RequestRow.opened_at).desc())
            .limit(limit)
        )
        return await whole_requests(session, desk, rows.all())


async def waiting_for(desk: Desk, person: PersonId) -> list[RequestPicture]:
    """The undecided requests, each with the items that this person may decide now; riskiest first, then oldest."""
    pending = col(ItemRow.status) == ItemStatus.PENDING
    async with desk.store.reading() as session:
        found = await session.exec(
            select(RequestRow, ItemRow)
            .join(ItemRow, col(ItemRow.request_id) == col(RequestRow.id))
            .where(pending)
            .order_by(col(RequestRow.opened_at), col(RequestRow.id), col(ItemRow.position))
        )
        undecided = found.all()
        of_pending = select(ItemRow.id).where(pending)
        votes = await grouped(session, VoteRow, "item_id", of_pending)
        handed = await grouped(session, HandoverRow, "item_id", of_pending, order=HandoverRow.at)
        requests: dict[str, RequestRow] = {}
        theirs: defaultdict[str, list[ItemRow]] = defaultdict(list)
        for request, item in undecided:
            if _may_decide(desk, request, item, votes[item.id], handed[item.id], person):
                requests[request.id] = request
                theirs[request.id].append(item)
        pictures = await whole_requests(session, desk, list(requests.values()), theirs)
    return sorted(
        pictures, key=lambda picture: (-max(item.risk.score for item in picture.items), picture.opened_at)
    )


async def _looked_into(
    session: AsyncSession, desk: Desk, request: RequestRow, item: ItemPicture
) -> ItemPicture:
    """An item with what is worked out for the one request that is drawn: what was decided in a case like it, and what
    would change a refusal. What was called off after it was granted, or is gone, is not to be asked for in another way.
    """
    if item.status is ItemStatus.PENDING:
        similar = await last_similar(
            session,
            desk,
            entitlement=item.entitlement,
            scope=item.scope,
            person=request.beneficiary,
            besides_request=request.id,
        )
        return item.model_copy(update={"similar": similar})
    if item.status is not ItemStatus.REFUSED or item.grant is not None:
        return item
    row = await session.get_one(ItemRow, item.id)
    change = await change_of_refused(session, desk, request, row)
    return item.model_copy(update={"change": change})


def _may_decide(
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    votes: list[VoteRow],
    handed: list[HandoverRow],
    person: PersonId,
) -> bool:
    handovers = [handover_of(row) for row in handed]
    return any(
        person in stage_approvers(desk, request, item, stage, votes=votes, handed=handovers).may
        for stage in asked_stages(item)
    )
