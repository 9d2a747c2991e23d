"""Whole requests out of rows: what belongs to some of them is read together, and only what they have is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnClause, CompoundSelect, bindparam, literal_column, union_all
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.desk import Desk
from approvals.pictures import RequestPicture
from approvals.queries.grouped import OWNERS, grouped
from approvals.queries.pieces import item_piece, request_piece
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

Row = TypeVar("Row", bound=SQLModel)
_OF_AN_ITEM = (VoteRow, GrantRow, HandoverRow, RemarkRow, AppealRow, ReviewRow)
"""What an item may have. Most have one or two of them, so which ones is asked once before any of them is read."""


async def whole_requests(
    session: AsyncSession,
    desk: Desk,
    requests: Sequence[RequestRow],
    items: Mapping[str, Sequence[ItemRow]] | None = None,
) -> list[RequestPicture]:
    """The requests with all that belongs to them, in as many queries however many there are.

    `items`, by request, are those that are wanted, where they were read already; else all of them are.
    """
    if items is None:
        wanted = [request.id for request in requests]
        items = await grouped(session, ItemRow, "request_id", wanted, order=ItemRow.position)
    rows = [item for request in requests for item in items[request.id]]
    parts = await _Parts.read_for(session, rows)
    stages = await grouped(session, StageRow, "item_id", [item.id for item in rows])
    votes = await parts.of(VoteRow, order=VoteRow.at)
    grants = await parts.of(GrantRow)
    handed = await parts.of(HandoverRow, order=HandoverRow.at)
    remarks = await parts.of(RemarkRow, order=RemarkRow.at)
    appeals = await parts.of(AppealRow)
    reviews = await parts.of(ReviewRow, order=ReviewRow.opened_at)
    with_tasks = [grant.id for item in parts.having(TaskRow) for grant in grants[item]]
    tasks = await grouped(session, TaskRow, "grant_id", with_tasks, order=TaskRow.opened_at)
    prolonged = await grouped(session, GrantRow, "id", [item.extends for item in rows if item.extends])
    broken = [item.id for item in rows if item.emergency]
    emergencies = await grouped(session, EmergencyRow, "item_id", broken)
    pictures = []
    for request in requests:
        pieces = []
        for item in items[request.id]:
            grant = next(iter(grants[item.id]), None)
            pieces.append(
                item_piece(
                    desk,
                    request,
                    item,
                    stages=stages[item.id],
                    votes=votes[item.id],
                    grant=grant,
                    tasks=tasks[grant.id] if grant else [],
                    remarks=remarks[item.id],
                    handed=handed[item.id],
                    reviews=reviews[item.id],
                    appeal=next(iter(appeals[item.id]), None),
                    emergency=next(iter(emergencies[item.id]), None),
                    extended=next(iter(prolonged[item.extends]), None),
                )
            )
        pictures.append(request_piece(request, pieces))
    return pictures


class _Parts:
    """What belongs to some items: read by kind, and no kind that none of them has."""

    def __init__(self, session: AsyncSession, having: Mapping[str, list[str]]) -> None:
        self._session = session
        self._having = having

    @classmethod
    async def read_for(cls, session: AsyncSession, items: Sequence[ItemRow]) -> _Parts:
        """Asks which kinds these items have."""
        having: defaultdict[str, list[str]] = defaultdict(list)
        if items:
            wanted = [item.id for item in items]
            found = await session.exec(_kinds_of_items(), params={OWNERS: wanted})  # type: ignore[call-overload]
            for kind, item_id in dict.fromkeys(found.all()):
                having[kind].append(item_id)
        return cls(session, having)

    def having(self, table: type[SQLModel]) -> Sequence[str]:
        """The items that have one at least."""
        return self._having.get(str(table.__tablename__), ())

    async def of(self, table: type[Row], *, order: object | None = None) -> defaultdict[str, list[Row]]:
        """The rows of that kind by their item."""
        return await grouped(self._session, table, "item_id", self.having(table), order=order)


@cache
def _kinds_of_items() -> CompoundSelect[str, str]:
    """Of those items, which has what; built once, for that takes longer than to run it."""
    items: BindParameter[Any] = bindparam(OWNERS, expanding=True)
    kinds = [
        select(_named(table), col(table.item_id)).where(col(table.item_id).in_(items))
        for table in _OF_AN_ITEM
    ]
    tasks = (
        select(_named(TaskRow), col(GrantRow.item_id))
        .select_from(TaskRow)
        .join(GrantRow, col(GrantRow.id) == col(TaskRow.grant_id))
        .where(col(GrantRow.item_id).in_(items))
    )
    return union_all(*kinds, tasks)


def _named(table: type[SQLModel]) -> ColumnClause[str]:
    return literal_column(f"'{table.__tablename__}'")
