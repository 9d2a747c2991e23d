"""What every test may ask for: a database of its own, on SQLite and (with USHER_TEST_POSTGRES_URL) on PostgreSQL."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
import structlog
from hypothesis import settings

from bot.garbage import all_loaded, look_seldom
from catalog.connectors.scim_loading import before_scim
from catalog.demo import demo_folder
from tests.databases import POSTGRES, drop_databases, drop_files, fresh_postgres, lent_sqlite, postgres_server
from tests.depth import BOLT_WAITS, BUSY, examples
from tests.engines import kept_engines, with_kept_engine
from tests.shared import needed

before_scim()
gc.disable()  # until everything is loaded: all of it stays, and is looked through again and again
os.environ["LANGSMITH_TRACING"] = "false"
for name in [
    name
    for name in os.environ
    if name.startswith(("USHER_", "SLACK_")) and not name.startswith("USHER_TEST_")
]:
    del os.environ[name]  # a developer's own settings have no place in a test

# As in production (bot/logs.py): drawing the local variables of a traceback takes seconds.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)

settings.register_profile("usher", max_examples=examples(100), deadline=None)
settings.load_profile("usher")

LONG = ("tests/scenarios/", "tests/browser/", "tests/bot/test_demo")
"""Where the long tests are."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whatever touches a database runs on SQLite and, where a server is named, on PostgreSQL."""
    if "database" in metafunc.fixturenames:
        metafunc.parametrize("database", _kinds(metafunc.definition), indirect=True)


def _kinds(test: pytest.Item) -> list[str]:
    if test.get_closest_marker("postgresql"):
        return ["postgresql"]
    if test.get_closest_marker("sqlite"):
        return ["sqlite"]
    return ["sqlite"] if postgres_server() is None else ["sqlite", "postgresql"]


def _interrupted(number: int, frame: FrameType | None) -> None:
    signal.default_int_handler(number, frame)


@pytest.fixture(autouse=True, scope="session")
def _no_worlds_written_out() -> Iterator[None]:
    """Ctrl-C ends the run as ever, but asyncio leaves the handler of it alone.

    Its own holds the task that is running, and what takes it away again writes that task out for an error that
    nobody sees: a whole company six times a test, for a fixture's task has it as its result.
    """
    before = signal.signal(signal.SIGINT, _interrupted)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True, scope="session")
def _a_machine_that_is_busy() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("approvals.store.store.open_engines", kept_engines)
        patch.setattr("bot.listeners.acknowledging.ACKNOWLEDGED_WITHIN", BUSY / 2)
        listener = "slack_bolt.listener.async_listener.AsyncCustomListener"
        patch.setattr(f"{listener}.ack_timeout", BOLT_WAITS, raising=False)
        yield


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a migrated, empty database."""
    server = postgres_server() if request.param == "postgresql" else None
    with (
        fresh_postgres(server) if server is not None else lent_sqlite() as url,
        pytest.MonkeyPatch.context() as patch,
    ):
        from approvals.jobs import runner  # loads DBOS, which takes a second, and most tests have no database

        patch.setattr(runner, "configuration", with_kept_engine(runner.configuration))
        yield url


@pytest.fixture
def demo_copy(tmp_path: Path) -> Path:
    """The demo company's folder, to be changed."""
    return Path(shutil.copytree(demo_folder(), tmp_path / "company"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "database" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)
    items.sort(
        key=lambda item: not item.nodeid.startswith(LONG)
    )  # begun last, they would keep one worker busy alone


@pytest.hookimpl(
    tryfirst=True
)  # before pytest skips tests that are made from the labels of a file, where there are none
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("postgresql") and postgres_server() is None:
        # A machine without a server says what it left out; CI leaves nothing out.
        missing = f"no PostgreSQL server is named in {POSTGRES}"
        if os.environ.get("CI"):
            pytest.fail(f"CI has to run what only a server does, but {missing}", pytrace=False)
        pytest.skip(missing)
    for mark in item.iter_markers("shared_data"):
        for name in mark.args:
            needed(name)


def pytest_collection_finish() -> None:
    all_loaded()
    look_seldom()
    gc.enable()


def pytest_sessionfinish() -> None:
    drop_databases()
    drop_files()


def pytest_report_header() -> str:
    server = postgres_server()
    return "databases: SQLite" + (f", PostgreSQL at {server.host}" if server is not None else "")
