"""What `usher check` says of the folder's own `signins/`: lines of which nobody will ever be told a cause."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalog.feeds.lines import Ahead, Readable, Stand, Taking, take
from catalog.feeds.listing import Found, listed
from intents.signins.normalise import read_all
from intents.signins.unreadable import Unreadable

MOST = 20_000
"""Entries of a file that are looked at: a folder may hold a million events, and a wrong format shows at once."""


def unreadable_sign_ins(folder: Path) -> list[dict[str, Any]]:
    """A warning for each file with something in it that is no sign-in event, as the report holds them."""
    files, trouble = listed(folder / "signins")
    said = [_warning("signins", None, trouble.rstrip("."))] if trouble else []
    for file in files:
        name = Path(file.path).relative_to(folder).as_posix()
        try:
            number, first = _unreadable_in(file)
            line = None if first is None else _line_of(file, first)
        except (OSError, zlib.error, EOFError):
            said.append(
                _warning(
                    name,
                    None,
                    "cannot be read whole; check that Usher may open it and that it was copied whole",
                )
            )
            continue
        if number:
            left = (
                "what stands here is no sign-in event and is"
                if number == 1
                else f"{number} entries are no sign-in events and are"
            )
            said.append(_warning(name, line, f"{left} left out; export the events again, as JSON Lines"))
    return said


def _unreadable_in(file: Found) -> tuple[int, bytes | None]:
    number, first = 0, None
    with _opened(file) as stream:
        for line in _lines(stream):
            try:
                _, troubles = read_all(line)
            except Unreadable as trouble:
                troubles = [trouble]
            if troubles:
                number, first = number + len(troubles), first or line
    return number, first


def _lines(stream: Readable) -> Iterator[bytes]:
    ahead, stand, more, looked = Ahead(stream), Stand(), True, 0
    while more and looked < MOST:
        taking = Taking()
        stand = take(ahead, stand, taking, complete=True)
        yield from taking.lines
        looked, more = looked + len(taking.lines), taking.full


def _line_of(file: Found, entry: bytes) -> int | None:
    """The line on which the entry begins: it may be printed over many."""
    begins = entry.splitlines()[0].strip()
    with _opened(file) as stream:
        return next(
            (at for at, line in enumerate(stream, 1) if line.removeprefix(b"\xef\xbb\xbf").strip() == begins),
            None,
        )


def _opened(file: Found) -> Any:
    return gzip.open(file.path, "rb") if file.packed else open(file.path, "rb")


def _warning(file: str, line: int | None, says: str) -> dict[str, Any]:
    return {"file": file, "path": "", "line": line, "says": says, "severity": "warning"}
