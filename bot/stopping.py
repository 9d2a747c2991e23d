"""Waiting for the signal to stop: Ctrl-C at a terminal, SIGTERM from whatever runs the process."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

ENDED_HARD = 130
"""The exit code after a second Ctrl-C, as a shell reports an interrupted command."""


def stop_signal() -> asyncio.Event:
    """An event that is set at the first signal; Ctrl-C after that ends the process at once.

    At once means without waiting for anything: rows and jobs are committed together, so what was under way is
    taken up at the next start.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stopping() -> None:
        stop.set()
        # From here on not through the event loop: it may be what hangs.
        loop.remove_signal_handler(signal.SIGINT)
        signal.signal(signal.SIGINT, _end_at_once)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping)
    return stop


def _end_at_once(number: int, frame: object) -> None:
    sys.stderr.write("usher: Stopped at once; what was under way is taken up at the next start.\n")
    sys.stderr.flush()
    os._exit(ENDED_HARD)
