"""`usher policy draft` and `usher policy accept`: a rule from plain words, and a person who takes it in."""

from __future__ import annotations

import asyncio
import json
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from bot.cli import fail
from bot.cli.options import company_option, company_or_fail, folder_or_fail, settings_or_fail
from bot.cli.policy_replay import book_or_fail, fail_with, replayed
from bot.cli.stored import database_option, store_or_none, with_store_at

if TYPE_CHECKING:
    from approvals.policy.book import PolicyBook
    from approvals.policy.drafts import Draft
    from approvals.store.store import Store
    from bot.policy_drafting import Drafted
    from catalog.model import Company


@click.command(name="draft")
@company_option
@database_option
@click.argument("words")
def draft(company_folder: Path | None, database: str | None, words: str) -> None:
    """Have a rule drafted from plain words, and see what it would have done to past requests.

    The draft is written to drafts/ of the company folder and is in force nowhere; `usher policy accept` takes it in.
    """
    settings = settings_or_fail()
    company = company_or_fail(folder_or_fail(company_folder, settings))
    from approvals.policy.replay_report import table

    book = book_or_fail(company)
    made = _drafted(words, company, book, settings.llm)
    told = replayed(company, book, made.draft.deciding(company), store_or_none(database))
    _write(company.folder / made.draft.path, made.draft.text)
    click.echo(f"{made.draft.text}\n{table(told)}\n", err=True)
    click.echo(
        f"The draft is {made.draft.path} and decides nothing; an IAM admin or Security takes it in with "
        f"`usher policy accept {made.draft.id} --by PERSON`.",
        err=True,
    )
    rule = {"id": made.draft.id, "file": made.draft.path, "words": made.draft.words, "cedar": made.draft.text}
    how = {"engine": made.engine, "prompt": made.prompt, "attempts": made.attempts}
    click.echo(json.dumps({**rule, **how, "effect": told}, ensure_ascii=False, indent=2))


@click.command(name="accept")
@company_option
@database_option
@click.option(
    "--by", required=True, metavar="PERSON", help="Who accepts it: an IAM admin, or somebody of Security."
)
@click.argument("id")
def accept(company_folder: Path | None, database: str | None, by: str, id: str) -> None:
    """Take a draft in: it moves to policies/, where it observes from the next start on, and the log says who did it."""
    settings = settings_or_fail()
    company = company_or_fail(folder_or_fail(company_folder, settings))
    from approvals.errors import NotAllowed
    from approvals.operations.accept_draft import accept_draft
    from approvals.policy.problems import PolicyInvalid

    draft = _kept(company, id)

    async def take_in(store: Store) -> str:
        return await accept_draft(store, company, draft, by=by)

    try:
        path = with_store_at(database or settings.database_url, take_in)
    except NotAllowed as refused:
        fail(refused.sentence)
    except PolicyInvalid as invalid:
        fail_with(invalid, "The draft cannot be accepted; mend the problems above.")
    except FileExistsError:
        fail(f"policies/{id}.cedar is there already; give the draft another id, or take that file away.")
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        fail(
            f"The draft cannot be moved to {company.folder / 'policies'} ({why}); check that Usher may write there."
        )
    click.echo(
        f'{path} observes from the next start on. Take @mode("observe") out once what it would have done is right.',
        err=True,
    )
    click.echo(json.dumps({"id": id, "file": path, "by": by, "mode": "observe"}, ensure_ascii=False))


def _drafted(words: str, company: Company, book: PolicyBook, setting: str) -> Drafted:
    from approvals.policy.drafts import NotADraft
    from approvals.policy.problems import PolicyInvalid
    from bot.policy_drafting import CannotDraft, NotDrafted, drafted, model_for
    from intents.engines.errors import EngineSettingError

    try:
        today = datetime.now(company.zone).date()
        return asyncio.run(
            drafted(words, company, book, model_for(setting, environment=os.environ), on=today)
        )
    except (CannotDraft, EngineSettingError) as wrong:
        fail(str(wrong), code=2)
    except (NotDrafted, NotADraft) as none:
        fail(str(none))
    except PolicyInvalid as invalid:
        fail_with(invalid, "The draft could not be mended; say it in other words, or write the rule by hand.")


def _kept(company: Company, id: str) -> Draft:
    from approvals.policy.drafts import FOLDER, NotADraft, draft_in
    from approvals.policy.problems import PolicyInvalid

    try:
        return draft_in(company.folder, id)
    except FileNotFoundError:
        there = sorted(file.stem for file in (company.folder / FOLDER).glob("*.cedar"))
        fail(f"There is no draft {id!r}; {_those(there)}", code=2)
    except NotADraft as wrong:
        fail(str(wrong))
    except PolicyInvalid as invalid:
        fail_with(invalid, "The draft cannot be accepted; mend the problems above.")
    except OSError as error:
        _unreadable(company.folder / FOLDER / f"{id}.cedar", error)


def _those(there: list[str]) -> str:
    return f"there is {', '.join(there[:10])}." if there else "make one with `usher policy draft`."


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(exist_ok=True)
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except OSError as error:
        _unreadable(file, error)


def _unreadable(file: Path, error: OSError) -> NoReturn:
    why = (error.strerror or type(error).__name__).lower()
    fail(f"{file} cannot be used ({why}); check that Usher may read and write there.")
