"""The same stage as for the listeners: what is delivered is read in the same Slack."""

from __future__ import annotations

from tests.bot.listeners.conftest import stage

__all__ = ["stage"]
