"""Whether transactions lock rows in the one order (`approvals.store.store`), held against every test on PostgreSQL.

Two that lock the same rows in different orders wait for each other for ever. That hardly ever happens in a test; the
order in which each of them locks can be seen every time.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Engine, event

from approvals.store.store import Store

PERSON, REQUEST, UNDER, OWN, HEAD = "person", "request", "under a request", "its own", "head of the log"
KINDS = {
    "requests": REQUEST,
    **dict.fromkeys(("request_items", "grants", "tasks", "stages", "appeals", "emergencies", "monthly_reviews"), UNDER),
    **dict.fromkeys(("codes", "confirm_links", "inquiries", "tickets", "warning_signs"), OWN),
    **dict.fromkeys(("signs_looked", "feed_cursors", "drafts", "posts"), OWN),
    "decision_log_head": HEAD,
}  # fmt: skip
_TABLE = re.compile(r"FROM (\w+)")
_watched: set[int] = set()


def watch_locks(store: Store) -> None:
    """From now on a lock out of order is an error where it is asked for."""
    engine = store._writing.sync_engine
    if engine.dialect.name == "sqlite" or id(engine) in _watched:
        return  # SQLite has one writer at a time, and tests get the same engines again
    _watched.add(id(engine))
    _watch(engine)


def _watch(engine: Engine) -> None:
    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.info["locks"] = []

    @event.listens_for(engine, "before_cursor_execute")
    def executes(
        connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
    ) -> None:
        what = _locked(statement)
        if what is None:
            return
        taken: list[tuple[str, str]] = connection.info.setdefault("locks", [])
        lock = (what, repr(parameters))
        if lock not in taken:
            _fits(what, [kind for kind, _ in taken])
            taken.append(lock)


def _locked(statement: str) -> str | None:
    if "pg_advisory_xact_lock" in statement:
        return PERSON
    if "FOR UPDATE" not in statement:
        return None
    found = _TABLE.search(statement)
    assert found, statement
    assert found[1] in KINDS, f"{found[1]} has no place in the order of locks"
    return KINDS[found[1]]


def _fits(what: str, taken: list[str]) -> None:
    said = f"{what} is locked after {', '.join(taken) or 'nothing'}"
    if what == PERSON:
        assert not taken, said
    elif what == REQUEST:
        assert OWN not in taken, said
        assert REQUEST not in taken or PERSON in taken, (
            f"{said}: another request only where the person is locked"
        )
    elif what == UNDER:
        assert REQUEST in taken, said
    assert HEAD not in taken, said
