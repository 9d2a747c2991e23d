"""What a person reads on a card or a view, and what they can press."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.views import View

from bot.slack_local.limits import check_blocks
from bot.views.parts import Card


def blocks_of(shown: Card | View) -> list[dict[str, Any]]:
    """The blocks as Slack gets them, after both slack_sdk and the local Slack have checked them."""
    if isinstance(shown, Card):
        blocks: list[dict[str, Any]] = shown.arguments()["blocks"]
        check_blocks(blocks)
        return blocks
    view: list[dict[str, Any]] = shown.to_dict()["blocks"]
    return view


def words(shown: Card | View) -> str:
    """All the text on it."""
    return "\n".join(_texts(blocks_of(shown)))


def buttons(shown: Card | View) -> list[str]:
    """The labels of its buttons."""
    return [one["text"]["text"] for one in _all(blocks_of(shown)) if one.get("type") == "button"]


def _all(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _all(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _all(inner)


def _texts(value: Any) -> Iterator[str]:
    for one in _all(value):
        if isinstance(one.get("text"), str):
            yield one["text"]
