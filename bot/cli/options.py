"""What several commands ask for: the settings and the company, or one sentence on why they cannot be had."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import fail
from bot.settings import BadSetting, Settings, read_settings

if TYPE_CHECKING:
    from catalog.model import Company, Person

company_option = click.option(
    "--company",
    "company_folder",
    type=click.Path(path_type=Path),
    help="The company folder (else USHER_COMPANY).",
)


def settings_or_fail() -> Settings:
    """The settings from the environment; ends with code 2 when they cannot be used."""
    try:
        return read_settings(os.environ)
    except BadSetting as bad:
        fail(str(bad), code=2)


def folder_or_fail(folder: Path | None, settings: Settings) -> Path:
    """The company folder that was named, on the command line first; ends with code 2 when none was."""
    chosen = folder or settings.company
    if chosen is None:
        fail("Name the company folder with --company DIR or USHER_COMPANY.", code=2)
    return chosen


def company_or_fail(folder: Path) -> Company:
    """The company, loaded whole; ends with code 1 and every problem when it is not valid, with 2 when there is no folder."""
    from catalog.load import load_company
    from catalog.problems import CompanyInvalid

    with suppress(OSError):  # one that may not be looked at is said with the problems
        if not folder.is_dir():
            fail(
                f"{folder} is no folder; name the company folder with --company DIR or USHER_COMPANY.", code=2
            )
    try:
        return load_company(folder)
    except CompanyInvalid as invalid:
        for problem in invalid.problems:
            click.echo(str(problem), err=True)
        fail(
            f"{folder} cannot be used; mend the problems above and check with `usher check --company {folder}`."
        )


def person_or_fail(company: Company, named: str) -> Person:
    """The person with that id; ends with code 2 and the nearest id when there is none."""
    if named not in company.people:
        close = get_close_matches(named, company.people, n=1)
        hint = f"did you mean {close[0]}?" if close else "name somebody who is with --person."
        fail(f"{named} is not in people.csv; {hint}", code=2)
    return company.people[named]


def lines_of(file: Path) -> Iterator[str]:
    """The lines of a file of JSON Lines, `-` being standard input; ends with code 2 when it cannot be read."""
    try:
        with sys.stdin if str(file) == "-" else file.open(encoding="utf-8", errors="replace") as lines:
            yield from lines
    except OSError as trouble:
        why = (trouble.strerror or type(trouble).__name__).lower()
        fail(f"{file} cannot be read ({why}); name a file of JSON Lines with --batch.", code=2)


def moment_or_now(text: str | None, company: Company) -> datetime:
    """The moment given with --now, or the present; ends with code 2 when it is none. Without an offset it is the company's own."""
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        fail(f"{text!r} is no moment; write --now 2026-11-23T10:15:00+00:00.", code=2)
    return moment if moment.tzinfo else moment.replace(tzinfo=company.zone)
