"""`usher audit verify` and `usher audit export`."""

from __future__ import annotations

import json
import sys
from contextlib import aclosing
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from bot.cli.stored import with_store

if TYPE_CHECKING:
    from approvals.store.store import Store


@click.group(name="audit")
def command() -> None:
    """The decision log: prove it whole, or hand it to an auditor."""


@command.command()
def verify() -> None:
    """Redo the chain of hashes over the whole log; exit code 1 when it does not fit."""
    from approvals.log.verify import verify as prove

    proof = with_store(prove)
    click.echo(json.dumps(asdict(proof)))
    click.echo(proof.says, err=True)
    sys.exit(0 if proof.whole else 1)


@command.command()
def export() -> None:
    """Every entry as JSON Lines, oldest first, with what is needed to redo the chain."""
    from approvals.log.export import export as lines_of

    async def write(store: Store) -> None:
        async with aclosing(lines_of(store)) as lines:
            async for line in lines:
                click.echo(line)

    with_store(write)
