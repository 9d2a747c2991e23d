"""`usher learn`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli import fail
from bot.cli.options import company_option, company_or_fail, folder_or_fail, settings_or_fail
from bot.cli.stored import with_store

if TYPE_CHECKING:
    from approvals.store.store import Store
    from catalog.model import Company
    from intents.learned import Learned


@click.command(name="learn")
@company_option
@click.option(
    "--examples",
    "file",
    type=click.Path(path_type=Path),
    help="Learn from this file instead (JSON Lines, as --export writes them); nothing is kept.",
)
@click.option("--export", is_flag=True, help="Print the labelled examples as JSON Lines; nothing is learned.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(company_folder: Path | None, file: Path | None, export: bool, as_json: bool) -> None:
    """Learn from the requests people confirmed and corrected, and show which words came and went.

    Usher does so itself once a day; a running one heeds the result within the hour.
    """
    if export and (file is not None or as_json):
        fail("--export prints the examples and learns nothing; leave --examples and --json out.", code=2)
    if export:
        for case in with_store(_cases):
            click.echo(json.dumps(case, ensure_ascii=False))
        return
    company = company_or_fail(folder_or_fail(company_folder, settings_or_fail()))
    found = (
        _from_file(company, file) if file is not None else with_store(lambda store: _train(store, company))
    )
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else _told(found))


async def _cases(store: Store) -> list[dict[str, Any]]:
    from bot.labelled import as_case, labelled_examples

    return [as_case(row) for row in reversed(await labelled_examples(store))]


async def _train(store: Store, company: Company) -> dict[str, Any]:
    from bot.training import last_training, train
    from intents.learned import Learned

    before = await last_training(store)
    after = await train(store, company)
    return _changes(before.learned if before else Learned(), after.learned, after.examples)


def _from_file(company: Company, file: Path) -> dict[str, Any]:
    from intents.examples_file import BadExample, examples_of
    from intents.learned import Learned, learn

    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            examples = list(examples_of(lines))
    except BadExample as bad:
        fail(str(bad))
    except OSError as trouble:
        why = (trouble.strerror or type(trouble).__name__).lower()
        fail(f"{file} cannot be read ({why}); name a file of JSON Lines with --examples.", code=2)
    return _changes(Learned(), learn(examples, company), len(examples))


def _changes(before: Learned, after: Learned, examples: int) -> dict[str, Any]:
    """What one training gave, against the one before it."""
    was = {(one.word, one.resource): one for one in before.associations}
    now = {(one.word, one.resource): one for one in after.associations}

    def told(pairs: set[tuple[str, str]], of: dict[tuple[str, str], Any]) -> list[dict[str, Any]]:
        return [
            {"word": of[pair].written, "resource": pair[1], "people": of[pair].people}
            for pair in sorted(pairs)
        ]

    return {
        "examples": examples,
        "words": len(now),
        "gained": told(now.keys() - was.keys(), now),
        "lost": told(was.keys() - now.keys(), was),
    }


def _told(found: dict[str, Any]) -> str:
    lines = [
        f"{sign} {one['word']} means {one['resource']} ({one['people']} people)"
        for sign, name in (("+", "gained"), ("-", "lost"))
        for one in found[name]
    ]
    lines.append(f"{found['examples']} examples, {found['words']} words learned.")
    return "\n".join(lines)
