"""The JSON Schema of an answer to one message, built from the candidates this person may see.

Ids, scope keys, scope values and people are enumerations, so that an answer can only choose among what exists.
The shape keeps to what the strict modes of language model providers accept: every property required, nothing
else allowed, no optional members but null.
"""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model import Place
from intents.json_schema import Schema, closed_object, or_null
from intents.understanding import Intent

FITS = ("exact", "several", "too_broad", "nothing")
"""How the candidates fit the wish: they are it; one of several is it; it is too broad to say; none is."""
MAX_ITEMS = 8
MAX_SHORTLIST = 5


def _scope(place: Place) -> Schema:
    rules = {}
    for key, rule in sorted(place.resource.scopes.items()):
        value: Schema = {"type": "string", "enum": list(rule.values)} if rule.values else {"type": "string"}
        rules[key] = or_null(value)
    return closed_object(rules)


def answer_schema(candidates: Sequence[Place], people: Sequence[str]) -> Schema:
    """The schema for an answer that may name these candidates and these people (labels, in any order)."""
    ids = [place.entitlement.id for place in candidates]
    groups: dict[str, tuple[Schema, list[str]]] = {}
    for place in candidates:
        scope = _scope(place)
        groups.setdefault(repr(scope), (scope, []))[1].append(place.entitlement.id)
    item_kinds: list[Schema] = [
        closed_object(
            {"entitlement": {"type": "string", "enum": names}, "scope": scope, "evidence": {"type": "string"}}
        )
        for scope, names in groups.values()
    ]
    nothing: Schema = {"type": "array", "items": {"type": "null"}, "maxItems": 0}
    return closed_object(
        {
            "intent": {"type": "string", "enum": [intent.value for intent in Intent]},
            "fit": {"type": "string", "enum": list(FITS)},
            "items": {"type": "array", "items": {"anyOf": item_kinds}, "maxItems": MAX_ITEMS}
            if ids
            else nothing,
            "shortlist": (
                {"type": "array", "items": {"type": "string", "enum": ids}, "maxItems": MAX_SHORTLIST}
                if ids
                else nothing
            ),
            "duration": or_null(closed_object({"text": {"type": "string"}, "iso": {"type": "string"}})),
            "beneficiary": or_null({"type": "string", "enum": list(people)}) if people else {"type": "null"},
            "justification": or_null({"type": "string"}),
            "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        }
    )
