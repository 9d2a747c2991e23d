"""Everybody's stored sign-in events, person by person: what a model of how people sign in is trained on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from sqlmodel import col, select

from approvals.queries.signins import events_of
from approvals.signin_records import SignInRecord
from approvals.store.signin_tables import SignInRow
from approvals.store.store import Store
from catalog.model import PersonId

MOST_OF_ONE = 3_000
"""The newest events of each; more of one person teach nothing more."""


async def histories(
    store: Store, *, since: datetime, until: datetime
) -> AsyncIterator[tuple[PersonId, list[SignInRecord]]]:
    """Each person with events in that stretch of time, by id, with those events, the oldest first."""
    async with store.reading() as session:
        found = await session.exec(
            select(SignInRow.person)
            .where(
                col(SignInRow.day).in_(range(since.toordinal(), until.toordinal() + 1)),
                col(SignInRow.person).is_not(None),
            )
            .distinct()
            .order_by(col(SignInRow.person))
        )
        people = [person for person in found.all() if person is not None]
    for person in people:
        yield person, await events_of(store, person, since=since, until=until, limit=MOST_OF_ONE)
