"""`usher audit`: a whole log is proven, a tampered one is found, and a database that is none is said to be none."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from approvals.clock import SystemClock
from approvals.jobs.queue import DbosJobs
from approvals.log.entry import Entry
from approvals.store.engine import database_url
from approvals.store.store import Store
from catalog.demo import demo_folder
from tests.bot.cli.terminal import usher


@pytest.fixture
def written(database: str) -> str:
    """A database with three entries in its log."""

    async def write() -> None:
        url = database_url(database)
        store = Store(url, clock=SystemClock(), jobs=DbosJobs(url))
        for number in range(3):
            async with store.transaction() as tx:
                tx.log(
                    Entry(
                        kind="request.opened",
                        actor="tom.reyes",
                        data={"number": number, "words": "Zürich 🙂"},
                    )
                )
        await store.close()

    asyncio.run(write())
    return database


def tamper(database: str, *statements: str) -> None:
    """What somebody with rights on the database could do, the triggers out of the way first."""
    engine = create_engine(database_url(database))
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for trigger in ("no_update", "no_delete", "in_order"):
                connection.execute(text(f"DROP TRIGGER decision_log_{trigger}"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_a_whole_log_is_proven(written: str) -> None:
    said = usher("audit", "verify", USHER_DATABASE_URL=written)

    assert said.code == 0
    assert json.loads(said.out)["whole"] is True
    assert said.err == "All 3 entries fit together.\n"


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE decision_log SET actor = 'somebody.else' WHERE seq = 2", 2),
        ("DELETE FROM decision_log WHERE seq = 2", 2),
        ("DELETE FROM decision_log WHERE seq = 3", 3),
        ("UPDATE decision_log SET data = 'no json' WHERE seq = 1", 1),
    ],
    ids=["changed", "taken out", "cut off", "garbled"],
)
def test_a_tampered_log_is_found(written: str, statement: str, broken_at: int) -> None:
    tamper(written, statement)
    said = usher("audit", "verify", USHER_DATABASE_URL=written)

    assert said.code == 1
    found = json.loads(said.out)
    assert (found["whole"], found["broken_at"]) == (False, broken_at)
    assert said.err == found["says"] + "\n"


NO_TEXT = {
    "text that is no UTF-8": "UPDATE decision_log SET {} = cast(x'ff' AS text) WHERE seq = 2",
    "a blob": "UPDATE decision_log SET {} = x'ff00' WHERE seq = 2",
}
"""What only SQLite lets into a column of text; PostgreSQL refuses such bytes."""


@pytest.mark.sqlite
@pytest.mark.parametrize("column", ["actor", "data", "previous", "hash"])
@pytest.mark.parametrize("statement", NO_TEXT.values(), ids=list(NO_TEXT))
def test_bytes_that_are_no_text_are_tampering_like_any_other(
    written: str, statement: str, column: str
) -> None:
    tamper(written, statement.format(column))
    said = usher("audit", "verify", USHER_DATABASE_URL=written)

    assert said.code == 1
    found = json.loads(said.out)
    assert (found["whole"], found["broken_at"], found["entries"]) == (False, 2, 1)
    assert said.err == found["says"] + "\n"


@pytest.mark.sqlite
@pytest.mark.parametrize("column", ["actor", "data", "previous", "hash"])
@pytest.mark.parametrize("statement", NO_TEXT.values(), ids=list(NO_TEXT))
def test_bytes_that_are_no_text_are_exported_as_escapes(written: str, statement: str, column: str) -> None:
    tamper(written, statement.format(column))
    said = usher("audit", "export", USHER_DATABASE_URL=written)

    assert (said.code, said.err) == (0, "")
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [line["seq"] for line in lines] == [1, 2, 3]
    assert lines[1][column].startswith("\\xff")


@pytest.mark.parametrize(
    "garbled",
    ["{bad", '"\\ud800"', '{"a":NaN}', "[" * 200_000],
    ids=["cut", "half a letter", "no number", "deep"],
)
def test_an_entry_that_is_no_json_is_exported_as_the_text_that_stands_there(
    written: str, garbled: str
) -> None:
    tamper(written, f"UPDATE decision_log SET data = '{garbled}' WHERE seq = 2".replace(":", "\\:"))
    said = usher("audit", "export", USHER_DATABASE_URL=written)

    assert (said.code, said.err) == (0, "")
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [line["seq"] for line in lines] == [1, 2, 3]
    assert lines[1]["data"] == garbled
    assert lines[2]["data"]["number"] == 2
    proof = usher("audit", "verify", USHER_DATABASE_URL=written)
    assert json.loads(proof.out)["broken_at"] == 2


def test_a_report_over_a_garbled_log_says_which_entry_it_is(written: str) -> None:
    tamper(written, "UPDATE decision_log SET data = '{bad' WHERE seq = 2")
    said = usher("risk", "compare", "--company", str(demo_folder()), USHER_DATABASE_URL=written)

    assert said.code == 1
    assert said.sentence.startswith(
        "Entry 2 of the decision log cannot be read; see what `usher audit verify`"
    )


def test_the_export_is_json_lines_and_nothing_else(written: str) -> None:
    said = usher("audit", "export", USHER_DATABASE_URL=written)

    assert said.code == 0
    assert said.err == ""
    assert [json.loads(line)["data"]["number"] for line in said.out.splitlines()] == [0, 1, 2]


def test_an_export_whose_reader_leaves_early_ends_quietly(written: str) -> None:
    command = f"{sys.executable} -m bot.cli audit export | head -c 10"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        text=True,
        check=True,
        env={"USHER_DATABASE_URL": written},
    )

    assert len(done.stdout) == 10
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["verify", "export"])
def test_no_database_is_said_in_one_sentence(tmp_path: Path, command: str) -> None:
    said = usher("audit", command, USHER_DATABASE_URL=f"sqlite:///{tmp_path / 'none.db'}")

    assert "There is no database at" in said.sentence
    assert said.code == 1
    assert list(tmp_path.iterdir()) == [], "looking makes no database"


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear auditor,\n" * 200, encoding="utf-8")
    said = usher("audit", "verify", USHER_DATABASE_URL=f"sqlite:///{tmp_path / 'letter.db'}")

    assert "file is not a database" in said.sentence
    assert said.code == 1


def test_a_foreign_database_is_said_to_be_foreign(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'foreign.db'}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE decision_log (seq INTEGER)"))
    engine.dispose()
    said = usher("audit", "verify", USHER_DATABASE_URL=url)

    assert "is not Usher's, or of another version" in said.sentence
    assert said.code == 1


def test_a_log_that_is_gone_from_its_database_is_no_traceback(written: str) -> None:
    engine = create_engine(database_url(written))
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE decision_log RENAME TO elsewhere"))
    engine.dispose()
    said = usher("audit", "verify", USHER_DATABASE_URL=written)

    assert "decision_log" in said.sentence
    assert said.code == 1


@pytest.mark.parametrize(
    ("url", "words", "code"),
    [
        ("nonsense", "is not a database URL", 2),
        ("mysql://host/usher", "asks for mysql; Usher works with sqlite", 2),
        ("sqlite://", "names no file", 2),
        ("postgresql://u:secret@host:port/usher", "a port that is no number", 2),
        ("postgresql://u:secret@127.0.0.1:1/usher", "check USHER_DATABASE_URL and that the server runs", 1),
    ],
    ids=["no url", "another kind", "no file", "bad port", "nobody there"],
)
def test_a_database_that_cannot_be_had_is_said_in_one_sentence(url: str, words: str, code: int) -> None:
    said = usher("audit", "verify", USHER_DATABASE_URL=url)

    assert words in said.sentence
    assert "secret" not in said.err
    assert said.code == code


def test_the_password_of_a_database_is_never_printed() -> None:
    url = make_url("postgresql://usher:hush-hush@127.0.0.1:1/usher")
    said = usher("audit", "verify", USHER_DATABASE_URL=url.render_as_string(hide_password=False))

    assert "hush-hush" not in said.err
    assert "usher:***@127.0.0.1" in said.err
