"""Noting when a message in the local Slack was posted or edited into what, the moment it is stored.

Waiting for a screen to change would add the event loop's own delay to what is measured.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.slack_local.model import Message
from bot.slack_local.server import LocalSlack

PATIENCE = 60.0
"""Seconds after which a message that never comes ends the run."""

Fits = Callable[[Message, str], bool]


@dataclass(frozen=True)
class Sight:
    """A message, and when it was stored as it is in the snapshot (seconds of `time.perf_counter`)."""

    message: Message
    at: float


class Watcher:
    """Sees every message that is stored in one local Slack."""

    def __init__(self, slack: LocalSlack) -> None:
        self._waiting: list[tuple[Fits, asyncio.Future[Sight]]] = []
        space = slack.platform.space
        post, edit = space.post, space.edit

        def posted(message: Message) -> Message:
            stored = post(message)
            self._seen(stored)
            return stored

        def edited(message: Message, **changes: Any) -> Message:
            stored = edit(message, **changes)
            self._seen(stored)
            return stored

        space.post, space.edit = posted, edited  # type: ignore[method-assign]

    def _seen(self, message: Message) -> None:
        at = time.perf_counter()
        waiting = [(fits, future) for fits, future in self._waiting if not future.done()]
        if not waiting:
            return
        words = message.text + json.dumps(message.blocks, ensure_ascii=False)
        for fits, future in waiting:
            if fits(message, words):
                future.set_result(Sight(message.snapshot(), at))

    def expect(self, fits: Fits) -> asyncio.Future[Sight]:
        """The next message stored from now on that fits; `fits` gets it with all its words and button ids as one text."""
        future: asyncio.Future[Sight] = asyncio.get_running_loop().create_future()
        self._waiting = [(fits, future) for fits, future in self._waiting if not future.done()]
        self._waiting.append((fits, future))
        return future

    def becomes(self, message: Message, words: str = "", *, without: str = "\0") -> asyncio.Future[Sight]:
        """The next edit of that message that has those words, and not the others."""

        def fits(seen: Message, text: str) -> bool:
            same = (seen.channel, seen.ts) == (message.channel, message.ts)
            return same and words in text and without not in text

        return self.expect(fits)


async def sight(future: asyncio.Future[Sight]) -> Sight:
    """What was expected, once it is there. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        return await future
