"""The rounds of one process over the feeds of sign-in events: files every few seconds, interfaces every minute.

Each feed is read by one process at a time. Nothing here fails for good: what goes wrong is said, and tried again.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from approvals.desk import Desk
from approvals.operations.forget_events import forget_events
from approvals.operations.forget_facts import forget_facts
from approvals.operations.hold_feeds import hold_feeds, note_trouble, release_feeds
from approvals.operations.name_logins import name_logins
from approvals.operations.take_in_events import CursorMoved
from approvals.queries.signins import feed_cursor
from bot.signins.looking import next_look
from bot.signins.taking_in import local_feeds_of, take_in
from catalog.connectors.patience import Transient
from catalog.connectors.port import ConnectorFailed
from catalog.feeds.choose import interfaces
from catalog.feeds.port import Batch, Feed
from catalog.model import Company
from intents.signins.logins import logins

log = structlog.get_logger(__name__)

FILES_EVERY = timedelta(seconds=5)
INTERFACES_EVERY = timedelta(minutes=1)
HELD_FOR = timedelta(minutes=3)
"""After so long without a sign of the process that reads a feed another one does."""
HELD_AGAIN = timedelta(minutes=1)
PAGES = 100
"""Batches of one feed in one round; the others get their turn then."""
TIDY_EVERY = timedelta(hours=1)


class SignInRounds:
    """The reading of one process."""

    def __init__(self, desk_of: Callable[[], Desk], environment: Mapping[str, str]) -> None:
        self._desk_of = desk_of
        self._environment = environment
        self._by = secrets.token_hex(6)
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = asyncio.Event()
        self._company: Company | None = None
        self._interfaces: list[Feed] = []
        self._held: dict[str, str] = {}
        """The feeds this process reads, with the cursor of each as this process left it."""
        self._hold_at: dict[str, datetime] = {}
        self._not_before: dict[str, datetime] = {}
        self._told: dict[str, str] = {}
        self._tidied_at = datetime.min.replace(tzinfo=UTC)

    async def start(self) -> None:
        """Begins the rounds."""
        self._tasks = [
            asyncio.create_task(self._rounds(self.read_files, FILES_EVERY), name="sign-in files"),
            asyncio.create_task(
                self._rounds(self.read_interfaces, INTERFACES_EVERY), name="sign-in interfaces"
            ),
        ]

    async def stop(self) -> None:
        """Ends them and lets go of the feeds; what is under way is waited for, a page of an interface at most."""
        self._stopping.set()
        await asyncio.gather(*self._tasks)
        for feed in self._interfaces:
            await feed.close()
        if self._held:
            try:
                await release_feeds(self._desk_of().store, by=self._by)
            except (SQLAlchemyError, OSError):
                log.warning("signins.not_released", exc_info=True)  # another process goes on in three minutes

    async def new_people(self, desk: Desk) -> None:
        """Gives stored events to people who were not known when they came: after a start and each reload."""
        if named := await name_logins(desk.store, whose=logins(desk.company).person):
            log.info("signins.named", events=named)

    async def read_files(self) -> bool:
        """One round over files and folders, and what is done once an hour."""
        desk = self._desk_of()
        more = await self._read(desk, local_feeds_of(desk.company))
        if datetime.now(UTC) - self._tidied_at >= TIDY_EVERY:
            await self._tidy(desk)
            self._tidied_at = datetime.now(UTC)
        return more

    async def _tidy(self, desk: Desk) -> None:
        """What was kept long enough is removed, and what a command took in is looked through for signs."""
        await self.new_people(desk)
        kept_since = desk.now() - desk.company.sign_ins.keep
        gone = await forget_events(desk.store, before=kept_since)
        await forget_facts(desk.store, before=kept_since)
        if gone:
            log.info("signins.forgotten", events=gone)
        async with desk.store.transaction() as tx:
            tx.enqueue(next_look(tx.now))

    async def read_interfaces(self) -> bool:
        """One round over the providers' interfaces; whether there is more to be had at once."""
        desk = self._desk_of()
        if desk.company is not self._company:
            await self._take_up(desk.company)
        return await self._read(desk, self._interfaces)

    async def _take_up(self, company: Company) -> None:
        for feed in self._interfaces:
            await feed.close()
        self._interfaces, sentences = interfaces(company, self._environment)
        for sentence in sentences:
            log.warning("signins.not_configured", says=sentence)
        self._company = company

    async def _read(self, desk: Desk, feeds: Sequence[Feed]) -> bool:
        now = datetime.now(UTC)
        due = [feed for feed in feeds if self._not_before.get(feed.name, now) <= now]
        if not due:
            return False
        await self._hold(desk, [feed.name for feed in due])
        mine = [feed for feed in due if feed.name in self._held]
        found = await asyncio.gather(*(self._read_one(desk, feed) for feed in mine), return_exceptions=True)
        for feed, ended in zip(mine, found, strict=True):
            if isinstance(ended, BaseException):
                log.warning("signins.failed", feed=feed.name, exc_info=ended)
        return any(ended is True for ended in found)

    async def _hold(self, desk: Desk, names: Sequence[str]) -> None:
        """Holds what nobody else does, and shows once a minute that this process still reads it."""
        now = datetime.now(UTC)
        due = [name for name in names if self._hold_at.get(name, now) <= now]
        if not due:
            return
        held = await hold_feeds(desk.store, feeds=due, by=self._by, span=HELD_FOR)
        for name in due:
            self._hold_at[name] = now + HELD_AGAIN
            self._held.pop(name, None)
        self._held |= held

    async def _read_one(self, desk: Desk, feed: Feed) -> bool:
        """Up to so many batches of one feed, as long as nobody else reads it; whether there are more."""
        for _ in range(PAGES):
            await self._hold(desk, [feed.name])  # a round may take longer than a feed is held for
            if feed.name not in self._held:
                return False
            before = self._held[feed.name]
            try:
                batch = await self._unless_stopped(feed.read(before, now=datetime.now(UTC)))
                if batch is None:
                    return False
                if batch.cursor != before or batch.lines or batch.skipped:
                    await take_in(desk.store, desk.company, feed.name, batch, before=before)
                self._held[feed.name] = batch.cursor
            except CursorMoved:  # a question was faster
                self._held[feed.name] = await feed_cursor(desk.store, feed.name)
                continue
            except ConnectorFailed as failed:
                if isinstance(failed, Transient) and failed.after:
                    self._not_before[feed.name] = datetime.now(UTC) + timedelta(seconds=failed.after)
                await self._say(desk, feed, failed.sentence)
                return False
            await self._say(desk, feed, batch.trouble)
            if not batch.more:
                return False
        return True

    async def _say(self, desk: Desk, feed: Feed, trouble: str) -> None:
        """Once for each trouble, and once when it is over."""
        before = self._told.get(feed.name)
        if trouble == before:
            return
        self._told[feed.name] = trouble
        await note_trouble(desk.store, feed=feed.name, trouble=trouble)
        if trouble:
            log.warning("signins.not_read", feed=feed.name, says=trouble)
        elif before:
            log.info("signins.read_again", feed=feed.name)

    async def _unless_stopped(self, reading: Coroutine[Any, Any, Batch]) -> Batch | None:
        """What was read; None when a stop came first. An interface may take a minute to answer, and nothing waits for it."""
        asked, stopped = asyncio.create_task(reading), asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({asked, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not asked.done():
                asked.cancel()
                with suppress(asyncio.CancelledError):
                    await asked
                return None
            return asked.result()
        finally:
            stopped.cancel()

    async def _rounds(self, read: Callable[[], Awaitable[bool]], every: timedelta) -> None:
        while not self._stopping.is_set():
            more = False
            try:
                more = await read()
            except Exception:
                log.warning("signins.failed", exc_info=True)
            with suppress(TimeoutError):
                async with asyncio.timeout(0 if more else every.total_seconds()):
                    await self._stopping.wait()
