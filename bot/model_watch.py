"""Watches the risk model in force: says when it is due to be trained again, and steps it down when it no longer fits.

Once a day. A model is due each quarter, or at drift. Stepping down needs nobody, because it only hands decisions back
to the scorecard and to people; putting a model in force always needs a person (`usher risk promote`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from approvals.desk import Desk
from approvals.errors import BadInput
from approvals.queries.decided import from_store
from approvals.risk.drift import REQUESTS_AT_LEAST, DriftReport
from approvals.risk.registry.entries import entry_of
from approvals.risk.registry.files import Folder
from approvals.risk.registry.register import Register, Registered
from bot.delivery import Delivery
from bot.views.model_notes import due_card, stepped_down_card
from bot.views.parts import Card

log = structlog.get_logger(__name__)

LOOK_EVERY = timedelta(days=1)
A_QUARTER = timedelta(days=92)
"""After so long a model is to be trained again, whatever the figures say."""
RECENT = timedelta(days=90)
"""So far back go the requests that are held against what was learned from."""


class ModelWatch:
    """The watching of one process. Several may watch: a step down happens once, and a message is posted once."""

    def __init__(self, desk_of: Callable[[], Desk], delivery: Delivery, registry: Path) -> None:
        self._desk_of = desk_of
        self._delivery = delivery
        self._folder = Folder(registry)
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    async def start(self) -> None:
        """Begins the rounds."""
        self._task = asyncio.create_task(self._rounds(), name="model watch")

    async def stop(self) -> None:
        """Ends them; a round under way is waited for."""
        self._stopping.set()
        if self._task is not None:
            await self._task

    async def look(self) -> None:
        """One look. Raises what Slack and the database raise; the next look tries again."""
        if not self._folder.file.exists():
            return
        try:
            register = await asyncio.to_thread(self._folder.read)
        except BadInput as bad:
            log.error("models.refused", says=bad.sentence)
            return
        if register.live is None:
            # Said at every look, and posted at one: Slack may have been away when it stepped down.
            await self._say_why_there_is_none(register)
            return
        model = register.model(register.live)
        report = await self._drift(model)
        if report is not None and report.alarms:
            await self._step_down(model, report)
        elif self._desk_of().now() - model.trained_at >= A_QUARTER:
            await self._say(f"model-due:{model.id}", due_card(model))

    async def _drift(self, model: Registered) -> DriftReport | None:
        """What recent requests are against what was learned from; None while there are too few."""
        desk = self._desk_of()
        live = desk.models.live
        if live is None or live.seal != model.id:
            return None
        asked = await from_store(desk.store, desk.company, since=desk.now() - RECENT)
        if len(asked) < REQUESTS_AT_LEAST:
            return None
        # numpy, with which models are asked, is only loaded where there is one
        from approvals.risk.drifted import report_on

        return await asyncio.to_thread(lambda: report_on(model.id, self._folder.load(model.id), asked))

    async def _step_down(self, model: Registered, report: DriftReport) -> None:
        desk = self._desk_of()
        with self._folder.changing() as before:
            if before.live != model.id:
                return
            after = before.stepped_down(" ".join(report.alarms), now=datetime.now(UTC))
            entry = entry_of(after.acts[-1], desk.company, policy_version=desk.policies.version)
            async with desk.store.transaction() as tx:
                tx.log(entry)
                await tx.session.flush()
                self._folder.write(after)
        log.error("models.stepped_down", model=model.id, alarms=report.alarms)
        await self._say_why_there_is_none(after)

    async def _say_why_there_is_none(self, register: Register) -> None:
        if (act := register.stepping_down) is not None:
            await self._say(f"model-stepped-down:{act.hash}", stepped_down_card(act))

    async def _say(self, surface: str, card: Card) -> None:
        name = self._desk_of().company.channels.security
        await self._delivery.channels.show(name, surface, card, once=True)

    async def _rounds(self) -> None:
        while not self._stopping.is_set():
            try:
                await self.look()
            except Exception:
                log.warning("models.not_watched", exc_info=True)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY.total_seconds()):
                    await self._stopping.wait()
