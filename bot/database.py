"""Bringing a database to the schema this version of Usher works with, by Alembic, on SQLite and PostgreSQL alike.

Several processes may start at once: on PostgreSQL they take turns by an advisory lock, on SQLite by its write lock.
"""

from __future__ import annotations

from importlib import resources
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
        where = address.render_as_string(hide_password=True)
        cause = str(getattr(trouble, "orig", None) or trouble).strip().splitlines()[0]
        raise DatabaseUnusable(
            f"The database {where} cannot be used: {cause}; check USHER_DATABASE_URL and that the server runs."
        ) from trouble
    finally:
        engine.dispose()


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
