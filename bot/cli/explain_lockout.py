"""`usher explain-lockout`."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
    from catalog.model import Company
    from intents.signins.batch import NoQuestion, Question


@click.command(name="explain-lockout")
@company_option
@click.option("--person", help="Who cannot get in: an id from people.csv.")
@click.option("--now", "moment", help="The moment of the question, ISO 8601 (else the present).")
@click.option(
    "--batch",
    type=click.Path(path_type=Path, allow_dash=True),
    help='JSON Lines of {"id", "person", "now"}; - is standard input.',
)
def command(company_folder: Path | None, person: str | None, moment: str | None, batch: Path | None) -> None:
    """Why somebody cannot sign in, from the sign-in events and holdings of the company folder, as JSON."""
    if (person is None) == (batch is None):
        fail("Name one person with --person ID, or a file of questions with --batch FILE.", code=2)
    company = company_or_fail(folder_or_fail(company_folder, settings_or_fail()))
    from intents.signins.batch import Question, questions_in

    if batch is not None:
        _answer(company, list(questions_in(company, lines_of(batch))), batch=True)
        return
    asked_about = person_or_fail(company, person or "")
    _answer(company, [Question(None, asked_about, moment_or_now(moment, company))], batch=False)


def _answer(company: Company, questions: Sequence[Question | NoQuestion], *, batch: bool) -> None:
    from intents.signins.batch import Question
    from intents.signins.explain import explain
    from intents.signins.folder import read_folder
    from intents.signins.own_records import ended_holdings
    from intents.signins.wire import to_line

    people = {question.person.id for question in questions if isinstance(question, Question)}
    try:
        read = read_folder(company, people)
    except OSError as trouble:
        why = (trouble.strerror or type(trouble).__name__).lower()
        fail(f"{trouble.filename} cannot be read ({why}); check that Usher may open it.", code=2)
    if read.trouble:
        fail(read.trouble, code=2)
    for question in questions:
        if not isinstance(question, Question):
            click.echo(json.dumps({"id": question.id, "error": question.error}, ensure_ascii=False))
            continue
        found = explain(
            company,
            question.person,
            events=read.events[question.person.id],
            own=ended_holdings(company, question.person.id, question.now),
            now=question.now,
        )
        click.echo(to_line(found, id=question.id, batch=batch))
    if read.unreadable:
        left = "1 entry was" if read.unreadable == 1 else f"{read.unreadable} entries were"
        click.echo(f"usher: {left} left out: what stands there in signins/ is no sign-in event.", err=True)
