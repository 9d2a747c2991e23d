"""`usher understand`."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import fail
from bot.cli.options import (
    company_option,
    company_or_fail,
    folder_or_fail,
    lines_of,
    moment_or_now,
    person_or_fail,
    settings_or_fail,
)

if TYPE_CHECKING:
    from catalog.model import Company, Person


@click.command(name="understand")
@company_option
@click.option("--person", help="Whose message it is: an id from people.csv (else the first employee there).")
@click.option("--now", "moment", help="The moment it is said, ISO 8601 (else the present).")
@click.option(
    "--batch",
    type=click.Path(path_type=Path, allow_dash=True),
    help="JSON Lines of messages; - is standard input.",
)
@click.argument("text", required=False)
def command(
    company_folder: Path | None, person: str | None, moment: str | None, batch: Path | None, text: str | None
) -> None:
    """What the assistant makes of one message, or of many, as JSON."""
    if (text is None) == (batch is None):
        fail("Give one message as TEXT, or a file of messages with --batch FILE.", code=2)
    settings = settings_or_fail()
    company = company_or_fail(folder_or_fail(company_folder, settings))
    from intents.batch import understand_lines
    from intents.engines.choose import engine_for
    from intents.engines.errors import EngineSettingError
    from intents.understand import understand
    from intents.wire import to_json

    try:
        engine = engine_for(settings.llm, environment=os.environ)
    except EngineSettingError as wrong:
        fail(str(wrong), code=2)

    async def one(message: str) -> None:
        found = await understand(
            message,
            person=_person(company, person),
            company=company,
            now=moment_or_now(moment, company),
            engine=engine,
        )
        click.echo(to_json(found))

    async def many(file: Path) -> None:
        async for line in understand_lines(company, lines_of(file), engine):
            click.echo(line)

    asyncio.run(one(text) if text is not None else many(batch or Path("-")))


def _person(company: Company, named: str | None) -> Person:
    if named is not None:
        return person_or_fail(company, named)
    first = next((one for one in company.people.values() if one.employment == "employee"), None)
    if first is None:
        fail("There is no employee in people.csv; name somebody with --person.", code=2)
    return first
