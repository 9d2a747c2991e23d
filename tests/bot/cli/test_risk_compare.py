"""`usher risk compare`: the model in force and its challenger, from the decision log."""

from __future__ import annotations

import json

from click.testing import CliRunner

from bot.cli.risk_compare import command
from catalog.demo import demo_folder


def test_where_no_request_was_judged_by_two_that_is_said(database: str) -> None:
    found = CliRunner().invoke(
        command, ["--company", str(demo_folder())], env={"USHER_DATABASE_URL": database}
    )
    assert found.exit_code == 0
    assert json.loads(found.stdout)["compared"] == 0
    assert "usher risk challenge ID --by PERSON" in found.stderr
