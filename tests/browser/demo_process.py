"""`usher demo` as somebody starts it: a process of its own, on a free port, stopped at the end."""

from __future__ import annotations

import os
import re
import selectors
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

READY = re.compile(r"The playground is at (http://\S+)")
PATIENCE = 90
"""Seconds until it has to be up, on a machine that is busy with the rest of the suite."""


class DemoDidNotStart(RuntimeError):
    """It ended or kept silent; what it said is in the message."""


@contextmanager
def running_demo(temporary: Path | None = None) -> Iterator[str]:
    """The address of a playground that lives as long as the block. Raises DemoDidNotStart.

    Its database is in a folder of its own, which is made in `temporary` where that is given.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith(("USHER_", "SLACK_"))}
    at = {"TMPDIR": str(temporary)} if temporary else {}
    command = [sys.executable, "-m", "bot.cli", "demo", "--no-open", "--port", "0"]
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=own | {"PYTHONUNBUFFERED": "1"} | at,
        )
        try:
            yield _address(process, errors)
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _address(process: subprocess.Popen[str], errors: IO[str]) -> str:
    assert process.stdout is not None
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while waiting.select(timeout=PATIENCE):
            line = process.stdout.readline()
            found = READY.search(line)
            if found:
                return found[1]
            if not line:
                break
    errors.seek(0)
    raise DemoDidNotStart(f"usher demo did not start within {PATIENCE} seconds:\n{errors.read()}")
