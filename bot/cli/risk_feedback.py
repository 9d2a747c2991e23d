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
    from approvals.model import Ruling
    from approvals.queries.feedback import Lesson, as_csv, feedback

    async def read(store: Store) -> list[Lesson]:
        return await feedback(store, company)

    lessons = with_store(read)
    click.echo(as_csv(lessons), nl=False)
    overturned = sum(one.appealed is Ruling.OVERTURNED for one in lessons)
    stood = sum(one.appealed is Ruling.STANDS for one in lessons)
    if overturned or stood:
        # Not a column: the model would take it for something that is known of a request.
        click.echo(f"Looked at again on appeal: {overturned} overturned, {stood} stood.", err=True)
