"""Bytes that are still being written into whole lines, without ever holding more than one long line of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Protocol

LONGEST = 4 * 1024 * 1024
"""Bytes of a line. A provider's event takes a few thousand, a page of CloudTrail in one line up to some millions."""
MOST_LINES = 2_000
MOST_BYTES = 8 * 1024 * 1024
"""How much one look takes on: it is held in memory, and written in one transaction."""
_MARK = b"\xef\xbb\xbf"
"""What some programs put at the beginning of a UTF-8 file."""
_OPENS = (b"{", b"[")
"""All that stands in the first line of one document that is printed over many lines."""


class Readable(Protocol):
    """A file, or what unpacks one."""

    def readline(self, size: int = -1, /) -> bytes:
        """The next line, or its first `size` bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """What comes next, as many bytes at most."""

    def seek(self, offset: int, /) -> int:
        """Goes to that byte."""


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


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a file was read: up to which byte, and whether that is in the middle of a line that is too long."""

    offset: int = 0
    skipping: bool = False


def take(file: Readable, stand: Stand, taking: Taking, *, complete: bool) -> Stand:
    """Takes lines until there is enough or no more, and says how far it came; the file stands at `stand.offset`.

    A last line without an end may be half written, and is left for later; unless the file is `complete`, or
    the line is JSON as it is: no proper piece of an object is one. A file that is one document over many lines, as
    portals and pretty printers write it, is one line.
    """
    offset, skipping = stand.offset, stand.skipping
    if not offset and (document := _document(file, complete=complete)) is not None:
        if document:
            taking.lines.append(document.removeprefix(_MARK).strip())
            taking.used += len(document)
        return Stand(len(document))
    while not taking.full:
        piece = file.readline(LONGEST + 1)
        if not piece:
            break
        ended = piece.endswith(b"\n")
        if skipping:
            skipping = not ended
        elif ended or complete or len(piece) > LONGEST or _is_json(piece):
            if len(piece) > LONGEST and not ended:
                skipping = True
                taking.skipped += 1
            elif line := piece.removeprefix(_MARK).strip():
                taking.lines.append(line)
        else:
            break
        offset += len(piece)
        taking.used += len(piece)
    return Stand(offset, skipping)


def _document(file: Readable, *, complete: bool) -> bytes | None:
    """The whole file where it is one document over many lines; nothing of it while it is being written, None for lines."""
    first = file.readline(LONGEST + 1)
    if first.removeprefix(_MARK).strip() in _OPENS:
        whole = first + file.read(LONGEST)
        if len(whole) <= LONGEST:
            if _is_json(whole.removeprefix(_MARK)):
                return whole
            if not complete and not any(map(_is_json, whole.splitlines())):
                return b""
    file.seek(0)
    return None


def _is_json(piece: bytes) -> bool:
    if not piece.rstrip().endswith((b"}", b"]")):
        return False
    try:
        json.loads(piece)
    except (ValueError, RecursionError):
        return False
    return True
