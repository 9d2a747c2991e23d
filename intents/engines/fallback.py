"""Two engines as one: the second answers when the first cannot, and the answer says so.

When the first does answer, the second's reading comes with it, so that the two can be held against each other.
The first is left alone for a while when it fails several times in a row.
"""

from __future__ import annotations

from dataclasses import replace

import structlog

from intents.engines.breaker import Breaker
from intents.engines.errors import NoAnswer
from intents.engines.port import Engine, Inquiry, Reading, Warms
from intents.understanding import AWAY

_log = structlog.get_logger(__name__)


class WithFallback:
    """Asks `first`; when that gives no answer, `second`."""

    def __init__(self, first: Engine, second: Engine, *, breaker: Breaker | None = None) -> None:
        self._first = first
        self._second = second
        self._breaker = breaker or Breaker()

    @property
    def name(self) -> str:
        """The first engine's name."""
        return self._first.name

    def warm_up(self) -> None:
        """Loads what either engine loads late."""
        for engine in (self._first, self._second):
            if isinstance(engine, Warms):
                engine.warm_up()

    async def read(self, inquiry: Inquiry) -> Reading:
        """The first engine's answer, or the second's with a note of who was unavailable."""
        if self._breaker.closed():
            try:
                reading = await self._first.read(inquiry)
            except NoAnswer as reason:
                resting = self._breaker.failed()
                _log.warning(
                    "language model gave no answer",
                    engine=self._first.name,
                    reason=str(reason),
                    resting=resting,
                    characters=len(inquiry.text),
                )
            else:
                self._breaker.worked()
                # Read now and not meanwhile: it takes milliseconds, and the event loop has only one thread.
                second = await self._second.read(inquiry)
                return replace(reading, second=second.answer)
        reading = await self._second.read(inquiry)
        return Reading(answer=reading.answer, engine=f"{reading.engine} ({self._first.name} {AWAY})")
