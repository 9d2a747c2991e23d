"""Many questions from JSON Lines, for `usher explain-lockout --batch`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from catalog.model import Company, Person
from intents.rows import BadLine, moment_in, person_in, row_in

SHAPE = '{"id", "person", "now"}'


@dataclass(frozen=True, slots=True)
class Question:
    """Why that person could not get in at that moment; `id` is the asker's own."""

    id: object
    person: Person
    now: datetime


@dataclass(frozen=True, slots=True)
class NoQuestion:
    """A line that cannot be answered, with a sentence that says why."""

    id: object
    error: str


def questions_in(company: Company, lines: Iterable[str]) -> Iterator[Question | NoQuestion]:
    """The questions in `{"id", "person", "now"}`, one a line, blank lines being none; `now` may be left out and is then the present moment."""
    for number, line in enumerate(lines, start=1):
        identity: object = None
        try:
            row = row_in(line, number, SHAPE)
            identity = row.get("id")
            yield Question(identity, person_in(row, company, number), moment_in(row, company, number))
        except BadLine as bad:
            yield NoQuestion(identity, str(bad))
