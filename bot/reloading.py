"""The company folder and the risk models, taken up while Usher runs: a new desk in place of the old one, or none.

A decision asks for the desk once and keeps it, so it never sees two versions. What cannot be used changes nothing:
the last good company and policies stay in force, and the log says what is wrong, with file, line and remedy.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import structlog

from approvals.desk import Desk
from approvals.policy.book import PolicyBook
from approvals.policy.problems import PolicyInvalid
from approvals.risk.peers import peers_of
from approvals.risk.registry.running import RunningModels
from catalog.feeds.choose import OWN_FOLDER
from catalog.load import load_company
from catalog.model import Company
from catalog.problems import CompanyInvalid
from intents import warm_up
from intents.engines.port import Engine

log = structlog.get_logger(__name__)

Stamp = frozenset[tuple[str, int, int]]
"""Every file of a folder with its time and size: as long as it is the same, nobody edited anything."""

Reloaded = Callable[[Desk], Awaitable[object]]
"""Hears of the new desk."""


class Reloading:
    """The desk in force. `desk()` is what a decision begins with."""

    def __init__(
        self,
        desk: Desk,
        models: RunningModels,
        *,
        engine: Engine,
        every: timedelta,
        heard: Reloaded | None = None,
    ) -> None:
        self._desk = desk
        self._models = models
        self._engine = engine
        self._every = every
        self._heard = heard
        self._stamp = stamp_of(desk.company.folder)
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self._told = ""
        self.trouble: str = ""
        """Why the folder as it is now is not in force; empty while it is."""

    def desk(self) -> Desk:
        """The company, the policies and the models in force now."""
        return self._desk.with_models(self._models)

    async def start(self) -> None:
        """Loads the models, and begins to look at the folder; with a span of zero it is left at that."""
        await self.look_at_models()
        if self._every:
            self._task = asyncio.create_task(self._rounds(), name="reloading")

    async def stop(self) -> None:
        """Ends it; a look under way is waited for."""
        self._stopping.set()
        if self._task is not None:
            await self._task

    async def look_at_models(self) -> None:
        """Takes up what was promoted, rolled back or stepped down since."""
        if await asyncio.to_thread(self._models.refresh):
            live = self._models.in_force().live
            log.info("models.in_force", model=live.seal if live else "")
        if self._models.trouble and self._models.trouble != self._told:
            log.error("models.refused", says=self._models.trouble)
        self._told = self._models.trouble

    async def look(self) -> bool:
        """Takes up an edited folder; whether there is a new desk."""
        stamp = await asyncio.to_thread(stamp_of, self._desk.company.folder)
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        try:
            company, policies = await asyncio.to_thread(self._loaded, self._desk.company.folder)
        except (CompanyInvalid, PolicyInvalid) as invalid:
            self.trouble = str(invalid)
            log.error("reload.refused", version=self._desk.company.version, problems=self.trouble)
            return False
        self.trouble = ""
        # Taken up whatever changed: absences and holdings stand in no version.
        self._desk = replace(self._desk, company=company, policies=policies)
        log.info("reload.done", catalog_version=company.version, policy_version=policies.version)
        if self._heard is not None:
            await self._heard(self._desk)
        return True

    def _loaded(self, folder: Path) -> tuple[Company, PolicyBook]:
        company = load_company(folder)
        policies = PolicyBook.load(company)
        # Worked out once a company; here, so that the first person after the change does not wait for it.
        peers_of(company)
        warm_up(company, self._engine)
        return company, policies

    async def _rounds(self) -> None:
        while not self._stopping.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every.total_seconds()):
                    await self._stopping.wait()
                    return
            try:
                await self.look()
                await self.look_at_models()
            except Exception:
                # The desk in force stays; the next look may go better.
                log.warning("reload.failed", exc_info=True)


def stamp_of(folder: Path) -> Stamp:
    """The files below the folder as they are now; what vanishes while one looks is left out.

    So are sign-in events: they grow all the time, are read by themselves, and change nothing about the company.
    """
    found = set()
    for path in folder.rglob("*"):
        if path.relative_to(folder).parts[0] == OWN_FOLDER:
            continue
        with suppress(OSError):
            seen = path.stat()
            found.add((str(path.relative_to(folder)), seen.st_mtime_ns, seen.st_size))
    return frozenset(found)
