"""Finds what a person means on a screen: the button with that label, the menu in that block, that option."""

from __future__ import annotations

from collections.abc import Mapping

from bot.slack_local.errors import Json, NotThere
from bot.slack_local.inputs import elements_of, state_key
from bot.slack_local.model import Message, View
from bot.slack_local.reading import label_of

Shown = Message | View
_CLICKED = ("button", "icon_button")


def clickable(
    shown: Shown, *, text: str = "", action_id: str = "", block_id: str = "", value: str = ""
) -> Json:
    """The action of clicking there. Raises NotThere, with what is there instead, unless exactly one fits."""
    found: list[Json] = []
    seen: list[str] = []
    for block, element in elements_of(shown.blocks):
        here = block_id in ("", block["block_id"]) and action_id in ("", element["action_id"])
        if element["type"] in _CLICKED:
            seen.append(label_of(element))
            if here and text in ("", label_of(element)) and value in ("", element.get("value")):
                found.append({"action_id": element["action_id"], "block_id": block["block_id"]})
        elif element["type"] == "overflow":
            for option in element["options"]:
                seen.append(option["text"]["text"])
                if here and text in ("", option["text"]["text"]) and value in ("", option.get("value")):
                    found.append(action_for(block, element, option))
    wanted = text or action_id or value or block_id
    if not found:
        raise NotThere(f"There is no button {wanted!r}; there is {', '.join(seen) or 'none'}.")
    if len(found) > 1:
        raise NotThere(f"{len(found)} buttons fit {wanted!r}; name the action or the block.")
    return found[0]


def menu(shown: Shown, *, action_id: str = "", block_id: str = "") -> tuple[Json, Json]:
    """The one thing to fill in or pick from there, with its block. Raises NotThere."""
    every = [(block, element) for block, element in elements_of(shown.blocks) if state_key(element["type"])]
    found = [
        (block, element)
        for block, element in every
        if action_id in ("", element["action_id"]) and block_id in ("", block["block_id"])
    ]
    if len(found) != 1:
        there = ", ".join(f"{block['block_id']} ({element['action_id']})" for block, element in every)
        raise NotThere(f"{len(found)} inputs fit {block_id or action_id!r}; there is {there or 'none'}.")
    return found[0]


def action_for(block: Json, element: Json, picked: object) -> Json:
    """The action of picking that."""
    where = {"action_id": element["action_id"], "block_id": block["block_id"]}
    if element["type"] == "overflow":
        return where | {"selected_option": picked}
    return where | {key: value for key, value in filled(element, picked).items() if key != "type"}


def filled(element: Json, value: object) -> Json:
    """An element's state with that in it; options by label, by value, or whole. Raises NotThere."""
    key = state_key(element["type"])
    if key is None:
        raise NotThere(f"Nothing can be filled into a {element['type']}.")
    if key == "selected_options":
        many = value if isinstance(value, (list, tuple)) else [value]
        value = [_option(element, one) for one in many]
    elif key == "selected_option" and value is not None:
        value = _option(element, value)
    elif key.endswith("s") and not isinstance(value, list):
        value = list(value) if isinstance(value, tuple) else [value]
    return {"type": element["type"], key: value}


def _option(element: Json, wanted: object) -> Json:
    if isinstance(wanted, Mapping):
        return dict(wanted)
    for option in _options(element):
        if wanted in (option.get("value"), option["text"]["text"]):
            return option
    raise NotThere(f"{wanted!r} is not offered; there is {', '.join(option_labels(element)) or 'nothing'}.")


def _options(element: Json) -> list[Json]:
    return [
        *element.get("options", ()),
        *(o for group in element.get("option_groups", ()) for o in group["options"]),
    ]


def option_labels(element: Json) -> list[str]:
    """What a menu offers, as people read it."""
    return [str(option["text"]["text"]) for option in _options(element)]
