"""Windows that only say something: that what they will show is on its way, or why it cannot be had."""

from __future__ import annotations

from slack_sdk.models.views import View

from bot.texts import refusal
from bot.views.parts import section


def one_moment() -> View:
    """In place of a window that takes a moment to put together."""
    return _window("One moment; what you asked for comes here.")


def says_only(sentence: str) -> View:
    """In place of a window that cannot be had."""
    return _window(refusal(sentence))


def _window(text: str) -> View:
    return View(type="modal", title="Usher", close="Close", blocks=[section(text)])
