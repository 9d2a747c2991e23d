"""Bringing a database to the schema this version of Usher works with, by Alembic, on SQLite and PostgreSQL alike.

Several processes may start at once: on PostgreSQL they take turns by an advisory lock, on SQLite by its write lock.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from approvals.store.engine import database_url

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATION_LOCK = 0x55534845
"""Any constant: the letters USHE."""


class DatabaseUnusable(Exception):
    """The database cannot be reached or brought up to date; the message is for whoever starts Usher."""


def migrate(url: str | URL) -> None:
    """Applies every migration that is still missing. Raises BadDatabaseUrl, DatabaseUnusable."""
    from alembic import command

    address = url if isinstance(url, URL) else database_url(url)
    engine = create_engine(address)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
                connection.commit()
            config = _config()
            config.attributes["connection"] = connection
            with connection.begin():
                _take_turns(connection)
                command.upgrade(config, "head")
    except SQLAlchemyError as trouble:
        raise _unusable(address, trouble) from trouble
    finally:
        engine.dispose()


def ensure_current(url: URL) -> None:
    """For commands that only look: the database is there and has this version's schema. Raises DatabaseUnusable."""
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    where = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        raise DatabaseUnusable(f"There is no database at {where}; name Usher's database with USHER_DATABASE_URL.")
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as trouble:
        raise _unusable(url, trouble) from trouble
    finally:
        engine.dispose()
    if present != ScriptDirectory.from_config(_config()).get_current_head():
        raise DatabaseUnusable(f"The database {where} is not Usher's, or of another version; start `usher serve` on it once.")


def _unusable(url: URL, trouble: SQLAlchemyError) -> DatabaseUnusable:
    where = url.render_as_string(hide_password=True)
    cause = str(getattr(trouble, "orig", None) or trouble).strip().splitlines()[0]
    return DatabaseUnusable(
        f"The database {where} cannot be used: {cause}; check USHER_DATABASE_URL and that the server runs."
    )


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
