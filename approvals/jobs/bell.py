"""Looking at the queue when there is something in it, instead of often enough.

DBOS looks at a queue at intervals, so that every job waits for half of one, and a process in which nothing happens
looks all the same. Here the thread that looks is woken by what puts jobs there: a transaction of this process that
has committed, or a job that is over and may have held up the next of its lane. After that it looks a few times more,
each time after twice as long, since DBOS notes the end of a job a moment after it. What another process queues is
found at the interval.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable

from approvals.jobs.queue import QUEUE

LOOKING = f"queue-worker-{QUEUE}"
"""What DBOS calls the thread that looks at our queue."""
SHORTEST_SECONDS = 0.03
"""The least between two looks, however much is rung for: a look costs milliseconds of a core."""


class Bell:
    """Ends the waits of the one thread; safe to ring from any."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._rung = False
        self._pause = SHORTEST_SECONDS

    def ring(self) -> None:
        """There may be something to do."""
        with self._news:
            self._rung = True
            self._news.notify_all()

    def hang(self, stops: Iterable[threading.Event]) -> None:
        """Where DBOS's threads wait for it to be stopped, the one that looks at the queue hears the bell as well."""
        for stop in stops:
            stop.wait = _Listening(self, stop)  # type: ignore[method-assign]

    def listen(self, most: float) -> None:
        """Waits until it is time to look again: `most` seconds, or less where it has rung or rang not long ago."""
        time.sleep(min(SHORTEST_SECONDS, most))  # what rings meanwhile is heard right after
        with self._news:
            self._news.wait_for(lambda: self._rung, max(0.0, min(self._pause, most) - SHORTEST_SECONDS))
            self._pause = SHORTEST_SECONDS if self._rung else min(2 * self._pause, most)
            self._rung = False


class _Listening:
    """`threading.Event.wait` of an event, for the thread that listens and for all others."""

    def __init__(self, bell: Bell, stop: threading.Event) -> None:
        self._bell = bell
        self._stop = stop
        self._plainly = stop.wait

    def __call__(self, timeout: float | None = None) -> bool:
        if timeout is None or threading.current_thread().name != LOOKING:
            return self._plainly(timeout)
        if not self._stop.is_set():
            self._bell.listen(timeout)
        return self._stop.is_set()
