"""What a person can type and pick in blocks, and what Slack's client holds and checks before it sends it.

A state is Slack's: `{"type": ..., <key>: value}`, where the key depends on the element. Validation here is
what Slack's client does itself, so the app never hears of a submission that fails it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.slack_local.errors import Json

Values = dict[str, Json]
"""State by block id and action id, as in `view.state.values`."""

_KEYS: Mapping[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "rich_text_input": ("rich_text_value", "initial_value"),
}
_MANY = frozenset(name for name, (key, _) in _KEYS.items() if key.endswith("s"))
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_URL = re.compile(r"https?://\S+")
_INTEGER = re.compile(r"-?\d+")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")


def state_key(element_type: str) -> str | None:
    """Under which key that element's value stands; None for a button, which holds none."""
    found = _KEYS.get(element_type)
    return found[0] if found else None


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Everything that can be clicked or filled in, each with the block it stands in."""
    for block in blocks:
        for element in (block.get("accessory"), block.get("element"), *block.get("elements", ())):
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def find_element(blocks: list[Json], action_id: str, block_id: str | None = None) -> tuple[Json, Json] | None:
    """The element with that action id (and block id), with its block."""
    for block, element in elements_of(blocks):
        if element["action_id"] == action_id and block_id in (None, block["block_id"]):
            return block, element
    return None


def is_empty(state: Mapping[str, Any] | None) -> bool:
    """Whether nothing has been typed or picked."""
    key = state_key(state["type"]) if state else None
    return state is None or key is None or not state.get(key)


def state_values(blocks: list[Json], held: Values) -> Values:
    """The whole state of those blocks: what is held, else what each element starts with, else nothing."""
    values: Values = {}
    for block, element in elements_of(blocks):
        if element["type"] not in _KEYS:
            continue
        key, initial = _KEYS[element["type"]]
        state = held.get(block["block_id"], {}).get(element["action_id"])
        if state is None or state.get("type") != element["type"]:
            empty: list[Json] | None = [] if element["type"] in _MANY else None
            state = {"type": element["type"], key: element.get(initial, empty)}
        values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values


def problems(blocks: list[Json], values: Values) -> dict[str, str]:
    """What Slack's client itself objects to at submission: a sentence by block id."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = values.get(block["block_id"], {}).get(element["action_id"])
        sentence = _objection(element, state, optional=bool(block.get("optional")))
        if sentence:
            found[block["block_id"]] = sentence
    return found


def _objection(element: Json, state: Json | None, *, optional: bool) -> str | None:
    if state is None or is_empty(state):
        return None if optional else "Please complete this required field."
    value = state.get("value")
    if not isinstance(value, str):
        return None
    if element["type"] == "email_text_input":
        return None if _EMAIL.fullmatch(value) else "Please enter a valid email address."
    if element["type"] == "url_text_input":
        return None if _URL.fullmatch(value) else "Please enter a valid URL."
    if element["type"] == "number_input":
        return _number_objection(element, value)
    if len(value) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if len(value) > element.get("max_length", 3000):
        return f"Please enter at most {element.get('max_length', 3000)} characters."
    return None


def _number_objection(element: Json, value: str) -> str | None:
    pattern = _DECIMAL if element.get("is_decimal_allowed") else _INTEGER
    if not pattern.fullmatch(value):
        return (
            "Please enter a number." if element.get("is_decimal_allowed") else "Please enter a whole number."
        )
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Please enter a number that is at least {element['min_value']}."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Please enter a number that is at most {element['max_value']}."
    return None
