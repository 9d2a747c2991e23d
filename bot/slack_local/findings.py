"""Collects what is wrong with something an app sent, each problem with a JSON pointer, in Slack's words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from bot.slack_local.block_kit import ANY, TEXT_KEYS
from bot.slack_local.errors import Json


@dataclass(kw_only=True)
class Findings:
    """The problems so far, and the checks that every object needs."""

    found: list[str] = field(default_factory=list)

    def add(self, what: str, pointer: str) -> None:
        """Notes a problem."""
        self.found.append(f"{what} [json-pointer:{pointer}]")

    def unknown(self, thing: Json, known: Collection[str], pointer: str) -> None:
        """Every key has to be one that Slack knows."""
        for key in sorted(thing.keys() - set(known)):
            self.add(f"invalid additional property: {key}", pointer)

    def string(self, thing: Json, key: str, pointer: str, *, most: int, least: int = 1) -> None:
        """A string of at most that many characters, if the key is there."""
        value = thing.get(key)
        if value is None:
            return
        if not isinstance(value, str):
            self.add("must be a string", f"{pointer}/{key}")
        elif len(value) > most:
            self.add(f"must be less than {most + 1} characters", f"{pointer}/{key}")
        elif len(value) < least:
            self.add(f"must be more than {least - 1} characters", f"{pointer}/{key}")

    def text(self, value: Any, pointer: str, *, most: int = 3000, kinds: Collection[str] = ANY) -> None:
        """A text object of at most that many characters."""
        if not isinstance(value, dict):
            self.add("must provide an object", pointer)
        elif value.get("type") not in kinds:
            self.add(f"unsupported type: {value.get('type')}", f"{pointer}/type")
        elif "text" not in value:
            self.add("missing required field: text", pointer)
        else:
            self.unknown(value, TEXT_KEYS[value["type"]], pointer)
            self.string(value, "text", pointer, most=most)

    def items(self, value: Any, pointer: str, *, most: int, least: int = 1) -> list[Json]:
        """A list of that many objects; an empty one when it is none."""
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.add("must provide an array of objects", pointer)
            return []
        if len(value) > most:
            self.add(f"no more than {most} items allowed", pointer)
        if len(value) < least:
            self.add(f"must provide at least {least} items", pointer)
        return value
