"""Documents that are printed over many lines, as portals and pretty printers write them, one or several in a file.

A document begins with a line that holds nothing but its bracket. What begins like one and is none is left to be read
by its lines; so what is whole inside of a document that broke off is still found.
"""

from __future__ import annotations

import json
import re
from enum import Enum, auto
from typing import NamedTuple

_OPENS = (b"{", b"[")
_BEFORE = re.compile(r"(?:\xef\xbb\xbf)?[ \t]*")
"""What may stand before the bracket: the mark of a UTF-8 file, byte by byte, and room."""
_REST_OF_LINE = re.compile(r"[ \t\r]*,?[ \t\r]*(?:\n|\Z)")
"""What may stand behind a document: inside of one that broke off there is a comma."""
_DECODER = json.JSONDecoder()


class State(Enum):
    """What a text that begins with a bracket turned out to be."""

    WHOLE = auto()
    UNFINISHED = auto()
    """It may become a document once more of it is there."""
    BROKEN = auto()


class Document(NamedTuple):
    """A document at the beginning of a text."""

    state: State
    end: int = 0
    """Where it ends, when it is whole."""
    behind: int = 0
    """Where the next line begins."""


class Window:
    """A stretch of a file, looked at again and again; each byte is one character of it."""

    def __init__(self, piece: bytes) -> None:
        self._piece = piece
        # JSON is ASCII but for what stands inside of strings, so it does not matter how that is read.
        self._text = piece.decode("latin-1")

    def line(self, at: int) -> bytes:
        """The line that begins there, with its end, where it has one."""
        end = self._piece.find(b"\n", at) + 1
        return self._piece[at : end or len(self._piece)]

    def part(self, begin: int, end: int) -> bytes:
        """What stands between."""
        return self._piece[begin:end]

    def document(self, at: int) -> Document:
        """The document that begins there."""
        before = _BEFORE.match(self._text, at)
        try:
            _, end = _DECODER.raw_decode(self._text, before.end() if before else at)
        except json.JSONDecodeError as error:
            # Lines that are there already do not change: only what is wrong with the last one can still come right.
            last = "\n" not in self._text[error.pos :].strip()
            return Document(State.UNFINISHED if last else State.BROKEN)
        except RecursionError:
            return Document(State.BROKEN)
        rest = _REST_OF_LINE.match(self._text, end)
        return Document(State.WHOLE, end, rest.end() if rest else end)


def opens(line: bytes) -> bool:
    """Whether a line is all there is of a document's first one."""
    return line.strip() in _OPENS
