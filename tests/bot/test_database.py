"""A database is brought up to date once, by whoever comes first, and one that cannot be used is said to be so."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from alembic import command
from sqlalchemy import Connection, create_engine, inspect, text

from approvals.store.engine import BadDatabaseUrl, database_url
from bot.database import DatabaseUnusable, _config, ensure_current, migrate

NOBODY = 65534


def tables(url: str) -> set[str]:
    engine = create_engine(database_url(url))
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_an_empty_file_becomes_a_database_and_stays_one(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    migrate(url)
    first = tables(url)
    migrate(url)

    assert {"requests", "decision_log", "posts", "alembic_version"} <= first == tables(url)
    ensure_current(database_url(url))


def test_several_processes_may_start_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate, [url] * 4))

    ensure_current(database_url(url))


def test_who_switches_the_log_at_the_same_time_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "held.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    other.execute("BEGIN EXCLUSIVE")
    tried: list[str] = []

    def listened(connection: Connection, statement: str, parameters: object = None) -> object:
        if "journal_mode" in statement:
            tried.append(statement)
            if len(tried) == 2:
                other.execute("COMMIT")
        return whole(connection, statement, parameters)

    whole = Connection.exec_driver_sql
    monkeypatch.setattr(Connection, "exec_driver_sql", listened)
    monkeypatch.setattr("bot.database._patience", lambda where: {"timeout": 0})
    migrate(f"sqlite:///{path}")
    other.close()
    assert len(tried) == 2
    ensure_current(database_url(f"sqlite:///{path}"))


def test_the_schema_is_current_after_the_migrations(database: str) -> None:
    ensure_current(database_url(database))


def test_stages_from_before_there_were_clocks_are_taken_over(database: str) -> None:
    """What was decided is known from the votes; what still waits is looked at by the next round of upkeep."""
    config = _config()
    engine = create_engine(database_url(database))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0004")
        for statement in BEFORE_CLOCKS:
            connection.execute(text(statement))
        command.upgrade(config, "head")
        rows = connection.execute(
            text(
                "SELECT item_id, decided_at IS NULL, next_at IS NULL, reminders FROM stages ORDER BY item_id"
            )
        ).all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [("it_1", 0, 1, 0), ("it_2", 1, 0, 0), ("it_3", 1, 1, 0)]


BEFORE_CLOCKS = [
    "INSERT INTO requests (id, key, requester, beneficiary, justification, words, opened_at, version) "
    "VALUES ('req_1', 'k', 'a', 'a', 'j', 'w', '2026-11-02 09:00:00+00:00', 1)",
    *(
        "INSERT INTO request_items (id, request_id, position, entitlement, scope, status, risk, reasons, "
        f"policy_version, catalog_version) VALUES ('{item}', 'req_1', 0, 'e', '{{}}', '{status}', '{{}}', '[]', 'p', 'c')"
        for item, status in (("it_1", "approved"), ("it_2", "pending"), ("it_3", "withdrawn"))
    ),
    *(
        "INSERT INTO stages (item_id, name, says, opened_at) "
        f"VALUES ('{item}', 'manager', 's', '2026-11-02 09:00:00+00:00')"
        for item in ("it_1", "it_2", "it_3")
    ),
    "INSERT INTO votes (id, item_id, stage, person, verdict, note, at) "
    "VALUES ('vote_1', 'it_1', 'manager', 'b', 'approved', '', '2026-11-02 10:00:00+00:00')",
]


def test_a_database_of_a_later_version_is_refused_and_left_alone(database: str) -> None:
    engine = create_engine(database_url(database))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    before = tables(database)

    with pytest.raises(DatabaseUnusable, match="of another version"):
        migrate(database)
    with pytest.raises(DatabaseUnusable, match="of another version"):
        ensure_current(database_url(database))
    assert tables(database) == before


def test_tables_of_somebody_else_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as theirs:
        theirs.execute("CREATE TABLE payroll (amount INTEGER)")
    with pytest.raises(DatabaseUnusable, match="not Usher's; give Usher one of its own"):
        migrate(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as theirs:
        assert theirs.execute("SELECT name FROM sqlite_master").fetchall() == [("payroll",)]


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match=f"make the folder {tmp_path}/deeper first"):
        migrate(f"sqlite:///{tmp_path}/deeper/usher.db")


@contextmanager
def not_root() -> Iterator[None]:
    """As somebody without rights, where the tests run as root, who may write everywhere."""
    root = os.geteuid() == 0
    if root:
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        if root:
            os.setresuid(0, 0, 0)


def test_a_folder_that_cannot_be_written_to_is_refused() -> None:
    with TemporaryDirectory(prefix="usher-") as name:  # beside pytest's own folders, which are root's alone
        folder = Path(name)
        folder.chmod(0o555)
        with (
            not_root(),
            pytest.raises(DatabaseUnusable, match="needs to write to the file and to its folder"),
        ):
            migrate(f"sqlite:///{folder}/usher.db")
        folder.chmod(0o755)
        assert list(folder.iterdir()) == []


def test_a_folder_without_rights_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "usher.db").mkdir()  # SQLite says the same of a folder as of a file it may not open
    monkeypatch.setattr("bot.database.os.access", lambda *_: False)

    with pytest.raises(DatabaseUnusable, match=f"write to the file and to its folder {tmp_path}"):
        migrate(f"sqlite:///{tmp_path}/usher.db")


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("Dear auditor,\n" * 200, encoding="utf-8")
    with pytest.raises(DatabaseUnusable, match="file is not a database"):
        migrate(f"sqlite:///{letter}")

    assert letter.read_text(encoding="utf-8") == "Dear auditor,\n" * 200


def test_a_server_that_is_away_is_named_without_its_password() -> None:
    with pytest.raises(DatabaseUnusable) as refused:
        migrate("postgresql://usher:hush@127.0.0.1:1/usher")

    assert str(refused.value).startswith(
        "The database postgresql://usher:***@127.0.0.1:1/usher cannot be used: "
    )
    assert str(refused.value).endswith("; check USHER_DATABASE_URL and that the server runs.")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("url", ["", "usher.db", "sqlite://", "oracle://host/x", "postgresql://host:many/x"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadDatabaseUrl, match="USHER_DATABASE_URL"):
        database_url(url)


@pytest.mark.parametrize("url", ["usher.db", "sqlite://", "oracle://host/x", "postgresql://host:many/x"])
def test_whoever_named_it_by_an_option_is_sent_to_the_option(url: str) -> None:
    with pytest.raises(BadDatabaseUrl) as refused:
        database_url(url, named_by="--database")
    assert str(refused.value).startswith("--database ")


@pytest.mark.parametrize(
    ("file", "advice"),
    [
        ("USHER_DATABASE_URL/gone.db", "name Usher's database with --database."),
        ("USHER_DATABASE_URL/letter.db", "check that --database names a file of Usher's, and that the disk is not full."),
        ("USHER_DATABASE_URL/empty.db", "name Usher's own in --database, or start this version's `usher serve` on it once."),
    ],
)  # fmt: skip
def test_the_sentence_names_the_option_and_leaves_the_path_alone(
    tmp_path: Path, file: str, advice: str
) -> None:
    (tmp_path / "USHER_DATABASE_URL").mkdir()
    (tmp_path / "USHER_DATABASE_URL" / "letter.db").write_text("Dear auditor,\n" * 200, encoding="utf-8")
    (tmp_path / "USHER_DATABASE_URL" / "empty.db").touch()
    with pytest.raises(DatabaseUnusable) as refused:
        ensure_current(database_url(f"sqlite:///{tmp_path / file}"), named_by="--database")
    assert str(tmp_path / file) in str(refused.value)
    assert str(refused.value).endswith(advice)


def test_the_log_refuses_changes_on_every_connection(database: str) -> None:
    """The triggers live in the database, so they hold for whoever opens it."""
    engine = create_engine(database_url(database))
    fields = "seq, at, kind, actor, person, request_id, item_id, grant_id, catalog_version, policy_version, data, previous, hash"
    with engine.begin() as connection:
        connection.execute(
            text(
                f"INSERT INTO decision_log ({fields}) VALUES (1, '', '', '', '', '', '', '', '', '', '{{}}', '', '')"
            )
        )
    for statement in ("UPDATE decision_log SET kind = 'x'", "DELETE FROM decision_log"):
        with pytest.raises(Exception, match="only grows"), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()


def test_sqlite_runs_with_a_write_ahead_log(tmp_path: Path) -> None:
    path = tmp_path / "wal.db"
    migrate(f"sqlite:///{path}")

    assert sqlite3.connect(path).execute("PRAGMA journal_mode").fetchone() == ("wal",)
