"""What a person reads: the words of a message or a view, without the boxes around them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.slack_local.errors import Json
from bot.slack_local.inputs import elements_of
from bot.slack_local.model import Message, View


def text_of(shown: Message | View) -> str:
    """All the words on it, one line for each text, in reading order.

    Of a message with blocks these are the blocks' words: its `text` is only read out or shown in notices.
    """
    lines: list[str] = []
    if isinstance(shown, View):
        lines += _words(shown.title)
    if isinstance(shown, Message) and not shown.blocks:
        lines.append(shown.text)
    for block in shown.blocks:
        lines += _words(block)
        if isinstance(shown, View) and shown.errors and block.get("block_id") in shown.errors:
            lines.append(shown.errors[block["block_id"]])
    if isinstance(shown, View):
        lines += [*_words(shown.submit), *_words(shown.close)]
    else:
        for attachment in shown.attachments:
            lines += [str(attachment[key]) for key in ("pretext", "title", "text") if attachment.get(key)]
            lines += [line for block in attachment.get("blocks", ()) for line in _words(block)]
    return "\n".join(line for line in lines if line)


def _words(thing: Any) -> Iterator[str]:
    """Every text in there, top to bottom, left to right."""
    if isinstance(thing, list):
        for item in thing:
            yield from _words(item)
    elif isinstance(thing, dict):
        if thing.get("type") == "rich_text_section":
            yield "".join(_span(span) for span in thing["elements"])
        elif isinstance(thing.get("text"), str):
            yield thing["text"]
        else:
            for key in (
                "title",
                "label",
                "text",
                "fields",
                "accessory",
                "placeholder",
                "element",
                "hint",
                "elements",
                "options",
                "option_groups",
                "alt_text",
            ):
                if key == "alt_text" and key in thing:
                    yield thing[key]
                else:
                    yield from _words(thing.get(key))


def _span(span: Json) -> str:
    if span["type"] == "user":
        return f"<@{span['user_id']}>"
    return str(span.get("text") or span.get("url") or span.get("name") or "")


def label_of(element: Json) -> str:
    """What stands on a button, or in an empty menu."""
    text = element.get("text") or element.get("placeholder") or {}
    return str(text.get("text", "")) if isinstance(text, dict) else ""


def buttons(shown: Message | View) -> list[str]:
    """The labels of the buttons on it, in order."""
    return [label_of(element) for _, element in elements_of(shown.blocks) if element["type"] == "button"]
