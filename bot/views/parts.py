"""The few block shapes that all views are made of, each within Slack's limits.

`slack_sdk.models` checks the lengths when a block is turned into JSON; what could be too long is cut here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InteractiveElement,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    SectionBlock,
)

from bot.texts import shorten

MOST_BLOCKS = 50
"""Blocks in a message."""
SECTION_TEXT = 3_000
OPTION_TEXT = 75


class TooManyBlocks(ValueError):
    """A view was built that Slack would refuse: a mistake in the view, not in what it was given."""


@dataclass(frozen=True)
class Card:
    """One message: what notifications and screen readers say, and the blocks."""

    text: str
    blocks: tuple[Block, ...]

    def arguments(self) -> dict[str, Any]:
        """The `text` and `blocks` of chat.postMessage. Raises SlackObjectFormationError, TooManyBlocks."""
        if len(self.blocks) > MOST_BLOCKS:
            raise TooManyBlocks(f"{len(self.blocks)} blocks; a message holds {MOST_BLOCKS}")
        return {
            "text": shorten(self.text, SECTION_TEXT),
            "blocks": [block.to_dict() for block in self.blocks],
        }


def text_card(text: str) -> Card:
    """A message of one paragraph."""
    return Card(text=text, blocks=(section(text),))


def section(text: str, accessory: InteractiveElement | None = None, block_id: str | None = None) -> Block:
    """A paragraph of mrkdwn, with an element beside it."""
    return SectionBlock(text=_words(text, SECTION_TEXT), accessory=accessory, block_id=block_id)


def fields(*pairs: tuple[str, str]) -> Block:
    """Short facts in two columns, each with its name above."""
    return SectionBlock(fields=[_words(f"*{name}*\n{value}", 2_000) for name, value in pairs])


def context(*texts: str) -> Block:
    """Small print."""
    return ContextBlock(elements=[_words(text, SECTION_TEXT) for text in texts[:10]])


def _words(text: str, limit: int) -> MarkdownTextObject:
    """Mrkdwn as it stands: Slack makes no links or mentions of its own out of what somebody typed."""
    return MarkdownTextObject(text=shorten(text, limit), verbatim=True)


def header(text: str) -> Block:
    """A title line."""
    return HeaderBlock(text=PlainTextObject(text=shorten(text, 150), emoji=False))


def divider() -> Block:
    """A line across."""
    return DividerBlock()


def actions(*elements: InteractiveElement, block_id: str | None = None) -> Block:
    """A row of buttons or menus."""
    return ActionsBlock(elements=list(elements), block_id=block_id)


def button(
    text: str, action_id: str, value: str, *, style: str | None = None, confirm: ConfirmObject | None = None
) -> ButtonElement:
    """A button; `value` is an opaque id and never more than that."""
    return ButtonElement(
        text=shorten(text, 75), action_id=action_id, value=value, style=style, confirm=confirm
    )


def sure(title: str, text: str, yes: str) -> ConfirmObject:
    """The question before something that cannot be undone by the same person."""
    return ConfirmObject(
        title=shorten(title, 100), text=PlainTextObject(text=shorten(text, 300)), confirm=yes, deny="Not now"
    )


def option(text: str, value: str) -> Option:
    """An entry of a menu; Slack takes 75 characters of text."""
    return Option(value=value, text=PlainTextObject(text=shorten(text, OPTION_TEXT), emoji=False))


def fitted(blocks: Sequence[Block], *, most: int, otherwise: str) -> tuple[Block, ...]:
    """The blocks, or as many as fit and a line that says what is left out."""
    if len(blocks) <= most:
        return tuple(blocks)
    return (*blocks[: most - 1], context(otherwise))
