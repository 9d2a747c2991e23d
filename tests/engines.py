"""Engines kept from test to test for databases whose names come again.

An engine remembers every statement it has compiled; compiling them anew takes longer than most tests do.
"""

from __future__ import annotations

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from approvals.store.engine import database_url, open_engines

_kept: dict[URL, tuple[AsyncEngine, AsyncEngine]] = {}


def kept_engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """The engines of that database; whoever had them before has let go of their connections."""
    return _kept.setdefault(url, _kept.get(url) or open_engines(url))


def let_go_of(url: URL) -> None:
    """Forgets connections that somebody left open: the next test has another database there, and another loop."""
    for engine in _kept.get(database_url(url.render_as_string(hide_password=False)), ()):
        engine.sync_engine.dispose(close=False)
