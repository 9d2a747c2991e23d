"""`usher serve`."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click

from bot.cli import fail
from bot.cli.options import company_option, company_or_fail, folder_or_fail, settings_or_fail
from bot.garbage import look_seldom


@click.command(name="serve")
@company_option
@click.option("--host", default="0.0.0.0", show_default=True, help="Where to listen.")  # noqa: S104 - meant for a container
@click.option("--port", default=3000, show_default=True, help="The port for Slack, health and metrics.")
def command(company_folder: Path | None, host: str, port: int) -> None:
    """The bot against a Slack workspace.

    With SLACK_APP_TOKEN over Socket Mode, else over signed HTTP on /slack/events; /healthz, /readyz and
    /metrics beside it.
    """
    settings = settings_or_fail()
    look_seldom()
    if not 0 <= port <= 65535:
        fail(f"{port} is not a port; use one from 1 to 65535.", code=2)
    company = company_or_fail(folder_or_fail(company_folder, settings))
    from bot.cli.troubles import run_or_fail
    from bot.logs import set_up_logging
    from bot.serve import serve
    from bot.stopping import end_soon

    set_up_logging(settings.log_level)
    run_or_fail(lambda: asyncio.run(serve(settings, company, host=host, port=port, environment=os.environ)))
    end_soon()
