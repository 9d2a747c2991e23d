"""Which files of a folder hold events, as they are at this moment."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_EVENTS = re.compile(r"\.(?:jsonl|ndjson|json|log)(?![a-z])", re.IGNORECASE)
"""In the name of a file of events; what a rotation puts behind it does no harm."""
_OTHER = (".tmp", ".part", ".swp", ".bz2", ".xz", ".zst", ".zip")
"""Ends of names that are still being copied, or packed in a way that is not read."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it is now: as long as two of these are equal, nobody wrote to it."""

    name: str
    """Below the folder."""
    path: str
    size: int
    changed: int
    """When it was last written to, in nanoseconds."""
    number: int
    """The file system's own number for it."""

    @property
    def packed(self) -> bool:
        """Whether it has to be unpacked."""
        return self.name.lower().endswith(".gz")


def listed(path: Path) -> tuple[list[Found], str]:
    """The files of events below a folder, by name, or the one file that this is; and a sentence on what could not be listed.

    Empty files, pipes and what goes away meanwhile are left out; a file that is named itself may be called anything.
    """
    troubles: list[str] = []
    whole = os.fspath(path)
    if os.path.isfile(whole):
        return list(_found(whole, path.name)), ""
    files = sorted(_below(whole, whole, troubles), key=lambda file: file.name)
    return files, troubles[0] if troubles else ""


def unreadable(what: str, error: OSError) -> str:
    """The sentence on a file or folder that may not be opened."""
    why = (error.strerror or type(error).__name__).lower()
    return f"{what} cannot be read ({why}); check that Usher may open it."


def _below(folder: str, top: str, troubles: list[str]) -> Iterator[Found]:
    try:
        with os.scandir(folder) as entries:
            inside = list(entries)
    except FileNotFoundError:
        return
    except OSError as error:
        troubles.append(unreadable(folder, error))
        return
    for entry in inside:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, top, troubles)
        elif _EVENTS.search(entry.name) and not entry.name.lower().endswith(_OTHER):
            yield from _found(entry.path, os.path.relpath(entry.path, top))


def _found(path: str, name: str) -> Iterator[Found]:
    try:
        seen = os.stat(path)
    except OSError:
        return  # it just went away, or leads nowhere
    if stat.S_ISREG(seen.st_mode) and seen.st_size:
        yield Found(name, path, seen.st_size, seen.st_mtime_ns, seen.st_ino)
