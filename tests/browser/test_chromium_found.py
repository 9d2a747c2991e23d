"""Without a Chromium the browser tests are skipped and say why; CI must not pass that way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import chromium


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A machine with nothing on its path, outside CI."""
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    return monkeypatch


def test_without_chromium_the_tests_are_skipped_and_say_what_to_install(
    bare_machine: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(pytest.skip.Exception, match="install Debian's chromium"):
        chromium.needed()


def test_in_ci_a_missing_chromium_is_a_failure(bare_machine: pytest.MonkeyPatch) -> None:
    bare_machine.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="CI has to play the playground"):
        chromium.needed()


def test_the_environment_may_name_another_browser(bare_machine: pytest.MonkeyPatch) -> None:
    bare_machine.setenv(chromium.VARIABLE, sys.executable)
    assert chromium.needed() == sys.executable


def test_a_browser_that_is_named_but_not_there_is_not_replaced_by_another(
    bare_machine: pytest.MonkeyPatch,
) -> None:
    bare_machine.setenv(chromium.VARIABLE, "/nowhere/chromium")
    assert chromium.found() is None
