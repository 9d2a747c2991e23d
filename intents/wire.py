"""The form in which an understanding leaves the process: one JSON object, fields in the order of the formats."""

from __future__ import annotations

import json
from typing import Any

from catalog.durations import format_duration
from intents.understanding import Understanding


def as_dict(understanding: Understanding) -> dict[str, Any]:
    """The understanding as plain data, in the order the formats name the fields."""
    return {
        "id": understanding.id,
        "intent": understanding.intent.value,
        "outcome": understanding.outcome.value,
        "items": [
            {"entitlement": item.entitlement, "scope": dict(item.scope)} for item in understanding.items
        ],
        "duration": format_duration(understanding.duration) if understanding.duration else None,
        "beneficiary": understanding.beneficiary,
        "justification": understanding.justification,
        "confidence": round(understanding.confidence, 3),
        "shortlist": list(understanding.shortlist),
        "question": understanding.question,
        "missing": list(understanding.missing),
        "engine": understanding.engine,
        "evidence": [{"field": evidence.field, "text": evidence.text} for evidence in understanding.evidence],
    }


def to_json(understanding: Understanding) -> str:
    """One line of JSON."""
    return json.dumps(as_dict(understanding), ensure_ascii=False)
