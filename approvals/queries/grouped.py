"""Reading the many rows that belong to a few others in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import TypeVar

from sqlalchemy import bindparam
from sqlalchemy.orm import InstrumentedAttribute
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

Row = TypeVar("Row", bound=SQLModel)
OWNERS = "owners"
"""The parameter under which owners are named."""


async def grouped(
    session: AsyncSession,
    table: type[Row],
    belongs_to: str,
    owners: Iterable[str] | SelectOfScalar[str],
    *,
    order: object | None = None,
) -> defaultdict[str, list[Row]]:
    """The rows of a table by whom they belong to (the column of that name); owners without any give an empty list.

    The owners are named, or selected where there may be more of them than one statement can name.
    """
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    if isinstance(owners, SelectOfScalar):
        column = col(getattr(table, belongs_to))
        found = await session.exec(_ordered(select(table).where(column.in_(owners)), order))
    elif wanted := list(owners):
        found = await session.exec(_of_named(table, belongs_to, order), params={OWNERS: wanted})
    else:
        return groups
    for row in found.all():
        groups[getattr(row, belongs_to)].append(row)
    return groups


@cache
def _of_named(table: type[Row], belongs_to: str, order: object | None) -> SelectOfScalar[Row]:
    """Built once: that takes longer than to run it."""
    column = col(getattr(table, belongs_to))
    return _ordered(select(table).where(column.in_(bindparam(OWNERS, expanding=True))), order)


def _ordered(query: SelectOfScalar[Row], order: object | None) -> SelectOfScalar[Row]:
    return query.order_by(order) if isinstance(order, InstrumentedAttribute) else query
