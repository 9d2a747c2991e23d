"""Looks once an hour whether somebody has left who still waits for something; it then ends, and their thread says so.

People leave by a date in the company's list, and dates come without an event.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import structlog

from approvals.desk import Desk
from approvals.operations.drop_pending import drop_leavers

log = structlog.get_logger(__name__)

LOOK_EVERY = timedelta(hours=1)


class Leavers:
    """The rounds of one process; several do no harm, because what ended is not ended again."""

    def __init__(self, desk_of: Callable[[], Desk]) -> None:
        self._desk_of = desk_of
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    async def start(self) -> None:
        """Begins the rounds."""
        self._task = asyncio.create_task(self._rounds(), name="leavers")

    async def stop(self) -> None:
        """Ends them; a round under way is waited for, because cancelled it could leave the database locked."""
        self._stopping.set()
        if self._task is not None:
            await self._task

    async def _rounds(self) -> None:
        while not self._stopping.is_set():
            try:
                if dropped := await drop_leavers(self._desk_of()):
                    log.info("leavers.dropped", items=dropped)
            except Exception:
                log.warning("leavers.failed", exc_info=True)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY.total_seconds()):
                    await self._stopping.wait()
