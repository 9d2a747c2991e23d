"""Which stored sign-in events nobody has looked through for warning signs yet, and what is usual in the company."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, func, select

from approvals.signin_records import SignInRecord
from approvals.store.sign_tables import LookedRow
from approvals.store.signin_tables import SignInRow
from approvals.store.store import Store

AT_A_TIME = 5_000
"""Events in one look; the next look goes on behind them."""
THE_ROW = 1
_COLUMNS = tuple(getattr(SignInRow, name) for name in SignInRecord._fields)


@dataclass(frozen=True, kw_only=True)
class Fresh:
    """The events of one look, and where it stands."""

    records: Sequence[SignInRecord]
    from_event: int
    to_event: int
    more: bool


async def fresh_events(store: Store) -> Fresh:
    """The events that were stored since the last look, in the order they were stored.

    Ids are given out before a transaction commits, so one of them may appear behind events that were looked at
    already. Then the last look's number does not fit any more, and it is looked at the same events again.
    """
    async with store.reading() as session:
        looked = await session.get(LookedRow, THE_ROW) or LookedRow(id=THE_ROW)
        there = await session.exec(
            select(func.count()).where(
                col(SignInRow.id) > looked.from_event, col(SignInRow.id) <= looked.to_event
            )
        )
        begin = looked.to_event if there.one() <= looked.events else looked.from_event
        found = await session.exec(
            select(col(SignInRow.id), *_COLUMNS)
            .where(col(SignInRow.id) > begin)
            .order_by(col(SignInRow.id))
            .limit(AT_A_TIME)
        )
        rows = found.all()
    end = int(rows[-1][0]) if rows else looked.to_event
    records = [SignInRecord(*row[1:]) for row in rows]
    return Fresh(records=records, from_event=begin, to_event=end, more=len(rows) == AT_A_TIME)


async def shared_addresses(
    store: Store, *, since: datetime, until: datetime, people: int, apart: timedelta
) -> frozenset[str]:
    """The addresses from which so many people got in, each of them at two moments so far apart or more.

    Somebody who got in as several people in one night shares no office with them.
    """
    whose = (
        select(col(SignInRow.address).label("address"))
        .where(
            col(SignInRow.day).in_(range(since.toordinal(), until.toordinal() + 1)),
            SignInRow.outcome == "success",
            col(SignInRow.person).is_not(None),
            SignInRow.address != "",
        )
        .group_by(col(SignInRow.address), col(SignInRow.person))
        .having(func.max(SignInRow.day) - func.min(SignInRow.day) >= apart.days)
        .subquery()
    )
    async with store.reading() as session:
        found = await session.exec(
            select(whose.c.address).group_by(whose.c.address).having(func.count() >= people)
        )
        return frozenset(found.all())
