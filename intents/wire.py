"""The form in which an understanding leaves the process: one JSON object, fields in the order of the formats."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from catalog.durations import format_duration
from intents.said_lengths import said_in_hours
from intents.understanding import Understanding


def as_dict(understanding: Understanding) -> dict[str, Any]:
    """The understanding as plain data, in the order the formats name the fields."""
    return {
        "id": understanding.id,
        "intent": understanding.intent.value,
        "outcome": understanding.outcome.value,
        "items": [_item(understanding, number) for number in range(len(understanding.items))],
        "duration": _length(understanding, understanding.duration, "duration"),
        "beneficiary": understanding.beneficiary,
        "justification": understanding.justification,
        "confidence": round(understanding.confidence, 3),
        "shortlist": list(understanding.shortlist),
        "question": understanding.question,
        "missing": list(understanding.missing),
        "engine": understanding.engine,
        "evidence": [{"field": evidence.field, "text": evidence.text} for evidence in understanding.evidence],
    }


def _item(understanding: Understanding, number: int) -> dict[str, Any]:
    """One item; its length only where it has one of its own."""
    item = understanding.items[number]
    own = _length(understanding, item.duration, f"items[{number}].duration")
    return {"entitlement": item.entitlement, "scope": dict(item.scope)} | ({"duration": own} if own else {})


def _length(understanding: Understanding, span: timedelta | None, field: str) -> str | None:
    """A length as ISO 8601; what was said in hours stays in hours."""
    if span is None:
        return None
    said = (evidence.text for evidence in understanding.evidence if evidence.field == field)
    return format_duration(span, in_hours=any(said_in_hours(words, span) for words in said))


def to_json(understanding: Understanding) -> str:
    """One line of JSON."""
    return json.dumps(as_dict(understanding), ensure_ascii=False)
