"""Requests, whole: one by id, somebody's own, and those that wait for somebody."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.desk import Desk
from approvals.errors import NotFound
from approvals.model import ItemStatus
from approvals.operations.asked import asked_stages, stage_approvers
from approvals.operations.gather import handover_of
from approvals.pictures import ItemPicture, RequestPicture
from approvals.queries.grouped import grouped
from approvals.queries.pieces import item_piece, request_piece
from approvals.queries.similar import last_similar
from approvals.queries.what_would_change import change_of_refused
from approvals.store.appeal_tables import AppealRow
from approvals.store.emergency_tables import EmergencyRow
from approvals.store.review_tables import ReviewRow
from approvals.store.tables import (
    GrantRow,
    HandoverRow,
    ItemRow,
    RemarkRow,
    RequestRow,
    StageRow,
    TaskRow,
    VoteRow,
)
from catalog.model import PersonId


async def request_picture(desk: Desk, request_id: str) -> RequestPicture:
    """One request; what waits says what was decided in a case like it, what was refused what would have changed that.

    Raises NotFound.
    """
    async with desk.store.reading() as session:
        row = await session.get(RequestRow, request_id)
        if row is None:
            raise NotFound("That request does not exist any more; ask again if you still need the access.")
        picture = (await _pictures(session, desk, [row]))[0]
        items = [await _looked_into(session, desk, row, item) for item in picture.items]
        return picture.model_copy(update={"items": tuple(items)})


async def request_of_item(desk: Desk, item_id: str) -> RequestPicture:
    """The request an item belongs to. Raises NotFound."""
    async with desk.store.reading() as session:
        item = await session.get(ItemRow, item_id)
        if item is None:
            raise NotFound("That request does not exist any more; ask again if you still need the access.")
        row = await session.get_one(RequestRow, item.request_id)
        return (await _pictures(session, desk, [row]))[0]


async def request_of_review(desk: Desk, review_id: str) -> str:
    """The id of the request a monthly review belongs to. Raises NotFound."""
    async with desk.store.reading() as session:
        found = await session.exec(
            select(ItemRow.request_id)
            .join(ReviewRow, col(ReviewRow.item_id) == col(ItemRow.id))
            .where(ReviewRow.id == review_id)
        )
        if (request_id := found.first()) is None:
            raise NotFound("That review does not exist any more.")
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
        return await _pictures(session, desk, rows.all())


async def waiting_for(desk: Desk, person: PersonId) -> list[RequestPicture]:
    """The undecided requests, each with the items that this person may decide now; riskiest first, then oldest."""
    async with desk.store.reading() as session:
        pending = select(ItemRow.request_id).where(ItemRow.status == ItemStatus.PENDING)
        rows = await session.exec(
            select(RequestRow).where(col(RequestRow.id).in_(pending)).order_by(col(RequestRow.opened_at))
        )
        requests = {row.id: row for row in rows.all()}
        items = await grouped(session, ItemRow, "request_id", requests)
        votes = await grouped(session, VoteRow, "item_id", _ids(items))
        handed = await grouped(session, HandoverRow, "item_id", _ids(items), order=HandoverRow.at)
        theirs = {
            item.id
            for request in requests.values()
            for item in items[request.id]
            if _may_decide(desk, request, item, votes[item.id], handed[item.id], person)
        }
        mine = [
            request for request in requests.values() if any(item.id in theirs for item in items[request.id])
        ]
        whole = await _pictures(session, desk, mine)
    pictures = [
        picture.model_copy(update={"items": tuple(item for item in picture.items if item.id in theirs)})
        for picture in whole
    ]
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


def _ids(items: dict[str, list[ItemRow]]) -> list[str]:
    return [item.id for group in items.values() for item in group]


async def _pictures(session: AsyncSession, desk: Desk, rows: Sequence[RequestRow]) -> list[RequestPicture]:
    """The requests with all that belongs to them: nine queries, however many there are."""
    wanted = [row.id for row in rows]
    items = await grouped(session, ItemRow, "request_id", wanted, order=ItemRow.position)
    stages = await grouped(session, StageRow, "item_id", _ids(items))
    votes = await grouped(session, VoteRow, "item_id", _ids(items), order=VoteRow.at)
    grants = await grouped(session, GrantRow, "item_id", _ids(items))
    handed = await grouped(session, HandoverRow, "item_id", _ids(items), order=HandoverRow.at)
    remarks = await grouped(session, RemarkRow, "item_id", _ids(items), order=RemarkRow.at)
    appeals = await grouped(session, AppealRow, "item_id", _ids(items))
    prolonged = [item.extends for group in items.values() for item in group if item.extends]
    old = await grouped(session, GrantRow, "id", prolonged) if prolonged else {}
    broken = [item.id for group in items.values() for item in group if item.emergency]
    emergencies = await grouped(session, EmergencyRow, "item_id", broken) if broken else {}
    held = [grant.id for group in grants.values() for grant in group]
    reviews = await grouped(session, ReviewRow, "item_id", _ids(items), order=ReviewRow.opened_at)
    tasks = await grouped(session, TaskRow, "grant_id", held, order=TaskRow.opened_at)
    pictures = []
    for row in rows:
        pieces = []
        for item in items[row.id]:
            grant = grants[item.id][0] if grants[item.id] else None
            pieces.append(
                item_piece(
                    desk,
                    row,
                    item,
                    stages=stages[item.id],
                    votes=votes[item.id],
                    grant=grant,
                    tasks=tasks[grant.id] if grant else [],
                    remarks=remarks[item.id],
                    handed=handed[item.id],
                    reviews=reviews[item.id],
                    appeal=next(iter(appeals[item.id]), None),
                    emergency=next(iter(emergencies.get(item.id, ())), None),
                    extended=next(iter(old.get(item.extends, ())), None),
                )
            )
        pictures.append(request_piece(row, pieces))
    return pictures
