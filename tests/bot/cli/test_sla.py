"""`usher sla`: JSON for machines, a table for people, one sentence when there is nothing to read."""

from __future__ import annotations

import json

from catalog.demo import demo_folder
from tests.bot.cli.terminal import usher

COMPANY = str(demo_folder())


def test_the_figures_are_json_and_a_table(database: str) -> None:
    said = usher("sla", "--company", COMPANY, "--days", "30", USHER_DATABASE_URL=database)
    assert said.code == 0
    found = json.loads(said.out)
    assert found["days"] == 30
    assert [one["stage"] for one in found["stages"]] == ["manager", "owner", "security"]
    assert found["stages"][0]["median_hours"] is None
    assert said.err.splitlines()[0].split()[:2] == ["stage", "decided"]


def test_a_company_has_to_be_named(database: str) -> None:
    said = usher("sla", USHER_DATABASE_URL=database)
    assert said.code == 2
    assert "--company" in said.sentence


def test_a_number_of_days_that_makes_no_sense_is_refused(database: str) -> None:
    assert "0" in usher("sla", "--company", COMPANY, "--days", "0", USHER_DATABASE_URL=database).sentence
