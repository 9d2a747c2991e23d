"""How long people wait for a command: `usher --help`, and `usher demo` until its page answers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

from tests.ports import free_port

USHER = [sys.executable, "-m", "bot.cli"]


class DidNotStart(Exception):
    """A command ended, or said something else than that it is ready."""


def help_shown() -> float:
    """Seconds from the start of `usher --help` to its end."""
    begun = time.perf_counter()
    subprocess.run([*USHER, "--help"], env=_plain(), capture_output=True, check=True)
    return time.perf_counter() - begun


def demo_ready() -> float:
    """Seconds from the start of `usher demo` until it has said where the page is and the page has answered."""
    port = free_port()
    command = [*USHER, "demo", "--no-open", "--port", str(port)]
    with tempfile.TemporaryFile("w+") as log:
        begun = time.perf_counter()
        with subprocess.Popen(
            command, env=_plain(), stdout=subprocess.PIPE, stderr=log, text=True
        ) as process:
            try:
                said = process.stdout.readline() if process.stdout else ""
                if str(port) not in said:
                    process.wait(timeout=30)
                    log.seek(0)
                    last = (log.read().strip().splitlines() or ["nothing"])[-1]
                    raise DidNotStart(f"usher demo did not start; the last it said was: {last}")
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
                    page.read()
                return time.perf_counter() - begun
            finally:
                process.send_signal(signal.SIGINT)


def _plain() -> dict[str, str]:
    """The environment without settings of Usher or Slack, which would make the figures somebody's own."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("USHER_", "SLACK_"))}
