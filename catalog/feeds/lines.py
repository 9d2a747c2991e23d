"""Bytes that are still being written into whole lines, without ever holding more than one long line of them."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from typing import Protocol

from catalog.feeds.printed import State, Window, opens

LONGEST = 4 * 1024 * 1024
"""Bytes of a line. A provider's event takes a few thousand, a page of CloudTrail in one line up to some millions."""
MOST_LINES = 2_000
MOST_BYTES = 8 * 1024 * 1024
"""How much one look takes on: it is held in memory, and written in one transaction."""
_MARK = b"\xef\xbb\xbf"
"""What some programs put at the beginning of a UTF-8 file."""


class Readable(Protocol):
    """A file, or what unpacks one."""

    def readline(self, size: int = -1, /) -> bytes:
        """The next line, or its first `size` bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """What comes next, as many bytes at most."""


class Ahead:
    """A file that takes back what was read too far: seeking back would unpack a packed one from its beginning."""

    def __init__(self, file: Readable) -> None:
        self._file = file
        self._back = io.BytesIO()

    def readline(self, size: int) -> bytes:
        """The next line, or its first `size` bytes."""
        piece = self._back.readline(size)
        if piece.endswith(b"\n") or len(piece) == size:
            return piece
        return piece + self._file.readline(size - len(piece))

    def read(self, size: int) -> bytes:
        """What comes next, as many bytes at most."""
        piece = self._back.read(size)
        return piece + self._file.read(size - len(piece)) if len(piece) < size else piece

    def back(self, piece: bytes) -> None:
        """That comes next."""
        self._back = io.BytesIO(piece + self._back.read())


@dataclass(slots=True)
class Taking:
    """What one look has taken so far."""

    most_lines: int = MOST_LINES
    lines: list[bytes] = field(default_factory=list)
    skipped: int = 0
    used: int = 0
    """Bytes, skipped ones as well."""

    @property
    def full(self) -> bool:
        """Whether it is enough for one look."""
        return len(self.lines) >= self.most_lines or self.used >= MOST_BYTES

    def take(self, line: bytes) -> None:
        """A line, or a document; an empty one is none."""
        if line := line.removeprefix(_MARK).strip():
            self.lines.append(line)


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a file was read: up to which byte, and whether that is in the middle of a line that is too long."""

    offset: int = 0
    skipping: bool = False
    unfinished: bool = False
    """Whether a document begins there that is waited for; nobody needs to remember that."""


def take(file: Ahead, stand: Stand, taking: Taking, *, complete: bool, waited: bool = False) -> Stand:
    """Takes lines until there is enough or no more, and says how far it came; the file stands at `stand.offset`.

    A last line without an end may be half written, and is left for later; unless the file is `complete`, or
    the line is JSON as it is: no proper piece of an object is one. A document that is printed over many lines is one
    line, and waited for until it is whole, or until it was `waited` for long enough.
    """
    offset, skipping = stand.offset, stand.skipping
    while not taking.full:
        piece = file.readline(LONGEST + 1)
        if not piece:
            break
        ended = piece.endswith(b"\n")
        if ended and not skipping and opens(piece.removeprefix(_MARK)):
            used, waits = _take_printed(file, piece, taking, waits=not (complete or waited))
            offset += used
            if waits:
                return Stand(offset, unfinished=True)
            continue
        if skipping:
            skipping = not ended
        elif ended or complete or len(piece) > LONGEST or _is_json(piece):
            if len(piece) > LONGEST and not ended:
                skipping = True
                taking.skipped += 1
            else:
                taking.take(piece)
        else:
            break
        offset += len(piece)
        taking.used += len(piece)
    return Stand(offset, skipping)


def _take_printed(file: Ahead, first: bytes, taking: Taking, *, waits: bool) -> tuple[int, bool]:
    """Takes what stands from a document's first line on, as far as one piece of the file goes; gives back the rest of it.

    Says how many bytes were used, and whether what comes next is a document that is to be waited for.
    """
    piece = first + file.read(LONGEST)
    to_its_end = len(piece) < len(first) + LONGEST
    window, at, unfinished = Window(piece), 0, False
    while at < len(piece) and not taking.full:
        line = window.line(at)
        if not line.endswith(b"\n"):
            break
        after = at + len(line)
        if opens(line.removeprefix(_MARK)):
            found = window.document(at)
            if found.state is State.UNFINISHED and (waits if to_its_end else at > 0):
                unfinished = to_its_end
                break
            if found.state is State.WHOLE:
                line, after = window.part(at, found.end), found.behind
        taking.take(line)
        taking.used += after - at
        at = after
    file.back(piece[at:])
    return at, unfinished


def _is_json(piece: bytes) -> bool:
    if not piece.rstrip().endswith((b"}", b"]")):
        return False
    try:
        json.loads(piece)
    except (ValueError, RecursionError):
        return False
    return True
