"""The arguments of one Web API call, whether they came as JSON, as a form, or in the query."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from bot.slack_local.errors import Json, SlackError

_JSON_IN_FORMS = frozenset(
    {"blocks", "attachments", "metadata", "view", "prompts", "chunks", "loading_messages"}
)


def parse_arguments(body: bytes, content_type: str, query: Mapping[str, str]) -> Json:
    """All arguments of a request in one object.

    Raises SlackError `invalid_json`, `json_not_object`, `invalid_form_data` or `invalid_post_type`.
    """
    found: Json = dict(query)
    kind = content_type.partition(";")[0].strip().lower()
    if not body:
        return found
    if kind == "application/json":
        try:
            sent = json.loads(body)
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(sent, dict):
            raise SlackError("json_not_object")
        return found | {key: value for key, value in sent.items() if value is not None}
    if kind in ("application/x-www-form-urlencoded", ""):
        try:
            return found | dict(parse_qsl(body.decode(), keep_blank_values=True))
        except ValueError:
            raise SlackError("invalid_form_data") from None
    raise SlackError("invalid_post_type")


class Arguments:
    """Reads arguments by name, in whatever clothes they came."""

    def __init__(self, given: Json) -> None:
        self.given = given

    def __contains__(self, name: str) -> bool:
        return name in self.given

    def text(self, name: str, default: str = "") -> str:
        """A string; numbers are taken as they are written."""
        value = self.given.get(name, default)
        if isinstance(value, (dict, list, bool)):
            raise SlackError("invalid_arguments", messages=(f"must be a string [json-pointer:/{name}]",))
        return str(value)

    def required(self, name: str, error: str = "") -> str:
        """A string that has to be there. Raises SlackError with that code, else `invalid_arguments`."""
        value = self.text(name)
        if value:
            return value
        if error:
            raise SlackError(error)
        raise SlackError("invalid_arguments", messages=(f"missing required field: {name}",))

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean, also as the forms write it."""
        value = self.given.get(name, default)
        return value if isinstance(value, bool) else str(value).lower() in ("true", "1")

    def number(self, name: str, default: int, *, most: int) -> int:
        """A whole number between 1 and `most`. Raises SlackError `invalid_limit`."""
        value = self.given.get(name, default)
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise SlackError("invalid_limit") from None
        if number < 1:
            raise SlackError("invalid_limit")
        return min(number, most)

    def offset(self) -> int:
        """Where a page starts, from the `cursor` of the page before. Raises SlackError `invalid_cursor`."""
        cursor = self.text("cursor")
        if not cursor:
            return 0
        prefix, _, offset = cursor.partition(":")
        if prefix != "next" or not offset.isdecimal():
            raise SlackError("invalid_cursor")
        return int(offset)

    def structure(self, name: str, error: str = "invalid_arguments") -> Any:
        """An object or a list, which forms carry as JSON text; None when it is not there."""
        value = self.given.get(name)
        if name in _JSON_IN_FORMS and isinstance(value, str):
            try:
                return json.loads(value) if value else None
            except ValueError:
                raise SlackError(error) from None
        return value


def next_cursor(offset: int | None) -> Json:
    """The `response_metadata` of a page."""
    return {"response_metadata": {"next_cursor": f"next:{offset}" if offset is not None else ""}}
