"""`usher sla`."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import company_option, company_or_fail, folder_or_fail, settings_or_fail
from bot.cli.stored import with_store

if TYPE_CHECKING:
    from approvals.queries.sla import StageFigures
    from approvals.store.store import Store


@click.command(name="sla")
@company_option
@click.option(
    "--days",
    type=click.IntRange(1, 3650),
    default=90,
    show_default=True,
    help="Of stages opened in the last so many days.",
)
def command(company_folder: Path | None, days: int) -> None:
    """How long stages waited for a decision, in hours of work, and how many were reminded, escalated or lapsed.

    Prints JSON; a table for people goes to standard error.
    """
    company = company_or_fail(folder_or_fail(company_folder, settings_or_fail()))
    from approvals.queries.sla import stage_figures

    async def look(store: Store) -> list[StageFigures]:
        since = store.clock.now() - timedelta(days=days)
        return await stage_figures(store, company, since=since)

    figures = with_store(look)
    found = {"days": days, "stages": [one.model_dump(mode="json") for one in figures]}
    click.echo(json.dumps(found, indent=2))
    click.echo(_table(figures), err=True)


def _table(figures: list[StageFigures]) -> str:
    lines = ["stage     decided  median h   p90 h  reminded  escalated  lapsed  waiting"]
    for one in figures:
        lines.append(
            f"{one.stage:<9} {one.decided:>7} {_hours(one.median_hours):>9} {_hours(one.p90_hours):>7} "
            f"{one.share_reminded:>8.0%} {one.share_escalated:>10.0%} {one.share_lapsed:>7.0%} {one.waiting:>8}"
        )
    return "\n".join(lines)


def _hours(hours: float | None) -> str:
    return "–" if hours is None else f"{hours:.1f}"
