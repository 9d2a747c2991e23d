"""What time it is. Everything that depends on the time asks a Clock, so that tests and the playground can move it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> datetime:
        """The present instant, in UTC."""


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)


class MovableClock:
    """The machine's time plus an offset that only grows: for the playground's jumps and for tests."""

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = (start - datetime.now(UTC)) if start else timedelta()

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC) + self._offset

    def advance(self, span: timedelta) -> datetime:
        """Moves the present forward and returns it. Raises ValueError for a step back: timers only look ahead."""
        if span < timedelta():
            raise ValueError("the clock only moves forward")
        self._offset += span
        return self.now()
