"""Which company's index knows what its people taught, and reading a message as if nobody had taught anything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalog.model import Company
    from intents.candidates import CatalogIndex
    from intents.learned import Learned

_KEPT = 4
_taught: dict[str, tuple[CatalogIndex, Learned]] = {}
"""By the version of the company."""
_heeded: ContextVar[bool] = ContextVar("heeded", default=True)


def teach(company: Company, learned: Learned) -> None:
    """From the next message on, these words count for this version of the company, and none learned before.

    Builds the company's index when there is none yet, which may take seconds: call it in a thread.
    """
    from intents.candidates import index_of

    with untaught():
        plain = index_of(company)
    _taught.pop(company.version, None)
    if learned.associations:
        while len(_taught) >= _KEPT:
            _taught.pop(next(iter(_taught)))
        _taught[company.version] = plain.taught(learned.words), learned


def taught_index(version: str) -> CatalogIndex | None:
    """The index with what was learned, unless there is nothing or it is not to be heeded."""
    return _taught[version][0] if version in _taught and _heeded.get() else None


def lessons(version: str) -> Learned | None:
    """What was learned, unless there is nothing or it is not to be heeded."""
    return _taught[version][1] if version in _taught and _heeded.get() else None


@contextmanager
def untaught() -> Iterator[None]:
    """Within the block nothing that was learned counts; other tasks are not touched."""
    token = _heeded.set(False)
    try:
        yield
    finally:
        _heeded.reset(token)
