"""Without the data beside the repository its tests are skipped and say why; CI must not pass that way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shared import needed


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A machine with an empty folder beside the repository, and no CI."""
    monkeypatch.setattr("tests.shared.SHARED", tmp_path)
    monkeypatch.delenv("CI", raising=False)
    return monkeypatch


def test_without_the_data_the_tests_are_skipped_and_say_what_is_missing(
    elsewhere: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(pytest.skip.Exception, match="evals/harborline is not in the folder"):
        needed("evals/harborline")


def test_in_ci_missing_data_is_a_failure_that_says_where_to_put_it(
    elsewhere: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    elsewhere.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=f"put it at {tmp_path}/evals/harborline"):
        needed("evals/harborline")


def test_what_is_there_is_read(elsewhere: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert needed("data") == tmp_path / "data"
