"""`usher audit verify` and `usher audit export`.

The register of risk models is a file beside the database. Verifying holds it against the log, so that neither can tell
of a promotion that the other does not know.
"""

from __future__ import annotations

import json
import sys
from contextlib import aclosing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.options import settings_or_fail
from bot.cli.risk_acts import folder_of, registry_option, told_apart
from bot.cli.stored import with_store

if TYPE_CHECKING:
    from approvals.store.store import Store


@click.group(name="audit")
def command() -> None:
    """The decision log: prove it whole, or hand it to an auditor."""


@command.command()
@registry_option
def verify(registry: Path | None) -> None:
    """Redo the chain of hashes over the whole log, and hold the register of risk models against it.

    Exit code 1 when something does not fit.
    """
    from approvals.errors import Refused
    from approvals.log.verify import Verification
    from approvals.log.verify import verify as prove

    folder = folder_of(registry, settings_or_fail())

    async def look(store: Store) -> tuple[Verification, dict[str, Any]]:
        proof = await prove(store)
        try:
            apart = await told_apart(store, folder) if proof.whole else None
        except Refused as unreadable:  # what is to be said of the log is said all the same
            return proof, {"compared": False, "differences": [f"{unreadable.sentence.rstrip('.')}."]}
        return proof, {"compared": apart is not None, "differences": apart or []}

    proof, compared = with_store(look)
    click.echo(json.dumps(asdict(proof) | {"risk_register": compared}))
    click.echo(proof.says, err=True)
    for sentence in compared["differences"]:
        click.echo(sentence, err=True)
    sys.exit(0 if proof.whole and not compared["differences"] else 1)


@command.command()
def export() -> None:
    """Every entry as JSON Lines, oldest first, with what is needed to redo the chain."""
    from approvals.log.export import export as lines_of

    async def write(store: Store) -> None:
        async with aclosing(lines_of(store)) as lines:
            async for line in lines:
                click.echo(line)

    with_store(write)
