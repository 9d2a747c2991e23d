"""The sign-in events of a company folder, for the few people somebody asks about.

A folder may hold a million events. Files are streamed, and a line that names nobody who is asked about is not
even parsed. Which files those are, and what a line is, is as for the feeds.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from catalog.feeds.lines import Ahead, Readable, Stand, Taking, take
from catalog.feeds.listing import Found, listed
from catalog.model import Company, PersonId
from intents.signins.event import SignInEvent
from intents.signins.logins import logins
from intents.signins.normalise import events_in, normalise
from intents.signins.unreadable import Unreadable

FEW = 8
"""Up to how many people it pays to look for their names before parsing."""
_BEGINS, _ENDS = (b"{", b"["), (b"}", b"]")
"""Of a line that is not parsed: what neither begins nor ends so is no event of anybody's."""
_ESCAPE = b"\\u"
_ESCAPED_ASCII = b"\\u00"
"""A plain letter written as an escape: such a line is parsed whatever it seems to name."""


@dataclass(slots=True)
class FolderRead:
    """What was found: the events of each person asked about, and how many lines or events could not be read."""

    events: dict[PersonId, list[SignInEvent]] = field(default_factory=dict)
    unreadable: int = 0
    trouble: str = ""
    """A sentence on a folder that could not be listed."""


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a line must hold to be about one of those asked about."""

    texts: tuple[bytes, ...] = ()
    beyond_ascii: bool = False
    """Whether one of them has letters whose capitals, and whose escapes, have to be read to be compared."""

    def may_be_in(self, line: bytes) -> bool:
        """Whether the line may name one of them; with no texts any line may."""
        if not self.texts or _ESCAPED_ASCII in line:
            return True
        if self.beyond_ascii and (not line.isascii() or _ESCAPE in line):
            return True
        plain = line.lower()
        return any(text in plain for text in self.texts)


def read_folder(company: Company, people: Iterable[PersonId]) -> FolderRead:
    """The events of those people in `signins/` of the company's folder; none where there is no such folder.

    Raises OSError when a file cannot be opened.
    """
    wanted = set(people)
    marks = _marks(company, wanted) if len(wanted) <= FEW else _Marks()
    read = FolderRead({person: [] for person in wanted})
    if not wanted:
        return read
    files, read.trouble = listed(company.folder / "signins")
    for file in files:
        _read_file(company, file, wanted, marks, read)
    return read


def _read_file(company: Company, file: Found, wanted: set[PersonId], marks: _Marks, read: FolderRead) -> None:
    try:
        with gzip.open(file.path, "rb") if file.packed else open(file.path, "rb") as stream:
            for line in _lines(stream, read):
                if marks.may_be_in(line):
                    _read_line(company, line, wanted, read)
                elif not (line.startswith(_BEGINS) and line.endswith(_ENDS)):
                    read.unreadable += 1
    except (gzip.BadGzipFile, zlib.error, EOFError):
        read.unreadable += 1


def _lines(stream: Readable, read: FolderRead) -> Iterator[bytes]:
    """The lines that hold something; one that is too long is counted, and never in memory whole."""
    file, stand, more = Ahead(stream), Stand(), True
    while more:
        taking = Taking()
        stand = take(file, stand, taking, complete=True)
        read.unreadable += taking.skipped
        yield from taking.lines
        more = taking.full


def _read_line(company: Company, line: bytes, wanted: set[PersonId], read: FolderRead) -> None:
    known = logins(company)
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


def _marks(company: Company, wanted: set[PersonId]) -> _Marks:
    """An id, the part of an address before the @, or a name."""
    marks: set[str] = set()
    for one in wanted:
        person = company.people[one]
        for name in (person.id, person.email.partition("@")[0], person.name):
            marks.update((name.lower(), name.casefold()))
        # A name may have more spaces than one.
        marks.update(word.lower() for word in person.name.split()[:1] if word.isascii())
    texts = {mark.encode() for mark in marks} | {json.dumps(mark)[1:-1].encode() for mark in marks}
    return _Marks(tuple(text for text in texts if text), not all(mark.isascii() for mark in marks))
