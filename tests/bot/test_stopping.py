"""The first signal asks, a second Ctrl-C does not."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

PROGRAM = """
import asyncio
from bot import stopping
from bot.stopping import end_soon, stop_signal
{before}

async def main():
    stop = stop_signal()
    print("ready", flush=True)
    await stop.wait()
    print("stopping", flush=True)
    {after}

asyncio.run(main())
end_soon()
"""


@contextmanager
def running(after: str, *, before: str = "") -> Iterator[subprocess.Popen[str]]:
    """A program that waits for the signal, and then does that."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(after=after, before=before)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("first", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_lets_it_finish(first: signal.Signals) -> None:
    with running("await asyncio.sleep(0); print('finished')") as process:
        process.send_signal(first)
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out, err) == (0, "stopping\nfinished\n", "")


@pytest.mark.parametrize(
    "hanging", ["await asyncio.Event().wait()", "import threading; threading.Event().wait()"]
)
def test_a_second_ctrl_c_ends_it_whatever_hangs(hanging: str) -> None:
    with running(hanging) as process:
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        assert process.stdout.readline() == "stopping\n"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 130
        assert err == "usher: Stopped at once; what was under way is taken up at the next start.\n"


def test_a_second_sigterm_changes_nothing() -> None:
    """Whatever runs the process may repeat itself; only a person at the keyboard means "now"."""
    with running("await asyncio.to_thread(input); print('finished')") as process:
        process.send_signal(signal.SIGTERM)
        assert process.stdout is not None
        assert process.stdout.readline() == "stopping\n"
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(input="go on\n", timeout=30)
        assert (process.returncode, out, err) == (0, "finished\n", "")


def test_a_stop_that_hangs_comes_to_an_end() -> None:
    """A server behind a firewall that drops everything never says that it is gone."""
    with running(
        "import threading; threading.Event().wait()", before="stopping.STOPPED_WITHIN = 0.01"
    ) as process:
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 1
        assert "taken up at the next start" in err


def test_a_thread_that_waits_for_ever_does_not_hold_up_the_end() -> None:
    waits = "import threading; threading.Thread(target=threading.Event().wait).start(); print('finished')"
    with running(waits, before="stopping.LINGER = 0.01") as process:
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out, err) == (0, "stopping\nfinished\n", "")
