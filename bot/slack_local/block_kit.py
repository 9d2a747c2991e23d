"""Block Kit as tables: which keys a block or an element has, which it must have, and where it may stand.

Source: docs.slack.dev/reference/block-kit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PLAIN = ("plain_text",)
ANY = ("plain_text", "mrkdwn")
TEXT_KEYS: Mapping[str, frozenset[str]] = {
    "plain_text": frozenset({"type", "text", "emoji"}),
    "mrkdwn": frozenset({"type", "text", "verbatim"}),
}


@dataclass(frozen=True)
class Rule:
    """The keys of a block or an element, and where it may stand (surfaces, or kinds of blocks)."""

    required: frozenset[str]
    optional: frozenset[str]
    where: frozenset[str]


def _rule(required: str, optional: str, where: str) -> Rule:
    return Rule(frozenset(required.split()), frozenset(optional.split()), frozenset(where.split()))


_EVERYWHERE = "message modal home"
BLOCKS: Mapping[str, Rule] = {
    "section": _rule("", "text fields accessory expand", _EVERYWHERE),
    "divider": _rule("", "", _EVERYWHERE),
    "header": _rule("text", "", _EVERYWHERE),
    "context": _rule("elements", "", _EVERYWHERE),
    "actions": _rule("elements", "", _EVERYWHERE),
    "image": _rule("alt_text", "image_url slack_file title", _EVERYWHERE),
    "input": _rule("label element", "dispatch_action hint optional", _EVERYWHERE),
    "rich_text": _rule("elements", "", _EVERYWHERE),
    "markdown": _rule("text", "", "message"),
    "context_actions": _rule("elements", "", "message"),
}

_PICK = "placeholder confirm focus_on_load"
_PLACES = "section actions input"
ELEMENTS: Mapping[str, Rule] = {
    "button": _rule("text", "url value style confirm accessibility_label", "section actions"),
    "overflow": _rule("options", "confirm", "section actions"),
    "image": _rule("alt_text", "image_url slack_file", "section context"),
    "static_select": _rule("", f"options option_groups initial_option {_PICK}", _PLACES),
    "external_select": _rule("", f"initial_option min_query_length {_PICK}", _PLACES),
    "users_select": _rule("", f"initial_user {_PICK}", _PLACES),
    "conversations_select": _rule(
        "", f"initial_conversation default_to_current_conversation response_url_enabled filter {_PICK}", _PLACES
    ),
    "channels_select": _rule("", f"initial_channel response_url_enabled {_PICK}", _PLACES),
    "multi_static_select": _rule(
        "", f"options option_groups initial_options max_selected_items {_PICK}", "section input"
    ),
    "multi_external_select": _rule(
        "", f"initial_options min_query_length max_selected_items {_PICK}", "section input"
    ),
    "multi_users_select": _rule("", f"initial_users max_selected_items {_PICK}", "section input"),
    "multi_conversations_select": _rule(
        "",
        f"initial_conversations default_to_current_conversation max_selected_items filter {_PICK}",
        "section input",
    ),
    "multi_channels_select": _rule("", f"initial_channels max_selected_items {_PICK}", "section input"),
    "checkboxes": _rule("options", "initial_options confirm focus_on_load", _PLACES),
    "radio_buttons": _rule("options", "initial_option confirm focus_on_load", _PLACES),
    "datepicker": _rule("", f"initial_date {_PICK}", _PLACES),
    "timepicker": _rule("", f"initial_time timezone {_PICK}", _PLACES),
    "datetimepicker": _rule("", "initial_date_time confirm focus_on_load", "actions input"),
    "plain_text_input": _rule(
        "",
        "initial_value multiline min_length max_length dispatch_action_config focus_on_load placeholder",
        "input",
    ),
    "email_text_input": _rule(
        "", "initial_value dispatch_action_config focus_on_load placeholder", "input"
    ),
    "url_text_input": _rule("", "initial_value dispatch_action_config focus_on_load placeholder", "input"),
    "number_input": _rule(
        "is_decimal_allowed",
        "initial_value min_value max_value dispatch_action_config focus_on_load placeholder",
        "input",
    ),
    "rich_text_input": _rule("", "initial_value dispatch_action_config focus_on_load placeholder", "input"),
    "feedback_buttons": _rule("positive_button negative_button", "", "context_actions"),
    "icon_button": _rule("icon text", "value confirm accessibility_label visible_to_user_ids", "context_actions"),
}  # fmt: skip

OPTION_COUNTS: Mapping[str, tuple[int, int]] = {
    "overflow": (2, 5),
    "checkboxes": (1, 10),
    "radio_buttons": (1, 10),
}
STRINGS: Mapping[str, int] = {
    "value": 2000, "url": 3000, "accessibility_label": 75, "initial_value": 3000, "image_url": 3000,
    "alt_text": 2000,
}  # fmt: skip
