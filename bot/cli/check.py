"""`usher check`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from bot.cli.options import company_option, folder_or_fail, settings_or_fail


@click.command(name="check")
@company_option
def command(company_folder: Path | None) -> None:
    """Validate a company folder: everything `usher serve` would refuse, with file, line and what would be right.

    Prints a report as JSON; exit code 1 when the folder cannot be used.
    """
    folder = folder_or_fail(company_folder, settings_or_fail())
    from bot.company_check import checked

    report = checked(folder)
    for problem in report["problems"]:
        place = f"{problem['file']}:{problem['line']}" if problem["line"] else problem["file"]
        path = f"  {problem['path']}:" if problem["path"] else " "
        click.echo(f"{problem['severity']}: {place}{path} {problem['says']}", err=True)
    click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    sys.exit(0 if report["valid"] else 1)
