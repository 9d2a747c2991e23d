"""What every test may ask for: a database of its own, on SQLite or (with USHER_TEST_POSTGRES_URL) on PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import drop_template, fresh_postgres, fresh_sqlite, postgres_server

os.environ["LANGSMITH_TRACING"] = "false"
for name in [
    name
    for name in os.environ
    if name.startswith(("USHER_", "SLACK_")) and not name.startswith("USHER_TEST_")
]:
    del os.environ[name]  # a developer's own settings have no place in a test

LONG = ("tests/scenarios/", "tests/browser/", "tests/bot/test_demo")
"""Where the long tests are."""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """The URL of a migrated, empty database."""
    server = postgres_server()
    with fresh_postgres(server) if server is not None else fresh_sqlite(tmp_path) as url:
        yield url


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "database" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)
    items.sort(
        key=lambda item: not item.nodeid.startswith(LONG)
    )  # begun last, they would keep one worker busy alone


def pytest_sessionfinish() -> None:
    drop_template()


def pytest_report_header() -> str:
    server = postgres_server()
    return f"database: {'PostgreSQL at ' + str(server.host) if server is not None else 'SQLite'}"
