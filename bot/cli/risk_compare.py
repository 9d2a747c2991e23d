"""`usher risk compare`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import company_option, company_or_fail, folder_or_fail, settings_or_fail
from bot.cli.risk_acts import said_in_a_sentence
from bot.cli.stored import with_store
from bot.cli.tabular import show_table

if TYPE_CHECKING:
    from approvals.risk.compare import Comparison
    from approvals.store.store import Store


@click.command(name="compare")
@company_option
def command(company_folder: Path | None) -> None:
    """Where the model in force and its challenger part, over the requests both were asked about."""
    company = company_or_fail(folder_or_fail(company_folder, settings_or_fail()))
    from approvals.log.export import entries
    from approvals.risk.compare import compare

    async def read(store: Store) -> Comparison:
        return compare([entry async for entry in entries(store)], company.risk)

    with said_in_a_sentence():
        found = with_store(read)
    click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    if not found.compared:
        click.echo(
            "No request was judged by two models yet; `usher risk challenge ID --by PERSON` sets one beside the model in force.",
            err=True,
        )
        return
    show_table(
        ("request", "entitlement", "in force", "challenger", "people"),
        [
            (
                one.item_id,
                one.entitlement,
                f"{one.live.score} {one.live.band}",
                f"{one.challenger.score} {one.challenger.band}",
                "" if one.denied is None else "denied" if one.denied else "approved",
            )
            for one in found.differences
        ],
    )
    click.echo(
        f"{found.compared} requests were judged by both; the challenger would be stricter with {found.stricter} and milder with {found.milder}.",
        err=True,
    )
