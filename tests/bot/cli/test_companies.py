"""A company folder that cannot be used: every reason is named, nothing is half loaded, nothing is a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.cli.terminal import usher


def test_check_reports_a_good_folder_as_json(demo_copy: Path) -> None:
    said = usher("check", "--company", str(demo_copy))

    report = json.loads(said.out)
    assert said.code == 0
    assert report["valid"] is True
    assert report["counts"]["policy_rules"] > 10


def test_check_reports_a_broken_folder_with_file_and_line(demo_copy: Path) -> None:
    people = demo_copy / "people.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("employee", "emploiee", 1), encoding="utf-8")
    said = usher("check", "--company", str(demo_copy))

    report = json.loads(said.out)
    assert said.code == 1
    assert report["valid"] is False
    assert any(one["file"] == "people.csv" and one["line"] > 1 for one in report["problems"])
    assert "people.csv:" in said.err
    assert "Traceback" not in said.err


def test_check_reports_a_policy_that_is_no_cedar(demo_copy: Path) -> None:
    (demo_copy / "policies").mkdir(exist_ok=True)
    (demo_copy / "policies" / "own.cedar").write_text("forbid (who, what", encoding="utf-8")
    said = usher("check", "--company", str(demo_copy))

    assert said.code == 1
    assert any("own.cedar" in one["file"] for one in json.loads(said.out)["problems"])


@pytest.mark.parametrize("command", ["serve", "understand"])
def test_other_commands_refuse_a_broken_folder_and_say_how_to_look(demo_copy: Path, command: str) -> None:
    (demo_copy / "company.yaml").unlink()
    said = usher(command, "--company", str(demo_copy), *(["hello"] if command == "understand" else []))

    assert said.code == 1
    assert said.out == ""
    assert "company.yaml  is missing" in said.err
    assert said.err.splitlines()[-1].startswith(f"usher: {demo_copy} cannot be used; mend the problems above")
    assert "Traceback" not in said.err


@pytest.mark.parametrize("named", ["nowhere", "a-file"])
def test_what_is_no_folder_is_refused(tmp_path: Path, named: str) -> None:
    (tmp_path / "a-file").write_text("x", encoding="utf-8")
    said = usher("check", "--company", str(tmp_path / named))

    assert said.code == 1
    assert json.loads(said.out)["valid"] is False
    assert len(said.err.splitlines()) == 1
    assert "name the folder that holds company.yaml" in said.err
