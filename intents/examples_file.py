"""Labelled examples from a file: JSON Lines in the shape of an evaluation's cases."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from intents.learned import Example


class BadExample(ValueError):
    """A line that is no labelled example; its text says in one sentence what is wrong."""


def examples_of(lines: Iterable[str]) -> Iterator[Example]:
    """The examples in `{"person", "text", "expect": {"items": [{"entitlement"}]}}`; lines without items teach nothing.

    Raises BadExample.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row: Any = json.loads(line)
        except (ValueError, RecursionError):
            raise BadExample(f"Line {number} is not JSON; write one object a line.") from None
        try:
            person, text = row["person"], row["text"]
            meant = tuple(item["entitlement"] for item in row["expect"]["items"])
        except (KeyError, TypeError):
            raise BadExample(
                f'Line {number} is no labelled example; write {{"person", "text", "expect": {{"items"}}}}.'
            ) from None
        if not all(isinstance(one, str) for one in (person, text, *meant)):
            raise BadExample(
                f"Line {number} is no labelled example; person, text and entitlements are strings."
            )
        if meant:
            yield Example(person, text, meant)
