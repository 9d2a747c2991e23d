"""`usher policy replay`: past requests decided again under candidate policies or thresholds."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, NoReturn

import click

from bot.cli import fail
from bot.cli.options import company_option, company_or_fail, folder_or_fail, settings_or_fail
from bot.cli.stored import database_option, store_or_none, with_store_at

if TYPE_CHECKING:
    from approvals.policy.book import PolicyBook
    from approvals.policy.candidate import Candidate
    from approvals.policy.problems import PolicyInvalid
    from catalog.model import Company


@click.command(name="replay")
@click.option(
    "--candidate",
    "candidate_folder",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder to try: policies/*.cedar, company.yaml (risk, limits, freezes), or both.",
)
@company_option
@database_option
def command(candidate_folder: Path, company_folder: Path | None, database: str | None) -> None:
    """Decide past requests again under other policies or thresholds, and print what would change.

    The past is the decision log and the company's decisions.csv. Prints JSON; nothing is written.
    """
    company = company_or_fail(folder_or_fail(company_folder, settings_or_fail()))
    from approvals.policy.candidate import NoCandidate, load_candidate
    from approvals.policy.problems import PolicyInvalid
    from approvals.policy.replay_report import table

    before = book_or_fail(company)
    try:
        candidate = load_candidate(candidate_folder, company)
    except NoCandidate as none:
        fail(str(none), code=2)
    except PolicyInvalid as invalid:
        fail_with(invalid, "The candidate cannot be used; mend the problems above.")
    told = replayed(company, before, candidate, store_or_none(database))
    click.echo(table(told), err=True)
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


def replayed(
    company: Company, before: PolicyBook, candidate: Candidate, database: str | None
) -> dict[str, Any]:
    """The report of a replay over everything there is to decide again."""
    from approvals.policy.replay import replay
    from approvals.policy.replay_report import report
    from approvals.queries.past import PastDecisions, logged
    from approvals.queries.past_file import from_file

    past = PastDecisions()
    if database is not None:
        past = with_store_at(database, lambda store: logged(store, company))
    past = past.and_(from_file(company))
    started = perf_counter()
    found = replay(past.found, before, candidate)
    return report(found, past.left_out) | {"seconds": round(perf_counter() - started, 3)}


def book_or_fail(company: Company) -> PolicyBook:
    """The policies in force; ends with code 1 when they cannot be used."""
    from approvals.policy.book import PolicyBook
    from approvals.policy.problems import PolicyInvalid

    try:
        return PolicyBook.load(company)
    except PolicyInvalid as invalid:
        fail_with(invalid, "The company's own policies cannot be used; mend the problems above first.")


def fail_with(invalid: PolicyInvalid, summary: str) -> NoReturn:
    """Ends with code 1: the one problem as the sentence, or all of them and a summary."""
    if len(invalid.problems) == 1:
        fail(str(invalid.problems[0]))
    for problem in invalid.problems:
        click.echo(str(problem), err=True)
    fail(summary)
