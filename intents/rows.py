"""The lines of a batch, taken apart: an object a line, the person it names, the moment it gives.

What `usher understand --batch` and `usher explain-lockout --batch` read in the same way.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from catalog.model import Company, Person


class BadLine(ValueError):
    """A line that cannot be answered; its text says in one sentence what is wrong."""


def row_in(line: str, number: int, shape: str) -> dict[str, Any]:
    """The object of that line; `shape` shows what one looks like. Raises BadLine.

    A blank line is answered like any other bad one: whoever reads the answers counts on one for each line.
    """
    if not line.strip():
        raise BadLine(f"Line {number} is blank; write one object a line.")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLine(f"Line {number} is not JSON; write one object a line.") from None
    if not isinstance(row, dict):
        raise BadLine(f"Line {number} is not an object; write {shape}.")
    return row


def person_in(row: dict[str, Any], company: Company, number: int) -> Person:
    """The person of the company it names in `person`. Raises BadLine."""
    person = row.get("person")
    if not isinstance(person, str) or person not in company.people:
        raise BadLine(
            f"Line {number} names no person of this company; use an id from people.csv in `person`."
        )
    return company.people[person]


def moment_in(row: dict[str, Any], company: Company, number: int) -> datetime:
    """The moment in `now`, without an offset the company's own; the present where there is none. Raises BadLine."""
    now = row.get("now")
    if now is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(now)
    except (TypeError, ValueError):
        raise BadLine(
            f"Line {number} has a `now` that is no time; write it like 2026-11-23T10:15:00+00:00."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=company.zone)
