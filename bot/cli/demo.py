"""`usher demo`."""

from __future__ import annotations

import asyncio
import os
import sys
import webbrowser

import click

from bot.cli import fail
from bot.cli.options import settings_or_fail
from bot.garbage import all_loaded, look_seldom


@click.command(name="demo")
@click.option("--port", default=8300, show_default=True, help="Where the playground page is.")
@click.option("--open/--no-open", "open_page", default=True, help="Open the page in your browser.")
def command(port: int, open_page: bool) -> None:
    """The demo company and a small Slack in your browser; no account, no key, no network.

    Everything is gone when it stops.
    """
    settings = settings_or_fail()
    look_seldom()
    from bot.cli.troubles import run_or_fail
    from bot.demo import demo
    from bot.logs import set_up_logging

    set_up_logging("warning" if settings.log_level == "info" else settings.log_level)

    def ready(url: str) -> None:
        all_loaded()
        click.echo(f"The playground is at {url} (Ctrl-C stops it).")
        if open_page and sys.stdout.isatty() and _has_screen():
            webbrowser.open(url)

    if not 0 <= port <= 65535:
        fail(f"{port} is not a port; use one from 1 to 65535.", code=2)
    run_or_fail(lambda: asyncio.run(demo(settings, port=port, environment=os.environ, ready=ready)))


def _has_screen() -> bool:
    return sys.platform in {"darwin", "win32"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
