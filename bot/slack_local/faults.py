"""Trouble to order: what the Web API is told to get wrong next, so that tests can see the bot bear it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Fault:
    """One way for a call to fail."""

    method: str
    """`*` for any."""
    error: str | None
    http: int | None
    ratelimited: int | None
    """Seconds in Retry-After."""
    after_apply: bool
    """The call takes effect and only its answer is lost."""
    times: int


class Faults:
    """A queue of faults, and a switch for everything."""

    def __init__(self) -> None:
        self.down = False
        self._queue: list[Fault] = []

    def add(
        self,
        method: str,
        *,
        error: str | None = None,
        http: int | None = None,
        ratelimited: int | None = None,
        times: int = 1,
        after_apply: bool = False,
    ) -> None:
        """Lets the next `times` calls of that method (`*`: of any) fail.

        Name one of `error` (Slack's code), `http` (a status), `ratelimited` (seconds in Retry-After). With
        `after_apply` the call takes effect and the answer is lost (HTTP 503 unless said otherwise).
        """
        named = [way for way in (error, http, ratelimited) if way is not None]
        if len(named) > 1 or (not named and not after_apply):
            raise ValueError("name one of error, http and ratelimited")
        if not named:
            http = 503
        self._queue.append(Fault(method, error, http, ratelimited, after_apply, times))

    def take(self, method: str) -> Fault | None:
        """The fault for this call, if one is due."""
        if self.down:
            return Fault(method, None, 503, None, False, 1)
        for fault in self._queue:
            if fault.method in (method, "*"):
                fault.times -= 1
                if not fault.times:
                    self._queue.remove(fault)
                return fault
        return None
