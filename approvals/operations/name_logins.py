"""Sign-in events of a login that nobody was known by, once somebody is: a person who joined, or whose address was added."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import col, select, update

from approvals.store.signin_tables import SignInRow
from approvals.store.store import Store
from catalog.model import PersonId

AT_A_TIME = 500
"""Logins; nobody else can write to SQLite meanwhile."""


async def name_logins(store: Store, *, whose: Callable[[str], PersonId | None]) -> int:
    """Gives the stored events without a person to the one `whose` knows by their login; returns how many they were."""
    async with store.reading() as session:
        nobodys = select(SignInRow.login).where(col(SignInRow.person).is_(None)).distinct()
        logins = (await session.exec(nobodys)).all()
    known = [(login, person) for login in logins if (person := whose(login)) is not None]
    named = 0
    for start in range(0, len(known), AT_A_TIME):
        async with store.transaction() as tx:
            for login, person in known[start : start + AT_A_TIME]:
                theirs = update(SignInRow).where(
                    col(SignInRow.login) == login, col(SignInRow.person).is_(None)
                )
                named += (await tx.session.exec(theirs.values(person=person))).rowcount
    return named
