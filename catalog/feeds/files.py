"""Events from a file, or from a folder to which files are added and appended.

What it copes with: lines and documents that are half written, files that are rotated by renaming or by emptying
them, gzip, and folders that are not there yet. What it cannot read it names and passes over; the other files go on.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import threading
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from catalog.connectors.port import ConnectorFailed
from catalog.feeds.lines import MOST_LINES, Ahead, Stand, Taking, take
from catalog.feeds.listing import Found, listed, unreadable
from catalog.feeds.marks import HEAD, Mark, mark, read_marks, write_marks
from catalog.feeds.port import Batch

SAID_AFTER = timedelta(seconds=30)
"""For so long nobody wrote to a file that ends in the middle of a document, until that is said."""
GIVEN_UP_AFTER = timedelta(minutes=10)
"""For so long, until what is whole in it is taken and the rest is counted as unreadable."""


@dataclass(slots=True)
class _Unpacking:
    """A packed file that was left in the middle, so that going on does not unpack it from the beginning again."""

    found: Found
    offset: int
    file: gzip.GzipFile
    ahead: Ahead


class _Seen(NamedTuple):
    """A file that had nothing more to give, as it was then, and how far it was read."""

    found: Found
    mark: Mark
    unfinished: bool = False
    """Whether it ends in the middle of a document."""


@dataclass(slots=True)
class FilesFeed:
    """The events in one file, or in all files below one folder."""

    name: str
    path: Path
    needed: bool = True
    """Whether it is trouble when nothing is there."""
    _seen: dict[str, _Seen] = field(default_factory=dict)
    """They are not opened again until they change, or were waited for long enough."""
    _unpacking: _Unpacking | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    async def read(self, cursor: str, *, now: datetime) -> Batch:
        """See `Feed.read`."""
        return await asyncio.to_thread(self.look, cursor, now=now)

    async def close(self) -> None:
        """See `Feed.close`."""
        self._leave()

    def look(self, cursor: str, *, now: datetime, most_lines: int = MOST_LINES, packed: bool = True) -> Batch:
        """The same at once; without `packed`, files that have to be unpacked are left for another time.

        Raises ConnectorFailed when the file or folder is not there and should be.
        """
        with self._turn:
            return self._look(cursor, Taking(most_lines), packed, now)

    def _look(self, cursor: str, taking: Taking, packed: bool, now: datetime) -> Batch:
        before = read_marks(cursor)
        files, trouble = listed(self.path)
        if not files and not trouble and self.needed and not os.path.exists(self.path):
            raise ConnectorFailed(
                f"There is nothing at {self.path}; correct `path` in company.yaml, or put the events there.",
                retryable=True,
            )
        after: dict[str, Mark] = {}
        for file in files:
            known = before.get(file.name)
            left = taking.full or (file.packed and not packed)
            try:
                if known is not None and (left or self._nothing_new(file, known, now)):
                    after[file.name] = known
                elif not left:
                    after[file.name] = self._taken(file, before, taking, now)
            except OSError as error:
                trouble = unreadable(f"{file.name} in {self.name}", error)
                if known is not None:
                    after[file.name] = known
        if taking.full:  # what was renamed is only known by its old mark until its turn comes
            after = {**before, **after}
        self._seen = {name: seen for name, seen in self._seen.items() if name in after}
        trouble = trouble or self._broken_off(now)
        return Batch(tuple(taking.lines), write_marks(after), taking.skipped, taking.full, trouble)

    def _nothing_new(self, file: Found, known: Mark, now: datetime) -> bool:
        seen = self._seen.get(file.name)
        if seen is None or (seen.found, seen.mark) != (file, known):
            return False
        return not (seen.unfinished and _alone_for(file, GIVEN_UP_AFTER, now))

    def _broken_off(self, now: datetime) -> str:
        """The sentence on a file that ends in the middle of a document; empty where there is none."""
        for name, seen in sorted(self._seen.items()):
            if seen.unfinished and _alone_for(seen.found, SAID_AFTER, now):
                return f"{name} in {self.name} ends in the middle of a document; write it again whole."
        return ""

    def _taken(self, file: Found, marks: Mapping[str, Mark], taking: Taking, now: datetime) -> Mark:
        with open(file.path, "rb") as opened:
            beginning = opened.read(HEAD)
            before = _same(file, beginning, marks)
            if file.packed:
                return self._unpacked(file, before, beginning, taking)
            opened.seek(before.offset if before else 0)
            stand, waited = before.stand if before else Stand(), _alone_for(file, GIVEN_UP_AFTER, now)
            reached = take(Ahead(opened), stand, taking, complete=False, waited=waited)
        found = mark(reached, beginning, file.number)
        if not taking.full:
            self._seen[file.name] = _Seen(file, found, reached.unfinished)
        return found

    def _unpacked(self, file: Found, before: Mark | None, beginning: bytes, taking: Taking) -> Mark:
        stand = before.stand if before else Stand()
        if before is not None and before.packed == file.size:
            self._seen[file.name] = _Seen(file, before)
            return before
        try:
            unpacking = self._go_on(file, stand.offset)
            reached = take(unpacking.ahead, stand, taking, complete=True)
        except EOFError:  # it is still being copied; what was whole so far comes again then
            self._leave()
            return mark(stand, beginning, file.number, packed=file.size)
        except (gzip.BadGzipFile, zlib.error):
            self._leave()
            taking.skipped += 1
            return mark(stand, beginning, file.number, packed=file.size)
        if taking.full:
            self._unpacking = _Unpacking(file, reached.offset, unpacking.file, unpacking.ahead)
            return mark(reached, beginning, file.number)
        self._leave()
        return mark(reached, beginning, file.number, packed=file.size)

    def _go_on(self, file: Found, offset: int) -> _Unpacking:
        left = self._unpacking
        if left is not None and left.found == file and left.offset == offset:
            return left
        self._leave()
        opened = gzip.open(file.path, "rb")  # noqa: SIM115 - closed by _leave
        self._unpacking = _Unpacking(file, offset, opened, Ahead(opened))
        opened.seek(offset)
        return self._unpacking

    def _leave(self) -> None:
        if self._unpacking is not None:
            self._unpacking.file.close()
            self._unpacking = None


def _alone_for(file: Found, span: timedelta, now: datetime) -> bool:
    """Whether nobody wrote to it for so long."""
    return now - datetime.fromtimestamp(file.changed / 1e9, UTC) >= span


def _same(file: Found, beginning: bytes, marks: Mapping[str, Mark]) -> Mark | None:
    """How far this file was read before, under this name or, renamed, under another; None where it is a new one."""
    renamed = (one for name, one in marks.items() if name != file.name and one.number == file.number)
    for one in (marks.get(file.name), *renamed):
        if one is not None and one.head and one.fits(beginning) and (file.packed or one.offset <= file.size):
            return one
    return None
