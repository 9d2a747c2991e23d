"""A small Slack on this machine: strict about Slack's rules, for the playground and for tests.

The names come from their modules on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.slack_local.errors import BotFailed, NotPossible, NotThere, SlackError
    from bot.slack_local.model import (
        Message,
        Persona,
        PlaygroundClock,
        Shortcut,
        SlackChannel,
        SlackUser,
        SlashCommand,
        View,
    )
    from bot.slack_local.people import Person
    from bot.slack_local.server import LocalSlack

_HOME = {
    "LocalSlack": "server",
    "Person": "people",
    **dict.fromkeys(("BotFailed", "NotPossible", "NotThere", "SlackError"), "errors"),
    **dict.fromkeys(
        (
            "Message",
            "Persona",
            "PlaygroundClock",
            "Shortcut",
            "SlackChannel",
            "SlackUser",
            "SlashCommand",
            "View",
        ),
        "model",
    ),
}

__all__ = [
    "BotFailed",
    "LocalSlack",
    "Message",
    "NotPossible",
    "NotThere",
    "Person",
    "Persona",
    "PlaygroundClock",
    "Shortcut",
    "SlackChannel",
    "SlackError",
    "SlackUser",
    "SlashCommand",
    "View",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
