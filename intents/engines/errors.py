"""What goes wrong when an engine is chosen or asked, each with a sentence fit for a person."""

from __future__ import annotations


class EngineSettingError(ValueError):
    """`USHER_LLM` names no engine; the text is one sentence that says what would be right."""


class NoAnswer(Exception):
    """A language model gave nothing to use: down, slow, over quota, cut off, refusing, or rubbish."""
