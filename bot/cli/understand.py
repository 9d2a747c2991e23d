"""`usher understand`."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli import fail
from bot.cli.options import company_option, company_or_fail, folder_or_fail, settings_or_fail


@click.command(name="understand")
@company_option
@click.option("--person", help="Whose message it is: an id from people.csv (else the first employee there).")
@click.option("--now", "moment", help="The moment it is said, ISO 8601 (else the present).")
@click.option("--batch", type=click.Path(path_type=Path, allow_dash=True), help="JSON Lines of messages; - is standard input.")
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
        engine = engine_for(settings.llm)
    except EngineSettingError as wrong:
        fail(str(wrong), code=2)

    async def one(message: str) -> None:
        who = person or next((p.id for p in company.people.values() if p.employment == "employee"), None)
        if who not in company.people:
            fail(f"{who} is not in people.csv; name somebody with --person.", code=2)
        found = await understand(message, person=company.people[who], company=company, now=_moment(moment), engine=engine)
        click.echo(to_json(found))

    async def many(file: Path) -> None:
        try:
            with sys.stdin if str(file) == "-" else file.open(encoding="utf-8", errors="replace") as lines:
                async for line in understand_lines(company, lines, engine):
                    click.echo(line)
        except OSError as trouble:
            fail(f"{file} cannot be read: {trouble.strerror}.", code=2)

    asyncio.run(one(text) if text is not None else many(batch or Path("-")))


def _moment(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        fail(f"{text!r} is no moment; write --now 2026-11-23T10:15:00+00:00.", code=2)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
