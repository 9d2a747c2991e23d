"""`usher policy`: what the rules would do, before they do it."""

from __future__ import annotations

import click

from bot.cli.policy_draft import accept, draft
from bot.cli.policy_replay import command as replay


@click.group(name="policy")
def command() -> None:
    """The rules: decide the past again under others, draft a new one, accept a draft."""


for _one in (replay, draft, accept):
    command.add_command(_one)
