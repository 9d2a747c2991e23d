"""Waiting for the signal to stop: Ctrl-C at a terminal, SIGTERM from whatever runs the process."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable

ENDED_HARD = 130
"""The exit code after a second Ctrl-C, as a shell reports an interrupted command."""
ENDED_LATE = 1
"""The exit code where something hung."""
STOPPED_WITHIN = 55.0
"""Seconds a stop may take, before whatever runs the process loses its patience."""
LINGER = 2.0
"""Seconds that threads of libraries get when all of Usher has ended: they may wait for a database that is away."""


def stop_signal() -> asyncio.Event:
    """An event that is set at the first signal; Ctrl-C after that ends the process at once, and so does a stop that hangs.

    At once means without waiting for anything: rows and jobs are committed together, so what was under way is
    taken up at the next start.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stopping() -> None:
        stop.set()
        _after(STOPPED_WITHIN, _end_late)
        # From here on not through the event loop: it may be what hangs.
        loop.remove_signal_handler(signal.SIGINT)
        signal.signal(signal.SIGINT, _end_at_once)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping)
    return stop


def end_soon() -> None:
    """All of Usher has ended: the process does too, whatever the libraries' threads wait for."""
    _after(LINGER, lambda: os._exit(0))


def _after(seconds: float, end: Callable[[], None]) -> None:
    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()


def _end_late() -> None:
    sys.stderr.write(
        "usher: Something did not come to an end in time, and was left; what was under way is taken up at the next start.\n"
    )
    sys.stderr.flush()
    os._exit(ENDED_LATE)


def _end_at_once(number: int, frame: object) -> None:
    sys.stderr.write("usher: Stopped at once; what was under way is taken up at the next start.\n")
    sys.stderr.flush()
    os._exit(ENDED_HARD)
