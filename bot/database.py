"""Bringing a database to the schema this version of Usher works with, by Alembic, on SQLite and PostgreSQL alike.

Several processes may start at once: on PostgreSQL they take turns by an advisory lock, on SQLite by its write lock.
"""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, create_engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random

from approvals.store.engine import SETTING, database_url

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATION_LOCK = 0x55534845
"""Any constant: the letters USHE."""
VERSION_TABLE = "alembic_version"
"""Where Alembic keeps what was applied: tables without it are not Usher's."""
CONNECT_SECONDS = 10
"""How long a PostgreSQL server may take to answer at the start; a firewall that drops packets never does. On SQLite, how
long others that start at the same time may be in the way."""


class DatabaseUnusable(Exception):
    """The database cannot be reached or brought up to date; the message is for whoever starts Usher."""


def migrate(url: str | URL) -> None:
    """Applies every migration that is still missing. Raises BadDatabaseUrl, DatabaseUnusable."""
    from alembic import command
    from alembic.util import CommandError

    where = url if isinstance(url, URL) else database_url(url)
    engine = create_engine(where, connect_args=_patience(where))
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                _write_ahead(connection)
            config = _config()
            config.attributes["connection"] = connection
            with connection.begin():
                _take_turns(connection)
                if (tables := inspect(connection).get_table_names()) and VERSION_TABLE not in tables:
                    raise _somebody_elses(where)
                command.upgrade(config, "head")
    except SQLAlchemyError as trouble:
        raise unusable(where, trouble) from trouble
    except CommandError as stranger:
        raise _of_another_version(where, SETTING) from stranger
    finally:
        engine.dispose()


def _write_ahead(connection: Connection) -> None:
    """Has SQLite keep a write-ahead log: the one statement for which it refuses at once where another does the same."""
    again = retry_if_exception(lambda trouble: "locked" in str(trouble))
    for attempt in Retrying(
        retry=again, stop=stop_after_delay(CONNECT_SECONDS), wait=wait_random(0, 0.2), reraise=True
    ):
        with attempt:
            try:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            finally:
                connection.rollback()  # there is nothing to keep, and what failed must not stay begun


def ensure_current(url: URL, *, named_by: str = SETTING) -> None:
    """For commands that only look: the database is there and has this version's schema.

    `named_by` is the setting or the option that the URL stands in. Raises DatabaseUnusable.
    """
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        raise DatabaseUnusable(
            f"There is no database at {_shown(url)}; name Usher's database with {named_by}."
        )
    engine = create_engine(url, connect_args=_patience(url))
    try:
        with engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as trouble:
        raise unusable(url, trouble, named_by=named_by) from trouble
    finally:
        engine.dispose()
    if present != ScriptDirectory.from_config(_config()).get_current_head():
        raise _of_another_version(url, named_by)


def unusable(url: URL, trouble: SQLAlchemyError, *, named_by: str = SETTING) -> DatabaseUnusable:
    """One sentence on a database that does not work: where it is, what it said, what to look at."""
    cause = str(getattr(trouble, "orig", None) or trouble).strip().splitlines()[0].rstrip(".")
    return DatabaseUnusable(f"The database {_shown(url)} cannot be used: {cause}; {_advice(url, named_by)}.")


def _advice(url: URL, named_by: str) -> str:
    if url.get_backend_name() != "sqlite":
        return f"check {named_by} and that the server runs"
    file = Path(str(url.database))
    if not file.parent.is_dir():
        return f"make the folder {file.parent} first, or name another one in {named_by}"
    if not os.access(file.parent, os.W_OK) or (file.exists() and not os.access(file, os.W_OK)):
        return f"Usher needs to write to the file and to its folder {file.parent}"
    return f"check that {named_by} names a file of Usher's, and that the disk is not full"


def _of_another_version(url: URL, named_by: str) -> DatabaseUnusable:
    return DatabaseUnusable(
        f"The database {_shown(url)} is not Usher's, or of another version; name Usher's own in {named_by}, or start this version's `usher serve` on it once."
    )


def _somebody_elses(url: URL) -> DatabaseUnusable:
    return DatabaseUnusable(
        f"The database {_shown(url)} holds tables that are not Usher's; give Usher one of its own in USHER_DATABASE_URL."
    )


def _shown(url: URL) -> str:
    """Without the password and without the driver, as it stands in the setting."""
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def _patience(url: URL) -> dict[str, int]:
    return {"connect_timeout": CONNECT_SECONDS} if url.get_backend_name() == "postgresql" else {}


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(resources.files("bot").joinpath("migrations")))
    return config


def _take_turns(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
