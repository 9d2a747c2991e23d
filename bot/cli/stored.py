"""Opening the database for a command that looks at it, or writes an entry, while Usher may be running."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from bot.cli import fail
from bot.cli.options import settings_or_fail

if TYPE_CHECKING:
    from approvals.store.store import Store

T = TypeVar("T")

database_option = click.option(
    "--database",
    metavar="URL",
    help="Usher's database (else USHER_DATABASE_URL, else usher.db where there is one).",
)


def store_or_none(named: str | None) -> str | None:
    """The URL of the database to look at; None when none was named and there is none where it usually is."""
    if named is not None:
        return named
    from approvals.store.engine import BadDatabaseUrl, database_url

    settings = settings_or_fail()
    usual = "database_url" not in settings.model_fields_set
    try:
        url = database_url(settings.database_url)
    except BadDatabaseUrl as wrong:
        fail(str(wrong), code=2)
    return None if usual and not Path(str(url.database)).exists() else settings.database_url


def with_store_at(named: str, use: Callable[[Store], Awaitable[T]]) -> T:
    """What `use` makes of the store at that URL; ends with one sentence when the database cannot be had."""
    from sqlalchemy.exc import SQLAlchemyError

    from approvals.clock import SystemClock
    from approvals.jobs.queue import DbosJobs
    from approvals.store.engine import SETTING, BadDatabaseUrl, database_url
    from approvals.store.store import Store
    from bot.database import DatabaseUnusable, ensure_current, unusable

    # People are sent to where they named the database: the option, where they used that.
    by = "--database" if click.get_current_context().params.get("database") is not None else SETTING

    async def run() -> T:
        url = database_url(named, named_by=by)
        ensure_current(url, named_by=by)
        store = Store(url, clock=SystemClock(), jobs=DbosJobs(url))
        try:
            return await use(store)
        except SQLAlchemyError as trouble:
            raise unusable(url, trouble, named_by=by) from trouble
        finally:
            await store.close()

    try:
        return asyncio.run(run())
    except BadDatabaseUrl as wrong:
        fail(str(wrong), code=2)
    except DatabaseUnusable as trouble:
        fail(str(trouble))


def with_store(use: Callable[[Store], Awaitable[T]]) -> T:
    """The same for the database of the settings."""
    return with_store_at(settings_or_fail().database_url, use)
