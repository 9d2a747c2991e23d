"""The `usher` command as somebody at a terminal meets it: what it prints where, and how it ends."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from click.testing import CliRunner

from bot.cli import main


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one sentence on standard error; fails when there is anything but one."""
        assert self.out == "", "standard output carries results only"
        lines = self.err.splitlines()
        assert len(lines) == 1, f"one sentence was expected:\n{self.err}"
        assert lines[0].startswith("usher: ")
        assert lines[0].endswith((".", "?"))
        assert "Traceback" not in self.err
        return lines[0].removeprefix("usher: ")


def usher(*arguments: str, **environment: str) -> Said:
    """Runs the command in this process."""
    with own_logging():
        result = CliRunner().invoke(main, list(arguments), env=environment, prog_name="usher")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Said(result.exit_code, result.stdout, result.stderr)


@contextmanager
def own_logging() -> Iterator[None]:
    """What a command sets up for its process ends with it here, where the process is that of the tests."""
    root = logging.getLogger()
    handlers, level, configuration = root.handlers[:], root.level, structlog.get_config()
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.configure(**configuration)
