"""An explanation as the outside reads it: the JSON of `usher explain-lockout`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from intents.signins.explanation import Cause, Explanation


def as_json(explanation: Explanation) -> dict[str, Any]:
    """The published fields of what blocks now. Nothing found has nulls and no evidence."""
    found = explanation.blocking
    return {
        "cause": found.cause.value,
        "provider": found.provider.value if found.provider else None,
        "system": found.system,
        "evidence": [event.logged_as for event in found.evidence],
        "since": _iso(found.since),
        "until": _iso(found.until),
        "remedy": None if found.cause is Cause.NONE_FOUND else found.remedy,
        "self_service": found.self_service,
        "certain": found.certain,
    }


def to_line(explanation: Explanation, *, id: object = None, batch: bool = False) -> str:
    """One line of JSON; of a batch with the line's own `id` first."""
    fields = as_json(explanation)
    return json.dumps({"id": id, **fields} if batch else fields, ensure_ascii=False)


def _iso(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None
