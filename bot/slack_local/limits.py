"""Slack's rules for what an app sends: messages, views and their blocks, refused with Slack's own words.

Lengths and counts are those of the Block Kit reference (docs.slack.dev/reference/block-kit) and of the
method pages; the wording of the details is what Slack answers (`no more than 50 items allowed
[json-pointer:/blocks]`). Where Slack is silent this is the stricter reading.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Sequence
from typing import Any, Literal

from bot.slack_local.block_rules import Checker
from bot.slack_local.errors import Json, SlackError

MESSAGE_TEXT = 40_000
"""Characters of `text` in chat.postMessage."""
UPDATED_TEXT = 4_000
"""Characters of `text` in chat.update."""
MARKDOWN_TEXT = 12_000
"""Characters of `markdown_text`, also for each piece of a stream."""
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
METADATA_BYTES = 8_000

_VIEW_KEYS = {
    "type", "title", "submit", "close", "blocks", "private_metadata", "callback_id", "external_id",
    "clear_on_close", "notify_on_close", "submit_disabled",
}  # fmt: skip
_EVENT_TYPE = re.compile(r"[A-Za-z0-9_.\-]{1,255}")


def check_text(text: str, *, most: int = MESSAGE_TEXT) -> str:
    """A message's text. Raises SlackError `msg_too_long`."""
    if len(text) > most:
        raise SlackError("msg_too_long")
    return text


def check_blocks(blocks: Any) -> list[Json]:
    """The blocks of a message, with the ids and defaults Slack fills in.

    Raises SlackError `invalid_blocks_format` (no list of objects) or `invalid_blocks` (with details).
    """
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SlackError("invalid_blocks_format")
    check = Checker(surface="message")
    check.blocks(blocks, "/blocks", most=MESSAGE_BLOCKS)
    if check.found:
        raise SlackError("invalid_blocks", messages=tuple(check.found))
    return completed(blocks)


def check_metadata(metadata: Any) -> Json:
    """A message's metadata. Raises SlackError `invalid_metadata_format` or `metadata_too_large`."""
    if (
        not isinstance(metadata, dict)
        or not isinstance(metadata.get("event_payload"), dict)
        or not _EVENT_TYPE.fullmatch(str(metadata.get("event_type", "")))
    ):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata)) > METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def check_view(view: Any, *, surface: Literal["modal", "home"] | None = None) -> Json:
    """A view as an app sends it, with the ids and defaults Slack fills in.

    `surface` is what the method takes: views.open a modal, views.publish a home tab. Raises SlackError
    `invalid_arguments` (with details) or `view_too_large`.
    """
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", messages=("must provide an object [json-pointer:/view]",))
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        raise SlackError("view_too_large")
    kind = view.get("type")
    if kind not in ("modal", "home") or surface not in (None, kind):
        raise SlackError(
            "invalid_arguments", messages=(f"unsupported type: {kind} [json-pointer:/view/type]",)
        )
    check = Checker(surface=kind)
    check.unknown(view, _VIEW_KEYS, "/view")
    for key, most in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        check.string(view, key, "/view", most=most, least=0)
    for key in ("title", "submit", "close"):
        if key in view and view[key] is not None:
            check.text(view[key], f"/view/{key}", most=24, kinds=("plain_text",))
    if kind == "modal" and not view.get("title"):
        check.add("missing required field: title", "/view")
    if "blocks" not in view:
        check.add("missing required field: blocks", "/view")
    elif not isinstance(view["blocks"], list) or not all(isinstance(b, dict) for b in view["blocks"]):
        check.add("must provide an array of objects", "/view/blocks")
    else:
        check.blocks(view["blocks"], "/view/blocks", most=VIEW_BLOCKS)
        if kind == "modal" and not view.get("submit"):
            for index, block in enumerate(view["blocks"]):
                if block.get("type") == "input":
                    check.add(
                        "must define `submit` to use an `input` block in modals",
                        f"/view/blocks/{index}/input",
                    )
    if check.found:
        raise SlackError("invalid_arguments", messages=tuple(check.found))
    return {**view, "blocks": completed(view["blocks"])}


def check_options(answer: Any) -> Json:
    """What an app answers to a search in an external select. Raises SlackError `invalid_arguments`."""
    check = Checker(surface="modal")
    if not isinstance(answer, dict) or not ({"options", "option_groups"} & answer.keys()):
        raise SlackError("invalid_arguments", messages=("must define either `options` or `option_groups`",))
    check.options(answer, "", least=0)
    if check.found:
        raise SlackError("invalid_arguments", messages=tuple(check.found))
    return {"options": answer.get("options", []), "option_groups": answer.get("option_groups", [])}


def completed(blocks: Sequence[Json]) -> list[Json]:
    """Those blocks as Slack hands them back: every id there, every text object spelled out."""
    return [_completed_block(block) for block in blocks]


def _completed_block(block: Json) -> Json:
    whole = {key: _completed_value(value) for key, value in block.items() if value is not None}
    whole.setdefault("block_id", secrets.token_urlsafe(4)[:5])
    return whole


def _completed_value(value: Any) -> Any:
    if isinstance(value, list):
        return [_completed_value(item) for item in value]
    if not isinstance(value, dict):
        return value
    whole = {key: _completed_value(item) for key, item in value.items() if item is not None}
    if whole.get("type") == "plain_text" and "text" in whole:
        whole.setdefault("emoji", True)
    elif whole.get("type") == "mrkdwn":
        whole.setdefault("verbatim", False)
    elif whole.get("type") in _INTERACTIVE:
        whole.setdefault("action_id", secrets.token_urlsafe(4)[:5])
    return whole


_INTERACTIVE = Checker.INTERACTIVE
