"""An action as Slack words it, and an answer as Slack reads it."""

from __future__ import annotations

import json
from typing import Any

from bot.slack_local.errors import Json, NotThere
from bot.slack_local.inputs import Values, find_element, state_key

_COPIED_ALWAYS = ("placeholder", "confirm")
_COPIED = ("text", "value", "style", "url", *_COPIED_ALWAYS)


def answer_object(answer: str) -> Json:
    """What the app put into its acknowledgement: JSON, or plain text to show."""
    if not answer.strip():
        return {}
    try:
        parsed: Any = json.loads(answer)
    except ValueError:
        return {"text": answer}
    return parsed if isinstance(parsed, dict) else {"text": answer}


def action_sent(action: Json, *versions: list[Json]) -> Json:
    """The action as Slack words it, with what the element itself says; a slow client may act on an older version."""
    action_id, block_id = str(action.get("action_id", "")), str(action.get("block_id", ""))
    for blocks in versions:
        found = find_element(blocks, action_id, block_id)
        if found is None:
            continue
        element = found[1]
        copied = _COPIED if element["type"] in ("button", "icon_button") else _COPIED_ALWAYS
        sent: Json = {"action_id": action_id, "block_id": block_id, "type": element["type"]}
        sent |= {key: element[key] for key in copied if key in element}
        held_as = "selected_option" if element["type"] == "overflow" else state_key(element["type"])
        if held_as is not None:
            sent[held_as] = _offered(element, action.get(held_as))
        return sent
    raise NotThere("That button is gone; reload to see the message as it is now.")


def _offered(element: Json, picked: Any) -> Any:
    """A picked option in the element's own words; one it does not offer cannot be picked."""
    if "options" not in element and "option_groups" not in element:
        return picked
    options = [
        *element.get("options", ()),
        *(o for g in element.get("option_groups", ()) for o in g["options"]),
    ]
    by_value = {option.get("value"): option for option in options}
    many = picked if isinstance(picked, list) else [picked] if picked else []
    if any(not isinstance(option, dict) or option.get("value") not in by_value for option in many):
        raise NotThere("That choice is gone; reload to see the list as it is now.")
    own = [by_value[option["value"]] for option in many]
    return own if isinstance(picked, list) else next(iter(own), None)


def with_action(values: Values, action: Json) -> Values:
    """What is typed and picked, with that action in it."""
    key = state_key(action["type"])
    if key is None:
        return values
    state = {"type": action["type"], key: action.get(key)}
    held = values.get(action["block_id"], {})
    return {**values, action["block_id"]: {**held, action["action_id"]: state}}
