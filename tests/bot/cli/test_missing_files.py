"""A file or folder that was named and is not there is wrong usage, with one code for every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.demo import demo_folder
from tests.bot.cli.terminal import usher

COMPANY = ("--company", str(demo_folder()))
HISTORY = str(demo_folder() / "decisions.csv")


@pytest.mark.parametrize(
    "arguments",
    [
        ("understand", *COMPANY, "--batch", "gone"),
        ("explain-lockout", *COMPANY, "--batch", "gone"),
        ("learn", *COMPANY, "--examples", "gone"),
        ("risk", "train", "--history", "gone"),
        ("risk", "evaluate", "--train", "gone", "--test", HISTORY),
        ("risk", "evaluate", "--train", HISTORY, "--test", "gone"),
        ("risk", "bias", "--decisions", "gone"),
        ("policy", "replay", *COMPANY, "--candidate", "gone"),
        ("signins", "import", *COMPANY, "gone"),
    ],
    ids=lambda arguments: " ".join(word for word in arguments if word not in COMPANY),
)
def test_a_file_that_is_not_there_ends_with_2(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = usher(*arguments)

    assert "gone" in said.sentence
    assert said.code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("serve",),
        ("understand", "hello"),
        ("explain-lockout", "--person", "x"),
        ("learn",),
        ("sla",),
        ("risk", "train"),
        ("risk", "compare"),
        ("risk", "rollback", "--by", "x"),
        ("signins", "signs"),
        ("policy", "explain", "--person", "x", "--entitlement", "y"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("named", ["gone", "a-file"])
def test_a_company_folder_that_is_not_there_ends_with_2(
    arguments: tuple[str, ...], named: str, tmp_path: Path
) -> None:
    (tmp_path / "a-file").touch()
    said = usher(*arguments, "--company", str(tmp_path / named))

    assert said.sentence == (
        f"{tmp_path / named} is no folder; name the company folder with --company DIR or USHER_COMPANY."
    )
    assert said.code == 2
