"""An engine's answer, held against the schema, the catalog and the message; what fails is cleared.

This is where a model stops being trusted. Whatever came back, any JSON or none, what leaves is: items that are
candidates and visible to whoever would hold them, scopes that are declared and allowed, spans that occur in the
message, a colleague the message names. Each field fails on its own; the rest stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from catalog.durations import parse_duration
from catalog.model import EntitlementId, Person, PersonId, Place
from intents.answer_schema import MAX_SHORTLIST
from intents.engines.port import Inquiry
from intents.people_named import may_hold
from intents.said_duration import MAX_DAYS, said_duration
from intents.scopes import allowed_scope, said_scopes
from intents.understanding import Evidence, Intent, Item
from intents.words import MAX_READ, fold


@dataclass(frozen=True, kw_only=True)
class Grounded:
    """What is left of an answer."""

    intent: Intent | None
    fit: str | None
    items: tuple[Item, ...]
    shortlist: tuple[EntitlementId, ...]
    duration: timedelta | None
    beneficiary: PersonId | None
    justification: str | None
    confidence: float
    evidence: tuple[Evidence, ...]
    cleared: tuple[str, ...]
    """The fields that said something that did not hold."""


def valid(value: object, schema: Mapping[str, object]) -> bool:
    """Whether the value keeps to the schema (JSON Schema 2020-12)."""
    from jsonschema import Draft202012Validator

    return bool(Draft202012Validator(dict(schema)).is_valid(value))


def occurs(span: str, message: str) -> str | None:
    """The span as the message writes it, or None when it does not occur there (case and spacing aside)."""
    if not span.strip():
        return None
    at = message.find(span)
    if at >= 0:
        return message[at : at + len(span)]
    at = fold(message).find(fold(span.strip()))
    return message[at : at + len(span.strip())] if at >= 0 else None


def ground(answer: object, inquiry: Inquiry) -> Grounded:
    """What of the answer holds. Never raises for any JSON value."""
    properties: Mapping[str, Any] = inquiry.schema["properties"]  # type: ignore[assignment]
    given = answer if isinstance(answer, dict) else {}
    cleared: list[str] = [] if isinstance(answer, dict) and set(given) <= set(properties) else ["answer"]
    # Checked as a whole first: the rule. Field by field only to save what is sound in a bad answer.
    whole = valid(answer, inquiry.schema)

    def sound(name: str) -> Any:
        if name not in given or not (whole or valid(given[name], properties[name])):
            cleared.append(name)
            return None
        return given[name]

    message = inquiry.text[:MAX_READ]
    intent, fit = sound("intent"), sound("fit")
    evidence: list[Evidence] = []
    beneficiary = _beneficiary(sound("beneficiary"), inquiry, cleared, evidence)
    holder = inquiry.company.people[beneficiary] if beneficiary else inquiry.person
    candidates = {place.entitlement.id: place for place in inquiry.candidates}
    raw = given.get("items")
    raw = raw if isinstance(raw, list) else []
    if not (whole or valid(given.get("items"), properties["items"])):
        cleared.append("items")
        raw = [one for one in raw[:50] if valid([one], properties["items"])]
    items = []
    for one in raw[: properties["items"].get("maxItems", 0)]:
        item = _item(one, candidates, holder, message, cleared, evidence, len(items))
        if item is not None and item not in items:
            items.append(item)
    shortlist = [
        entry
        for entry in dict.fromkeys(e for e in given.get("shortlist") or [] if isinstance(e, str))
        if entry in candidates and candidates[entry].entitlement.audience.admits(holder)
    ] if isinstance(given.get("shortlist"), list) else []  # fmt: skip
    sure = sound("confidence")
    return Grounded(
        intent=Intent(intent) if intent else None,
        fit=fit,
        items=tuple(items),
        shortlist=tuple(shortlist[:MAX_SHORTLIST]),
        duration=_duration(sound("duration"), inquiry, message, cleared, evidence),
        beneficiary=beneficiary,
        justification=_justification(sound("justification"), message, cleared, evidence),
        confidence=float(sure) if sure is not None else 0.0,
        evidence=tuple(evidence),
        cleared=tuple(dict.fromkeys(cleared)),
    )


def _beneficiary(label: str | None, inquiry: Inquiry, cleared: list[str], evidence: list[Evidence]) -> PersonId | None:
    if label is None:
        return None
    named = next((n for n in inquiry.named if n.text == label), None)
    if named is None or named.person == inquiry.person.id:
        if named is None:
            cleared.append("beneficiary")
        return None
    if not may_hold(inquiry.company.people.get(named.person), inquiry.now, inquiry.company):
        cleared.append("beneficiary")
        return None
    evidence.append(Evidence(field="beneficiary", text=named.text))
    return named.person


def _item(
    raw: Mapping[str, Any],
    candidates: Mapping[EntitlementId, Place],
    holder: Person,
    message: str,
    cleared: list[str],
    evidence: list[Evidence],
    number: int,
) -> Item | None:
    place = candidates.get(raw["entitlement"])
    if place is None or not place.entitlement.audience.admits(holder):
        cleared.append("items")
        return None
    span = occurs(str(raw["evidence"]), message)
    if span is None:
        cleared.append("items")
        return None
    said = {key: value for key, value in raw["scope"].items() if value is not None}
    scope = allowed_scope(place.resource, said)
    for key, value in list(scope.items()):
        # A free value (a deal number, a period) has to stand in the message; a listed one is a choice among few.
        rule = place.resource.scopes[key]
        if not rule.values and not any(s.key == key and s.value == value for s in said_scopes(place.resource, message)):
            del scope[key]
    if scope != said:
        cleared.append("scope")
    evidence.append(Evidence(field=f"items[{number}].entitlement", text=span))
    return Item(entitlement=place.entitlement.id, scope=scope)


def _duration(
    raw: Mapping[str, Any] | None, inquiry: Inquiry, message: str, cleared: list[str], evidence: list[Evidence]
) -> timedelta | None:
    if raw is None:
        return None
    span = occurs(raw["text"], message)
    if span is None:
        cleared.append("duration")
        return None
    # What the words come to is counted here; an engine's own sum stands only for words the rules cannot read.
    counted = said_duration(span, now=inquiry.now, zone=inquiry.company.zone) or said_duration(
        f"for {span}", now=inquiry.now, zone=inquiry.company.zone
    )
    length = counted.span if counted else _iso(raw["iso"])
    if length is None:
        cleared.append("duration")
        return None
    evidence.append(Evidence(field="duration", text=span))
    return length


@lru_cache(maxsize=256)
def _iso(text: str) -> timedelta | None:
    try:
        span = parse_duration(text)
    except ValueError:
        return None
    return span if span <= timedelta(days=MAX_DAYS) else None


def _justification(raw: str | None, message: str, cleared: list[str], evidence: list[Evidence]) -> str | None:
    if raw is None:
        return None
    span = occurs(raw, message)
    if span is None:
        cleared.append("justification")
        return None
    evidence.append(Evidence(field="justification", text=span))
    return span
