"""Reads what the playground page posts, and says so in a sentence when something is missing."""

from __future__ import annotations

from bot.slack_local.errors import Json, NotPossible
from bot.slack_local.inputs import Values


def text(sent: Json, key: str, *, may_be_empty: bool = False) -> str:
    """A string the page has to send. Raises NotPossible."""
    value = sent.get(key, "" if may_be_empty else None)
    if not isinstance(value, str) or not (value or may_be_empty):
        raise NotPossible(f"The request lacks {key}; reload the page.")
    return value


def object_(sent: Json, key: str) -> Json:
    """An object the page has to send. Raises NotPossible."""
    value = sent.get(key)
    if not isinstance(value, dict):
        raise NotPossible(f"The request lacks {key}; reload the page.")
    return value


def values(sent: Json) -> Values:
    """What is typed and picked, `state.values`. Raises NotPossible when it is something else."""
    state = sent.get("state") or {}
    held = state.get("values", {}) if isinstance(state, dict) else None
    if isinstance(held, dict) and all(_sound(states) for states in held.values()):
        return held
    raise NotPossible("The request's state is malformed; reload the page.")


def _sound(states: object) -> bool:
    return isinstance(states, dict) and all(
        isinstance(state, dict) and isinstance(state.get("type"), str) for state in states.values()
    )
