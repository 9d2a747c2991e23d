"""Many messages from JSON Lines, one answer a line, in order, for `usher understand --batch`."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import Any

from catalog.model import Company, Person
from intents.engines.port import Engine
from intents.rows import BadLine, moment_in, person_in, row_in
from intents.understand import understand
from intents.wire import as_dict

SHAPE = '{"id", "person", "text", "now"}'


async def understand_lines(company: Company, lines: Iterable[str], engine: Engine) -> AsyncIterator[str]:
    """One JSON line for each line, a blank one too: the understanding, or `{"id", "error"}` for a bad one.

    A line is `{"id", "person", "text", "now"}`; `id` comes back as it came, whatever it is, and `now` may be left out
    and is then the present moment.
    """
    for number, line in enumerate(lines, start=1):
        identity: object = None
        try:
            row = row_in(line, number, SHAPE)
            identity = row.get("id")
            text, person, now = _fields(row, company, number)
        except BadLine as bad:
            yield json.dumps({"id": identity, "error": str(bad)}, ensure_ascii=False)
            continue
        found = await understand(text, person=person, company=company, now=now, engine=engine)
        yield json.dumps(as_dict(found) | {"id": identity}, ensure_ascii=False)


def _fields(row: dict[str, Any], company: Company, number: int) -> tuple[str, Person, datetime]:
    text = row.get("text")
    if not isinstance(text, str):
        raise BadLine(f"Line {number} has no text; give the message as a string in `text`.")
    return text, person_in(row, company, number), moment_in(row, company, number)
