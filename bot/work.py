"""What goes on after Slack has its acknowledgement: counted, so that a process that stops lets it finish.

Slack wants an answer within three seconds and gets it at once; the reading, deciding and answering that
follows would otherwise be cut off by a restart, and the click with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

log = structlog.get_logger(__name__)

GRACE_SECONDS = 20.0


class Work:
    """The pieces of work under way in this process."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = asyncio.Condition()
        self._until: float | None = None

    @property
    def count(self) -> int:
        """How many pieces are under way."""
        return self._count

    @asynccontextmanager
    async def piece(self) -> AsyncIterator[None]:
        """One piece of work, from before the acknowledgement to its end."""
        self._count += 1
        try:
            yield
        finally:
            self._count -= 1
            async with self._changed:
                self._changed.notify_all()

    async def finish(self) -> None:
        """Waits for all of it, but not for ever: what waits again waits for the rest of the same grace."""
        if self._until is None:
            self._until = asyncio.get_running_loop().time() + GRACE_SECONDS
        try:
            async with asyncio.timeout_at(self._until), self._changed:
                await self._changed.wait_for(lambda: self._count == 0)
            self._until = None
        except TimeoutError:
            log.warning("work.left", count=self._count)
