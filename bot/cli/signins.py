"""`usher signins`: files of sign-in events into the database, and how the feeds are."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli import fail
from bot.cli.options import company_option, company_or_fail, folder_or_fail, settings_or_fail
from bot.cli.signins_signs import judge, signs, train
from bot.cli.stored import with_store
from bot.cli.tabular import show_table

if TYPE_CHECKING:
    from approvals.signin_records import FeedState
    from approvals.store.store import Store
    from catalog.model import Company


@click.group(name="signins")
def command() -> None:
    """Sign-in events: take in files of them, see how the feeds are, and what warns of a stolen account."""


@command.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@company_option
def import_files(files: tuple[Path, ...], company_folder: Path | None) -> None:
    """Take in files of sign-in events, JSON Lines, packed with gzip or not. Prints what became of them as JSON.

    Events that are stored already are counted as duplicates, so a file may be taken in again.
    """
    for file in files:
        if not file.is_file():
            fail(f"{file} is no file; name files of sign-in events.", code=2)
    company = company_or_fail(folder_or_fail(company_folder, settings_or_fail()))
    found, trouble = with_store(lambda store: _import(store, company, files))
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    if number := found["total"]["unreadable"]:
        left = "1 entry was" if number == 1 else f"{number} entries were"
        click.echo(f"usher: {left} left out: what stands there is no sign-in event.", err=True)
    if trouble:
        fail(trouble)


async def _import(store: Store, company: Company, files: tuple[Path, ...]) -> tuple[dict[str, Any], str]:
    """What became of each file and of all, up to the first that could not be read; and a sentence on that one."""
    from bot.signins.importing import Figures, import_file

    total = Figures()
    each: list[dict[str, Any]] = []
    for file in files:
        try:
            figures = await import_file(store, company, file)
        except OSError as unreadable:
            why = (unreadable.strerror or type(unreadable).__name__).lower()
            return {"files": each, "total": asdict(total)}, f"{file} cannot be read ({why}); take it in again once it is whole."  # fmt: skip
        each.append({"file": str(file)} | asdict(figures))
        total = total.plus(figures)
    return {"files": each, "total": asdict(total)}, ""


@command.command()
def status() -> None:
    """The feeds that were ever read: when they last gave something, what is wrong, what became of their events.

    Prints JSON; a table for people goes to standard error.
    """
    from approvals.queries.signins import feed_states

    states = with_store(feed_states)
    click.echo(json.dumps([_told(state) for state in states], ensure_ascii=False, indent=2))
    show_table(
        ("feed", "last read", "kept", "duplicates", "unreadable", "nobody's", "trouble"),
        [
            (
                state.feed,
                f"{state.moved_at:%Y-%m-%d %H:%M}" if state.moved_at else "–",
                *(f"{state.counts[name]:,}" for name in ("kept", "duplicates", "unreadable", "nobodys")),
                state.trouble or "–",
            )
            for state in states
        ],
    )


def _told(state: FeedState) -> dict[str, Any]:
    return {
        "feed": state.feed,
        "moved_at": state.moved_at.isoformat() if state.moved_at else None,
        "trouble": state.trouble,
    } | state.counts


for _one in (train, signs, judge):
    command.add_command(_one)
