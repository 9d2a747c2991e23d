"""Reading the many rows that belong to a few others in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy.orm import InstrumentedAttribute
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

Row = TypeVar("Row", bound=SQLModel)


async def grouped(
    session: AsyncSession,
    table: type[Row],
    belongs_to: str,
    owners: Iterable[str],
    *,
    order: object | None = None,
) -> defaultdict[str, list[Row]]:
    """The rows of a table by whom they belong to (the column of that name); owners without any give an empty list."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    if not (wanted := list(owners)):
        return groups
    query = select(table).where(col(getattr(table, belongs_to)).in_(wanted))
    if isinstance(order, InstrumentedAttribute):
        query = query.order_by(order)
    for row in (await session.exec(query)).all():
        groups[getattr(row, belongs_to)].append(row)
    return groups
