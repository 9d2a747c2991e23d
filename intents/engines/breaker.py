"""When to stop asking something that keeps failing, so that people do not wait ten seconds each for nothing.

After a few failures in a row it is left alone for a while; then one message tries it again, and the others go on
without it until that one has come back.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

FAILURES = 3
REST_SECONDS = 30.0


class Breaker:
    """Counts failures in a row; used from one event loop. `clock` gives seconds that never go back."""

    def __init__(
        self,
        *,
        failures: int = FAILURES,
        rest_seconds: float = REST_SECONDS,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._limit = failures
        self._rest = rest_seconds
        self._clock = clock
        self._failed = 0
        self._again_at = 0.0

    def closed(self) -> bool:
        """Whether it may be asked now. After the rest the first to ask may, and the rest begins anew for the others."""
        if self._failed < self._limit:
            return True
        if self._clock() < self._again_at:
            return False
        self._again_at = self._clock() + self._rest
        return True

    def failed(self) -> bool:
        """It gave nothing. True when that is the failure from which on it is left alone."""
        self._failed += 1
        if self._failed < self._limit:
            return False
        self._again_at = self._clock() + self._rest
        return True

    def worked(self) -> None:
        """It answered: all is forgotten."""
        self._failed = 0
