"""`usher policy`: what the rules make of a case, would have made of the past, and how a new one comes about."""

from __future__ import annotations

import click

from bot.cli.policy_draft import accept, draft
from bot.cli.policy_explain import command as explain
from bot.cli.policy_replay import command as replay


@click.group(name="policy")
def command() -> None:
    """The rules: why they answer as they do, the past decided again under others, a new one drafted and accepted."""


for _one in (explain, replay, draft, accept):
    command.add_command(_one)
