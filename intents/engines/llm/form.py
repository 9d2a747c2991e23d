"""The form a model fills in: the answer's shape with short numbers instead of ids, and the way back.

Ids are long and said three times in the full schema, scope values once for each resource. In the form each
candidate is a number and a scope a key and a value, so the form is nearly as small for forty candidates as for one. Nothing is lost by it:
what comes back is turned into the full shape and held against the full schema like every engine's answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from catalog.model import Place, ScopeRule
from intents.answer_schema import FITS
from intents.json_schema import Schema, closed_object, or_null
from intents.understanding import Intent
from intents.words import fold

_TEXT: Schema = {"type": "string"}


def form_schema(shown: Sequence[Place], people: Sequence[str]) -> Schema:
    """The schema of the form when these candidates, numbered from 1, and these people may be named.

    Only what every provider's strict mode accepts; counts and bounds are checked in the full schema.
    """
    keys = sorted({key for place in shown for key in place.resource.scopes})
    numbers: Schema = {"$ref": "#/$defs/number"}
    narrowed = (
        closed_object({"key": {"type": "string", "enum": keys}, "value": _TEXT}) if keys else {"type": "null"}
    )
    item = closed_object(
        {"number": numbers, "scope": {"type": "array", "items": narrowed}, "evidence": _TEXT}
    )
    nothing: Schema = {"type": "null"}
    defs = {"$defs": {"number": {"type": "integer", "enum": list(range(1, len(shown) + 1))}}} if shown else {}
    return closed_object(
        {
            "intent": {"type": "string", "enum": [intent.value for intent in Intent]},
            "fit": {"type": "string", "enum": list(FITS)},
            "items": {"type": "array", "items": item if shown else nothing},
            "shortlist": {"type": "array", "items": numbers if shown else nothing},
            "duration": or_null(closed_object({"text": _TEXT, "iso": _TEXT})),
            "beneficiary": or_null({"type": "string", "enum": list(people)}) if people else nothing,
            "justification": or_null(_TEXT),
            "confidence": {"type": "number"},
        },
        **defs,
    )


def full_answer(answer: object, shown: Sequence[Place]) -> object:
    """The filled-in form in the shape of the answer schema; what is no number of a candidate stays as it is.

    Never raises: whatever does not fit is left for the full schema to refuse.
    """
    if not isinstance(answer, dict):
        return answer
    full: dict[str, Any] = dict(answer)
    if isinstance(full.get("items"), list):
        full["items"] = [_item(one, shown) for one in full["items"]]
    if isinstance(full.get("shortlist"), list):
        full["shortlist"] = [
            place.entitlement.id if (place := _numbered(one, shown)) else one for one in full["shortlist"]
        ]
    return full


def _numbered(number: object, shown: Sequence[Place]) -> Place | None:
    known = isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= len(shown)
    return shown[number - 1] if known and isinstance(number, int) else None


def _item(one: Any, shown: Sequence[Place]) -> Any:
    place = _numbered(one.get("number"), shown) if isinstance(one, dict) else None
    if place is None:
        return one
    rest = {key: value for key, value in one.items() if key not in {"number", "scope"}}
    return {"entitlement": place.entitlement.id, "scope": _scope(one.get("scope"), place), **rest}


def _scope(pairs: object, place: Place) -> object:
    """Every key of the resource, with the value given for it or None; a key said twice cannot be told apart."""
    if not isinstance(pairs, list):
        return pairs
    rules: Mapping[str, ScopeRule] = place.resource.scopes
    said: dict[str, object] = {}
    for pair in pairs:
        if not isinstance(pair, dict) or not isinstance(pair.get("key"), str) or pair["key"] in said:
            return pairs
        key = pair["key"]
        said[key] = _value(pair.get("value"), rules[key]) if key in rules else pair.get("value")
    return {**dict.fromkeys(sorted(rules)), **said}


def _value(value: object, rule: ScopeRule) -> object:
    """The value as the catalog writes it, when it is one of its values or another name for one."""
    if not isinstance(value, str) or not rule.values or value in rule.values:
        return value
    names = {fold(said): meant for said, meant in rule.aliases.items()} | {fold(v): v for v in rule.values}
    return names.get(fold(value.strip()), value)
