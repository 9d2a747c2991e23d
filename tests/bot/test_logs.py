"""What the log holds when something breaks."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import set_up_logging


@pytest.fixture
def as_it_was() -> Iterator[None]:
    """Logging is the process's: what a test sets up is taken back."""
    root = logging.getLogger()
    handlers, level, configuration = root.handlers[:], root.level, structlog.get_config()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**configuration)


@pytest.mark.usefixtures("as_it_was")
@pytest.mark.parametrize("terminal", [True, False])
def test_a_traceback_tells_where_and_nothing_that_was_at_hand(
    terminal: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    set_up_logging("info")
    token = "xoxb-" + "7" * 20
    try:
        raise LookupError("no such door" if token else "")
    except LookupError:
        structlog.get_logger("bot").warning("door.missing", exc_info=True)
    said = capsys.readouterr().err
    assert "door.missing" in said
    assert "LookupError: no such door" in said
    assert token not in said
    assert "77777" not in said
