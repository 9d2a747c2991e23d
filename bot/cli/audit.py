"""`usher audit verify` and `usher audit export`."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, TypeVar

import click

from bot.cli import fail
from bot.cli.options import settings_or_fail

if TYPE_CHECKING:
    from approvals.store.store import Store

T = TypeVar("T")


@click.group(name="audit")
def command() -> None:
    """The decision log: prove it whole, or hand it to an auditor."""


@command.command()
def verify() -> None:
    """Redo the chain of hashes over the whole log; exit code 1 when it does not fit."""
    from approvals.log.verify import verify as prove

    proof = _with_store(prove)
    click.echo(json.dumps(asdict(proof)))
    click.echo(proof.says, err=True)
    sys.exit(0 if proof.whole else 1)


@command.command()
def export() -> None:
    """Every entry as JSON Lines, oldest first, with what is needed to redo the chain."""
    from approvals.log.export import export as lines_of

    async def write(store: Store) -> None:
        async for line in lines_of(store):
            click.echo(line)

    _with_store(write)


def _with_store(use: Callable[[Store], Awaitable[T]]) -> T:
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
