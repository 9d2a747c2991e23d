"""What the company's own pages say: quoted word for word, each section with its file, and nothing added."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.texts import quoted, typed
from bot.views.parts import Card, context, divider, section
from intents.pages import Quoted

LONGEST = 2_400
"""Characters of a section that are quoted."""


def pages_card(found: Sequence[Quoted]) -> Card:
    """The sections that answer, on their own."""
    text = f"From your company’s pages: {typed(found[0].section.heading, 150)}"
    return Card(text=text, blocks=_sections(found))


def with_pages(card: Card, found: Sequence[Quoted]) -> Card:
    """An answer from the catalog with what the pages say before it."""
    if not found:
        return card
    return Card(text=card.text, blocks=(*_sections(found), divider(), *card.blocks))


def _sections(found: Sequence[Quoted]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for one in found:
        part = one.section
        blocks.append(section(f"*{typed(part.heading, 200)}*\n{quoted(part.text, LONGEST)}"))
        cut = ", shortened" if len(typed(part.text, 10 * LONGEST)) > LONGEST else ""
        blocks.append(context(f"Quoted from `{typed(part.page, 200).replace('`', '')}`{cut}"))
    return tuple(blocks)
