"""`usher learn`: what came and went, from the database or a file; the export goes back in."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from approvals.clock import SystemClock
from approvals.jobs.queue import DbosJobs
from approvals.store.engine import database_url
from approvals.store.store import Store
from bot.tables import ExampleRow
from catalog.demo import demo_folder
from tests.bot.cli.terminal import usher

COMPANY = str(demo_folder())
MEANT = "snowflake/sales-reports:read"


def fill(database: str, *people: str) -> None:
    async def write() -> None:
        url = database_url(database)
        store = Store(url, clock=SystemClock(), jobs=DbosJobs(url))
        async with store.transaction() as tx:
            for person in people:
                tx.session.add(
                    ExampleRow(
                        id=f"dr_{person}",
                        person=person,
                        at=datetime(2026, 11, 23, tzinfo=UTC),
                        company_version="v1",
                        text="I need the zigzag — für Zürich",
                        read={"intent": "request", "outcome": "choose", "items": []},
                        sent={
                            "items": [{"entitlement": MEANT, "scope": {}}],
                            "duration": None,
                            "beneficiary": None,
                        },
                    )
                )
        await store.close()

    asyncio.run(write())


def test_it_learns_and_says_what_came(database: str) -> None:
    fill(database, "mira.castelhano", "takumi.oreda")
    first = usher("learn", "--company", COMPANY, USHER_DATABASE_URL=database)
    again = usher("learn", "--company", COMPANY, "--json", USHER_DATABASE_URL=database)

    assert (first.code, first.err) == (0, "")
    assert "+ zigzag means snowflake/sales-reports (2 people)" in first.out.splitlines()
    assert first.out.splitlines()[-1].startswith("2 examples, ")
    found = json.loads(again.out)
    assert (found["gained"], found["lost"]) == ([], [])
    assert found["words"] >= 1


def test_the_export_can_be_learned_from_and_keeps_nothing(database: str, tmp_path: Path) -> None:
    fill(database, "mira.castelhano", "takumi.oreda")
    exported = usher("learn", "--export", USHER_DATABASE_URL=database)
    file = tmp_path / "examples.jsonl"
    file.write_text(exported.out, encoding="utf-8")
    none = tmp_path / "none.db"
    said = usher(
        "learn",
        "--company",
        COMPANY,
        "--examples",
        str(file),
        "--json",
        USHER_DATABASE_URL=f"sqlite:///{none}",
    )

    assert [json.loads(line)["person"] for line in exported.out.splitlines()] == [
        "takumi.oreda",
        "mira.castelhano",
    ]
    assert {"word": "zigzag", "resource": "snowflake/sales-reports", "people": 2} in json.loads(said.out)[
        "gained"
    ]
    assert not none.exists()


@pytest.mark.parametrize(
    ("arguments", "words", "code"),
    [
        (("--export", "--json"), "--export prints the examples and learns nothing", 2),
        (
            ("--company", COMPANY, "--examples", "missing.jsonl"),
            "missing.jsonl cannot be read (no such file",
            2,
        ),
        (("--company", COMPANY, "--examples", __file__), "Line 1 is not JSON", 1),
        (("--company", COMPANY), "There is no database at", 1),
        ((), "Name the company folder with --company DIR or USHER_COMPANY.", 2),
    ],
    ids=["both", "no file", "no examples", "no database", "no company"],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    tmp_path: Path, arguments: tuple[str, ...], words: str, code: int
) -> None:
    said = usher("learn", *arguments, USHER_DATABASE_URL=f"sqlite:///{tmp_path / 'none.db'}")

    assert words in said.sentence
    assert said.code == code
