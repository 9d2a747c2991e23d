"""What every feed promises: some raw events, and a cursor from which to go on.

A feed knows how to get events and nothing of their meaning. It may hand out an event twice (providers deliver
late and out of order, so each look goes back a little), and never leaves one out: whoever stores them drops
what is there already.
"""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Batch:
    """What one look gave."""

    lines: tuple[bytes, ...]
    """One JSON value each, as it was delivered; nobody has looked whether it is any good."""
    cursor: str
    """From where to go on: opaque JSON text, to be kept together with the events."""
    skipped: int = 0
    """Lines and files that were passed over unread: too long, or not what their name says."""
    more: bool = False
    """Whether there is more to be had at once."""
    trouble: str = ""
    """What could not be read, and what to do about it, in one sentence; empty where all went well."""


class Feed(Protocol):
    """One place that events come from."""

    @property
    def name(self) -> str:
        """What it is known by, in the database and to people; the same place has the same name after a restart."""

    def read(self, cursor: str, *, now: datetime) -> Coroutine[Any, Any, Batch]:
        """The next events after that cursor; an empty one, or one that is not understood, begins anew.

        `now` is the present instant, to which an interface is asked for events. Raises ConnectorFailed when
        nothing could be had; the cursor is then as good as before.
        """

    async def close(self) -> None:
        """Let go of files and connections."""
