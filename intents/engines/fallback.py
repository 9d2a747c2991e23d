"""Two engines as one: the second answers when the first cannot, and the answer says so."""

from __future__ import annotations

import structlog

from intents.engines.errors import NoAnswer
from intents.engines.port import Engine, Inquiry, Reading

_log = structlog.get_logger(__name__)


class WithFallback:
    """Asks `first`; when that gives no answer, `second`."""

    def __init__(self, first: Engine, second: Engine) -> None:
        self._first = first
        self._second = second

    @property
    def name(self) -> str:
        """The first engine's name."""
        return self._first.name

    async def read(self, inquiry: Inquiry) -> Reading:
        """The first engine's answer, or the second's with a note of who was unavailable."""
        try:
            return await self._first.read(inquiry)
        except NoAnswer as reason:
            _log.warning(
                "language model gave no answer",
                engine=self._first.name,
                reason=str(reason),
                characters=len(inquiry.text),
            )
        reading = await self._second.read(inquiry)
        return Reading(answer=reading.answer, engine=f"{reading.engine} ({self._first.name} was unavailable)")
