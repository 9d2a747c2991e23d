"""`usher policy explain`: what the rules make of a case."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from bot.cli import fail
from bot.cli.options import company_option, company_or_fail, folder_or_fail, moment_or_now, settings_or_fail
from bot.cli.stored import database_option, store_or_none, with_store_at

if TYPE_CHECKING:
    from approvals.policy.book import PolicyBook
    from approvals.risk.judge import ModelsInForce
    from approvals.store.store import Store
    from bot.policy_record import Record
    from catalog.model import Company, Person, Place

Thing = TypeVar("Thing")


@click.command(name="explain")
@company_option
@click.option("--person", required=True, help="Who would hold it: an id from people.csv.")
@click.option("--entitlement", required=True, help="What: a full id such as snowflake/sales:read.")
@click.option("--scope", "scopes", multiple=True, metavar="KEY=VALUE", help="What it is narrowed to; repeat.")
@click.option("--duration", "length", metavar="P14D", help="How long, ISO 8601 (else the catalog's default).")
@click.option("--requester", help="Who asks: an id from people.csv (else the person themselves).")
@click.option("--now", "moment", help="The moment it is asked, ISO 8601 (else the present).")
@database_option
def command(
    company_folder: Path | None,
    person: str,
    entitlement: str,
    scopes: tuple[str, ...],
    length: str | None,
    requester: str | None,
    moment: str | None,
    database: str | None,
) -> None:
    """Why one person may, may not, or may with whose approval hold one entitlement, and what would change that.

    Prints JSON. With a database, what the two people hold, wait for and were denied in Usher counts as on a card; without one, only the company folder does. `assumes` says so.
    """
    settings = settings_or_fail()
    company = company_or_fail(folder_or_fail(company_folder, settings))
    from approvals.policy.book import PolicyBook
    from approvals.policy.problems import PolicyInvalid
    from approvals.risk.registry.running import RunningModels
    from bot.policy_explained import explained

    asked = _Asked(
        person=_known(company.people, person, "in people.csv", "--person"),
        requester=_known(company.people, requester or person, "in people.csv", "--requester"),
        place=_known(company.places, entitlement, "in the catalog", "--entitlement"),
        scope=_scope(scopes),
        now=moment_or_now(moment, company),
    )
    duration = _length(length)
    models = RunningModels(settings.risk_registry)
    models.refresh()
    if models.trouble:
        click.echo(models.trouble, err=True)
    try:
        book = PolicyBook.load(company)
    except PolicyInvalid as invalid:
        for problem in invalid.problems:
            click.echo(str(problem), err=True)
        fail("The policies above cannot be used; mend them and ask again.")
    in_force = models.in_force()
    record = _record(company, book, in_force, asked, store_or_none(database))
    report = explained(
        company, **asked._asdict(), duration=duration, book=book, record=record, models=in_force
    )
    click.echo(json.dumps(report, ensure_ascii=False, indent=2))


class _Asked(NamedTuple):
    """The case, as it was named on the command line."""

    person: Person
    requester: Person
    place: Place
    scope: dict[str, str]
    now: datetime


def _record(
    company: Company, book: PolicyBook, models: ModelsInForce, asked: _Asked, database: str | None
) -> Record:
    from approvals.desk import Desk
    from approvals.model import Wish
    from bot.policy_record import by_database, by_folder

    wish = Wish(entitlement=asked.place.entitlement.id, scope=asked.scope)
    if database is None:
        return by_folder(company, person=asked.person, wish=wish, now=asked.now)

    async def look(store: Store) -> Record:
        desk = Desk(store=store, company=company, policies=book, models=models)
        return await by_database(
            desk, person=asked.person, requester=asked.requester, wish=wish, now=asked.now
        )

    return with_store_at(database, look)


def _known(things: Mapping[str, Thing], name: str, where: str, option: str) -> Thing:
    if name not in things:
        close = get_close_matches(name, things, n=1)
        hint = f"did you mean {close[0]}?" if close else f"name one that is with {option}."
        fail(f"{name} is not {where}; {hint}", code=2)
    return things[name]


def _scope(pairs: Sequence[str]) -> dict[str, str]:
    scope: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = (part.strip() for part in pair.partition("="))
        if not (key and equals and value):
            fail(f"{pair!r} is no scope; write --scope region=EMEA.", code=2)
        if key in scope:
            fail(f"The scope {key} is given twice; name it once.", code=2)
        scope[key] = value
    return scope


def _length(text: str | None) -> timedelta | None:
    from catalog.durations import parse_duration

    try:
        return None if text is None else parse_duration(text)
    except ValueError as wrong:
        fail(f"{wrong}; write --duration P14D or PT8H.", code=2)
