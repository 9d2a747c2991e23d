"""How far each file of a folder was read, in a form that survives restarts, renaming and rotation.

A file is known by its first bytes and not by its name: what a log rotation renames is gone on with, and what it
empties and writes anew is begun anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from catalog.feeds.lines import Stand

HEAD = 4096
"""Bytes at the beginning by which a file is known: the first event's own id is among them."""


class Mark(NamedTuple):
    """How far one file was read."""

    offset: int
    """In bytes; of the unpacked text where the file is packed."""
    skipping: bool
    head: int
    """How many of its first bytes were looked at."""
    digest: str
    number: int
    """The file system's own number for it, which stays when it is renamed."""
    packed: int = -1
    """The size, packed, at which it was read to its end; -1 where it was not."""

    @property
    def stand(self) -> Stand:
        """Where to go on."""
        return Stand(self.offset, self.skipping)

    def fits(self, beginning: bytes) -> bool:
        """Whether a file with this beginning is the one that was read."""
        return len(beginning) >= self.head and _digest(beginning[: self.head]) == self.digest


def mark(stand: Stand, beginning: bytes, number: int, *, packed: int = -1) -> Mark:
    """How far a file with that beginning was read."""
    head = beginning[:HEAD]
    return Mark(stand.offset, stand.skipping, len(head), _digest(head), number, packed)


def read_marks(cursor: str) -> dict[str, Mark]:
    """The marks in a cursor, by name; none where it is empty or damaged, and then all is read anew."""
    try:
        found = json.loads(cursor)
        return {str(name): Mark(*_checked(values)) for name, values in found["files"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def write_marks(marks: Mapping[str, Mark]) -> str:
    """The cursor that holds them."""
    return json.dumps({"files": marks}, separators=(",", ":"), sort_keys=True)


def _checked(values: list[Any]) -> tuple[int, bool, int, str, int, int]:
    offset, skipping, head, digest, number, packed = values
    if not all(isinstance(one, int) for one in (offset, head, number, packed)) or offset < 0:
        raise ValueError("no mark")
    return offset, bool(skipping), head, str(digest), number, packed


def _digest(beginning: bytes) -> str:
    return hashlib.blake2b(beginning, digest_size=8).hexdigest()
