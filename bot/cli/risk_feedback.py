"""`usher risk feedback`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import company_option, company_or_fail, folder_or_fail, settings_or_fail
from bot.cli.stored import with_store

if TYPE_CHECKING:
    from approvals.store.store import Store


@click.command(name="feedback")
@company_option
def command(company_folder: Path | None) -> None:
    """What people approved and denied so far, as a decisions.csv to train on."""
    company = company_or_fail(folder_or_fail(company_folder, settings_or_fail()))
    from approvals.queries.feedback import as_csv, feedback

    async def read(store: Store) -> str:
        return as_csv(await feedback(store, company))

    click.echo(with_store(read), nl=False)
