"""How fast this machine is just now: a fixed piece of plain Python, timed around every measurement.

Machines differ, and a shared one differs from itself within a minute. A figure in loops can be compared where
one in milliseconds cannot, as long as the work is bound by the processor.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.figures import percentile

ROUNDS = 9


def work() -> int:
    """What is timed: whole numbers, a dictionary and short strings, as in most of what is measured. Never change it."""
    known: dict[str, int] = {}
    total = 0
    for number in range(20_000):
        key = f"k{number % 997}"
        known[key] = known.get(key, 0) + number * number % 7
        total += len(key)
    return total + sum(known.values())


def one_loop() -> float:
    """Seconds that one loop takes here and now; the median of nine."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return percentile(times, 0.5)


class Loop:
    """The length of a loop around one measurement."""

    def __init__(self) -> None:
        self.before = one_loop()
        self.seconds = self.before
        """Before the measurement ends: what it was at its beginning; after: the mean of both ends."""


@contextmanager
def calibrated(loops: list[float]) -> Iterator[Loop]:
    """Times the loop before and after a measurement, and adds both to the list."""
    loop = Loop()
    yield loop
    after = one_loop()
    loop.seconds = (loop.before + after) / 2
    loops += [loop.before, after]
