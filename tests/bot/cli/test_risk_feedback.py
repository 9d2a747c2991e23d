"""`usher risk feedback`: past decisions of this Usher, as a file to train on."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from approvals.queries.feedback import COLUMNS
from bot.cli.risk_feedback import command
from catalog.demo import demo_folder


def test_a_fresh_database_has_a_header_and_no_decisions(database: str) -> None:
    found = CliRunner().invoke(
        command, ["--company", str(demo_folder())], env={"USHER_DATABASE_URL": database}
    )
    assert (found.exit_code, found.stdout) == (0, ",".join(COLUMNS) + "\n")


def test_a_company_that_cannot_be_read_is_said_to_be_none(tmp_path: Path, database: str) -> None:
    found = CliRunner().invoke(
        command, ["--company", str(tmp_path / "nowhere")], env={"USHER_DATABASE_URL": database}
    )
    assert found.exit_code == 2
    assert found.stdout == ""
