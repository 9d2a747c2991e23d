"""Opening the database for a command that looks at it while Usher may be running."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from bot.cli import fail
from bot.cli.options import settings_or_fail

if TYPE_CHECKING:
    from approvals.store.store import Store

T = TypeVar("T")


def with_store(use: Callable[[Store], Awaitable[T]]) -> T:
    """What `use` makes of the store; ends with one sentence when the database cannot be had."""
    from sqlalchemy.exc import SQLAlchemyError

    from approvals.clock import SystemClock
    from approvals.jobs.queue import DbosJobs
    from approvals.store.engine import BadDatabaseUrl, database_url
    from approvals.store.store import Store
    from bot.database import DatabaseUnusable, ensure_current, unusable

    settings = settings_or_fail()

    async def run() -> T:
        url = database_url(settings.database_url)
        ensure_current(url)
        store = Store(url, clock=SystemClock(), jobs=DbosJobs(url))
        try:
            return await use(store)
        except SQLAlchemyError as trouble:
            raise unusable(url, trouble) from trouble
        finally:
            await store.close()

    try:
        return asyncio.run(run())
    except BadDatabaseUrl as wrong:
        fail(str(wrong), code=2)
    except DatabaseUnusable as trouble:
        fail(str(trouble))
