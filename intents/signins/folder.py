"""The sign-in events of a company folder, for the few people somebody asks about.

A folder may hold a million events. Files are streamed, and a line that names nobody who is asked about is not
even parsed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from catalog.model import Company, PersonId
from intents.signins.event import SignInEvent
from intents.signins.logins import logins
from intents.signins.normalise import LONGEST_LINE, events_in, normalise
from intents.signins.unreadable import Unreadable

FEW = 8
"""Up to how many people it pays to look for their names before parsing."""
_ESCAPED = b"\\u00"
"""A plain letter written as an escape: such a line is parsed whatever it seems to name."""


@dataclass(slots=True)
class FolderRead:
    """What was found: the events of each person asked about, and how many lines or events could not be read."""

    events: dict[PersonId, list[SignInEvent]] = field(default_factory=dict)
    unreadable: int = 0


def read_folder(company: Company, people: Iterable[PersonId]) -> FolderRead:
    """The events of those people in `signins/*.jsonl` of the company's folder; none where there is no such folder.

    Raises OSError when a file cannot be opened.
    """
    wanted = set(people)
    marks = _marks(company, wanted) if len(wanted) <= FEW else ()
    read = FolderRead({person: [] for person in wanted})
    for file in sorted((company.folder / "signins").glob("*.jsonl")):
        if file.is_file():
            with file.open("rb") as stream:
                _read(company, stream, wanted, marks, read)
    return read


def _read(
    company: Company, stream: BinaryIO, wanted: set[PersonId], marks: tuple[bytes, ...], read: FolderRead
) -> None:
    known = logins(company)
    for line in _lines(stream):
        if line is None:
            read.unreadable += 1
            continue
        if marks and _ESCAPED not in line:
            plain = line.lower()
            if not any(mark in plain for mark in marks):
                continue
        try:
            for raw in events_in(line):
                try:
                    event = normalise(raw)
                except Unreadable:
                    read.unreadable += 1
                    continue
                person = known.person(event.login, event.name)
                if person in wanted:
                    read.events[person].append(event)
        except Unreadable:
            read.unreadable += 1


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines that hold something; None for one that is too long, of which no more than that is ever in memory."""
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE or line.endswith(b"\n"):
            if line.strip():
                yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE)
        yield None


def _marks(company: Company, wanted: set[PersonId]) -> tuple[bytes, ...]:
    """What a line must hold to be about one of them: an id, the part of an address before the @, or a name."""
    marks: set[bytes] = set()
    for one in wanted:
        person = company.people[one]
        for name in (person.id, person.email.partition("@")[0], person.name):
            lower = name.lower()
            marks.add(lower.encode())
            marks.add(json.dumps(lower)[1:-1].encode())
            # An escape has capital letters in it, and a name may have more spaces than one.
            marks.add(json.dumps(name)[1:-1].lower().encode())
        marks.update(word.lower().encode() for word in person.name.split()[:1] if word.isascii())
    return tuple(mark for mark in marks if mark)
