"""`usher demo` comes up with nothing set, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ports import free_port


@contextmanager
def demo(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The command with its temporary files in that folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "demo", "--no-open", "--port", str(port)],
        env={**os.environ, "TMPDIR": str(folder)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_it_comes_up_and_goes_without_a_trace(tmp_path: Path, ending: signal.Signals) -> None:
    port = free_port()
    with demo(tmp_path, port) as process:
        assert process.stdout is not None
        assert (
            process.stdout.readline() == f"The playground is at http://127.0.0.1:{port} (Ctrl-C stops it).\n"
        )
        assert [one.name for one in tmp_path.iterdir() if one.name.startswith("usher-demo-")]
        with (
            urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page,
            urllib.request.urlopen(f"http://127.0.0.1:{port}/playground/stream") as stream,
        ):
            assert b"<html" in page.read().lower()
            assert stream.readline() == b": connected\n"  # a page that is open does not hold it up
            process.send_signal(ending)
            out, err = process.communicate(timeout=60)
        assert process.returncode == 0
        assert (out, err) == ("", "")
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_in_use_is_said_before_anything_is_left(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with demo(tmp_path, port) as process:
            out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err) == (
            1,
            "",
            f"usher: Port {port} is in use; choose another one.\n",
        )
    assert list(tmp_path.iterdir()) == []
