"""Many messages from JSON Lines, one answer a line, in order, for `usher understand --batch`."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from typing import Any

from catalog.model import Company, Person
from intents.engines.port import Engine
from intents.understand import understand
from intents.wire import to_json


class BadLine(ValueError):
    """A line that is no message; its text says in one sentence what is wrong."""


async def understand_lines(company: Company, lines: Iterable[str], engine: Engine) -> AsyncIterator[str]:
    """One JSON line for each line that is not blank: the understanding, or `{"id", "error"}` for a bad one.

    A line is `{"id", "person", "text", "now"}`; `now` may be left out and is then the present moment.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        identity: object = None
        try:
            row = _row(line, number)
            identity = row.get("id")
            text, person, now = _fields(row, company, number)
        except BadLine as bad:
            yield json.dumps({"id": identity, "error": str(bad)}, ensure_ascii=False)
            continue
        known = None if identity is None else str(identity)
        yield to_json(
            await understand(text, person=person, company=company, now=now, engine=engine, id=known)
        )


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLine(f"Line {number} is not JSON; write one object a line.") from None
    if not isinstance(row, dict):
        raise BadLine(f'Line {number} is not an object; write {{"id", "person", "text", "now"}}.')
    return row


def _fields(row: dict[str, Any], company: Company, number: int) -> tuple[str, Person, datetime]:
    text, person, now = row.get("text"), row.get("person"), row.get("now")
    if not isinstance(text, str):
        raise BadLine(f"Line {number} has no text; give the message as a string in `text`.")
    if not isinstance(person, str) or person not in company.people:
        raise BadLine(
            f"Line {number} names no person of this company; use an id from people.csv in `person`."
        )
    if now is None:
        return text, company.people[person], datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(now)
    except (TypeError, ValueError):
        raise BadLine(
            f"Line {number} has a `now` that is no time; write it like 2026-11-23T10:15:00+00:00."
        ) from None
    return text, company.people[person], moment if moment.tzinfo else moment.replace(tzinfo=company.zone)
