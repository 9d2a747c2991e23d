"""Keeps a running Usher up to date with what people teach it: trains once a day, and heeds the newest training.

The result is in the database, so `usher learn` and the other processes are noticed within the hour. Nothing here
holds up a message: training and indexing happen in a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import structlog

from approvals.desk import Desk
from bot.retention import forget
from bot.settings import Kept
from bot.training import last_training, train
from intents.teaching import teach

log = structlog.get_logger(__name__)

LOOK_EVERY = timedelta(hours=1)
TRAIN_EVERY = timedelta(days=1)


class Learning:
    """The learning of one process."""

    def __init__(self, desk_of: Callable[[], Desk], *, keep: Kept) -> None:
        self._desk_of = desk_of
        self._keep = keep
        self._heeded: tuple[str, str] | None = None
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    async def start(self) -> None:
        """Heeds what was learned before, and goes on from there."""
        await self._guarded(train_too=False)
        self._task = asyncio.create_task(self._rounds(), name="learning")

    async def stop(self) -> None:
        """Ends it; a round under way is waited for, because cancelled it could leave the database locked."""
        self._stopping.set()
        if self._task is not None:
            await self._task

    async def look(self, *, train_too: bool = True) -> None:
        """Forgets what was kept long enough, trains when that is due, and heeds the newest training."""
        desk = self._desk_of()
        if train_too:
            await forget(desk.store, self._keep, now=desk.now())
        newest = await last_training(desk.store)
        if train_too and (newest is None or newest.at <= desk.now() - TRAIN_EVERY):
            newest = await train(desk.store, desk.company)
            log.info("learning.trained", examples=newest.examples, words=len(newest.learned.associations))
        if newest is not None and self._heeded != (newest.id, desk.company.version):
            await asyncio.to_thread(teach, desk.company, newest.learned)
            self._heeded = newest.id, desk.company.version

    async def _guarded(self, *, train_too: bool) -> None:
        try:
            await self.look(train_too=train_too)
        except Exception:
            # What was learned before stays in force; understanding does not depend on it.
            log.warning("learning.failed", exc_info=True)

    async def _rounds(self) -> None:
        while not self._stopping.is_set():
            await self._guarded(train_too=True)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY.total_seconds()):
                    await self._stopping.wait()
