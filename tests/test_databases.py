"""A database that a test gets is like new, whatever the test before did to it."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import URL

from tests.databases import _databases, postgres_server

pytestmark = pytest.mark.postgresql


@pytest.fixture
def server() -> URL:
    found = postgres_server()
    assert found is not None, "or it would not have come so far"
    return found


def rows(url: URL, query: str) -> list[tuple[object, ...]]:
    where = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(where, autocommit=True) as connection:
        result = connection.execute(query.encode())
        return result.fetchall() if result.description else []


def test_what_a_test_wrote_is_gone_for_the_next(server: URL) -> None:
    databases = _databases(server)
    name = databases.take()
    url = databases.url(name)
    queues = rows(url, "SELECT name FROM dbos.queues")
    rows(url, "INSERT INTO workers (executor, seen_at) VALUES ('someone', now())")
    rows(url, "DELETE FROM dbos.queues")
    left_open = psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))
    left_open.execute("LOCK TABLE workers")
    databases.give_back(name)

    assert databases.take() == name
    assert rows(url, "SELECT count(*) FROM workers") == [(0,)]
    assert rows(url, "SELECT name FROM dbos.queues") == queues != []
    databases.give_back(name)
    left_open.close()


def test_one_with_other_tables_is_not_given_again(server: URL) -> None:
    databases = _databases(server)
    name = databases.take()
    rows(databases.url(name), "ALTER TABLE workers ADD COLUMN more integer")
    databases.give_back(name)

    another = databases.take()
    databases.give_back(another)
    assert another != name
    assert rows(server, f"SELECT 1 FROM pg_database WHERE datname = '{name}'") == []
