"""A message as Slack sent it back, without the button that was just pressed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def without_button(blocks: Sequence[dict[str, Any]], action_id: str, value: str) -> list[dict[str, Any]]:
    """The same blocks without that button; a row of buttons that is empty then goes as a whole."""

    def used(element: Any) -> bool:
        return (
            isinstance(element, dict)
            and element.get("action_id") == action_id
            and element.get("value") == value
        )

    left: list[dict[str, Any]] = []
    for block in blocks:
        if used(block.get("accessory")):
            left.append({key: part for key, part in block.items() if key != "accessory"})
        elif block.get("type") == "actions":
            elements = [element for element in block.get("elements", ()) if not used(element)]
            if elements:
                left.append({**block, "elements": elements})
        else:
            left.append(block)
    return left
