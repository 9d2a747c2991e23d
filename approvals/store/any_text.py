"""Reading what somebody else wrote into SQLite: text there may be any bytes, and the driver refuses the whole batch."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession

from approvals.store.sqlite_connection import OneVisit

_ANY = partial(str, encoding="utf-8", errors="surrogateescape")


@asynccontextmanager
async def any_text(session: AsyncSession) -> AsyncIterator[None]:
    """Has the session take bytes that are no UTF-8 as lone surrogates, which equal nothing that was written properly.

    PostgreSQL lets no such bytes in.
    """
    connection = await (await session.connection()).get_raw_connection()
    driver = connection.driver_connection
    if not isinstance(driver, OneVisit):
        yield
        return
    opened = driver.opened
    usual, opened.text_factory = opened.text_factory, _ANY
    try:
        yield
    finally:
        opened.text_factory = usual  # the connection goes back to those that others take
