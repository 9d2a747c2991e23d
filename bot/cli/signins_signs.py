"""`usher signins train`, `signs` and `judge`: the model of how people sign in, and the warning signs there are."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from bot.cli import fail
from bot.cli.options import company_option, company_or_fail, folder_or_fail, settings_or_fail
from bot.cli.risk_acts import by_option, policies_of, said_in_a_sentence
from bot.cli.stored import with_store
from bot.cli.tabular import show_table

if TYPE_CHECKING:
    from approvals.desk import Desk
    from approvals.queries.warning_signs import SignPicture
    from approvals.store.store import Store
    from catalog.model import Company
    from intents.signins.behaviour.model import BehaviourModel

LONGEST = 90


@click.command()
@by_option
@company_option
@click.option(
    "--days", default=45, show_default=True, type=click.IntRange(7, LONGEST), help="How far back it looks."
)
def train(by: str, company_folder: Path | None, days: int) -> None:
    """Train the model of how people sign in on the stored events, and put it in force. Prints it as JSON.

    It is written to USHER_SIGNINS_MODEL; a running Usher takes it up with its next look. Security and the IAM admins
    may do it, and the decision log tells of it.
    """
    from approvals.risk.registry.authority import keeper
    from intents.signins.behaviour.model import ModelUnusable
    from intents.signins.behaviour.training import TooLittle

    settings = settings_or_fail()
    company = company_or_fail(folder_or_fail(company_folder, settings))
    begun, now = perf_counter(), datetime.now(UTC)
    with said_in_a_sentence():
        keeper(company, by, now=now)
    try:
        told = with_store(lambda store: _train(store, company, by, days, settings.signins_model))
    except (TooLittle, ModelUnusable) as refused:
        fail(str(refused))
    click.echo(json.dumps(told | {"seconds": round(perf_counter() - begun, 1)}, indent=2))


async def _train(store: Store, company: Company, by: str, days: int, path: Path) -> dict[str, Any]:
    from approvals.operations.keep_sign_in_model import keep_sign_in_model
    from approvals.queries.sign_in_histories import histories
    from bot.signins.records import event_of
    from intents.signins.behaviour.model import save
    from intents.signins.behaviour.training import train as learn

    until = datetime.now(UTC)
    events = {
        person: [event_of(record) for record in records]
        async for person, records in histories(store, since=until - timedelta(days=days), until=until)
        if person in company.people
    }
    model = learn(company, events, now=until)
    told = _about(model, company)
    about = {name: told[name] for name in ("events", "people", "since", "until", "snapshot")}
    seal = await keep_sign_in_model(
        _desk(store, company), by=by, about=about, write=lambda: save(model, path)
    )
    return {"model": seal, "file": str(path)} | told


def _about(model: BehaviourModel, company: Company) -> dict[str, Any]:
    wanted = company.warning_signs
    return {
        "events": model.events,
        "people": model.persons,
        "days": round(model.days, 1),
        "since": model.since.isoformat(),
        "until": model.until.isoformat(),
        "snapshot": model.snapshot,
        "alarms_a_day": wanted.alarms_a_day,
        "threshold": round(model.threshold(wanted.alarms_a_day), 4),
        "behaviour": wanted.behaviour.value,
    }


@click.command()
@company_option
@click.option(
    "--days", default=7, show_default=True, type=click.IntRange(1, 180), help="How far back it looks."
)
def signs(company_folder: Path | None, days: int) -> None:
    """The warning signs of late, those that are only watched too, as JSON Lines; a table for people beside it."""
    from approvals.queries.warning_signs import signs_since

    company = company_or_fail(folder_or_fail(company_folder, settings_or_fail()))

    async def look(store: Store) -> list[SignPicture]:
        return await signs_since(_desk(store, company), datetime.now(UTC) - timedelta(days=days))

    found = with_store(look)
    for sign in found:
        click.echo(sign.model_dump_json())
    show_table(
        ("id", "found", "kind", "severity", "posted", "verdict", "about"),
        [
            (
                sign.id,
                f"{sign.found_at:%Y-%m-%d %H:%M}",
                sign.kind,
                sign.severity.value,
                sign.posting.value,
                sign.verdict.value.replace("_", " "),
                ", ".join(sign.people[:2])
                + (f" and {len(sign.people) - 2} more" if len(sign.people) > 2 else ""),
            )
            for sign in found
        ],
    )


@click.command()
@click.argument("sign", metavar="ID")
@click.option("--right/--false-alarm", default=None, help="What it was.")
@by_option
@company_option
def judge(sign: str, right: bool | None, by: str, company_folder: Path | None) -> None:
    """Say of a warning sign that it was right, or a false alarm: for those that have no message of their own."""
    from approvals.operations.judge_sign import judge_sign
    from approvals.store.sign_tables import SignVerdict

    if right is None:
        fail("Say what it was with --right or --false-alarm.", code=2)
    company = company_or_fail(folder_or_fail(company_folder, settings_or_fail()))
    verdict = SignVerdict.RIGHT if right else SignVerdict.FALSE_ALARM
    with said_in_a_sentence():
        with_store(lambda store: judge_sign(_desk(store, company), sign_id=sign, by=by, verdict=verdict))
    click.echo(json.dumps({"sign": sign, "verdict": verdict.value}))


def _desk(store: Store, company: Company) -> Desk:
    from approvals.desk import Desk
    from approvals.policy.book import PolicyBook

    policies_of(company)  # ends with every problem where they cannot be used
    return Desk(store=store, company=company, policies=PolicyBook.load(company))
