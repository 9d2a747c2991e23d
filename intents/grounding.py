"""An engine's answer, held against the schema, the catalog and the message; what fails is cleared.

This is where a model stops being trusted. Whatever came back, any JSON or none, what leaves is: items that are
candidates and visible to whoever would hold them, scopes that are declared and allowed, spans that occur in the
message, a colleague the message names. Each field fails on its own; the rest stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from catalog.durations import parse_duration
from catalog.model import EntitlementId, Person, PersonId, Place, Resource
from intents.answer_schema import MAX_SHORTLIST
from intents.engines.port import Inquiry
from intents.people_named import may_hold
from intents.said_duration import MAX_DAYS, said_duration
from intents.scopes import allowed_scope, said_scopes
from intents.understanding import Evidence, Intent, Item
from intents.words import fold

MAX_TRIED = 50
"""Of a list that breaks the schema, how many members are looked at for sound ones."""


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
    """The span as the message writes it, or None when it does not occur there (case and accents aside)."""
    wanted = span.strip()
    if not wanted:
        return None
    at = message.find(wanted)
    if at < 0:
        at = fold(message).find(fold(wanted))
    return message[at : at + len(wanted)] if at >= 0 else None


def ground(answer: object, inquiry: Inquiry) -> Grounded:
    """What of the answer holds. Never raises for any JSON value."""
    return _Grounding(answer, inquiry).grounded()


class _Grounding:
    """One answer being checked; collects evidence and what was cleared."""

    def __init__(self, answer: object, inquiry: Inquiry) -> None:
        self.inquiry = inquiry
        self.message = inquiry.text
        self.given: Mapping[str, Any] = answer if isinstance(answer, dict) else {}
        self.properties = cast(Mapping[str, Any], inquiry.schema["properties"])
        # Checked as a whole first: the rule. Field by field only to save what is sound in a bad answer.
        self.whole = valid(answer, inquiry.schema)
        self.cleared: list[str] = [] if set(self.given) <= set(self.properties) else ["answer"]
        self.evidence: list[Evidence] = []

    def grounded(self) -> Grounded:
        intent, fit = self._sound("intent"), self._sound("fit")
        beneficiary = self._beneficiary()
        holder = self.inquiry.company.people[beneficiary] if beneficiary else self.inquiry.person
        items = self._items(holder)
        shortlist = self._shortlist(holder)
        duration, justification = self._duration(), self._justification()
        sure = self._sound("confidence")
        return Grounded(
            intent=Intent(intent) if intent else None,
            fit=fit,
            items=tuple(items),
            shortlist=tuple(shortlist),
            duration=duration,
            beneficiary=beneficiary,
            justification=justification,
            confidence=float(sure) if sure is not None else 0.0,
            evidence=tuple(self.evidence),
            cleared=tuple(dict.fromkeys(self.cleared)),
        )

    def _sound(self, name: str) -> Any:
        """The field when it keeps to its schema, else None and a note."""
        if self.whole:
            return self.given[name]
        if name in self.given and valid(self.given[name], self.properties[name]):
            return self.given[name]
        self.cleared.append(name)
        return None

    def _sound_members(self, name: str) -> list[Any]:
        """The members of a list that keep to its schema."""
        if self.whole:
            return list(self.given[name])
        members = self.given.get(name)
        schema = self.properties[name]
        if isinstance(members, list):
            if valid(members, schema):
                return members
            members = [one for one in members[:MAX_TRIED] if valid([one], schema)]
        self.cleared.append(name)
        return (members or [])[: schema["maxItems"]] if isinstance(members, list) else []

    def _beneficiary(self) -> PersonId | None:
        label = self._sound("beneficiary")
        if label is None:
            return None
        named = next(n for n in self.inquiry.named if n.text == label)
        if named.person == self.inquiry.person.id:
            return None
        if not may_hold(
            self.inquiry.company.people.get(named.person), self.inquiry.now, self.inquiry.company
        ):
            self.cleared.append("beneficiary")
            return None
        self.evidence.append(Evidence(field="beneficiary", text=named.text))
        return named.person

    def _items(self, holder: Person) -> list[Item]:
        candidates = {place.entitlement.id: place for place in self.inquiry.candidates}
        items: list[Item] = []
        for raw in self._sound_members("items"):
            place = candidates[raw["entitlement"]]
            span = occurs(raw["evidence"], self.message)
            if span is None or not place.entitlement.audience.admits(holder):
                self.cleared.append("items")
                continue
            item = Item(entitlement=place.entitlement.id, scope=self._scope(raw["scope"], place, holder))
            if item not in items:
                self.evidence.append(Evidence(field=f"items[{len(items)}].entitlement", text=span))
                items.append(item)
        return items

    def _scope(self, raw: Mapping[str, str | None], place: Place, holder: Person) -> dict[str, str]:
        said = {key: value for key, value in raw.items() if value is not None}
        scope = {
            key: value
            for key, value in allowed_scope(place.resource, said).items()
            if place.resource.scopes[key].values or self._known(key, value, place, holder)
        }
        if scope != said:
            self.cleared.append("scope")
        return scope

    def _known(self, key: str, value: str, place: Place, holder: Person) -> bool:
        """Whether a free value (a deal number, a period) stands in the message, or in what the person holds.

        A listed value is a choice among few; a free one could be anything, so it is never taken on trust.
        """
        return self._says(place.resource, key, value) or any(
            held.entitlement == place.entitlement.id and held.scope.get(key) == value
            for held in self.inquiry.company.holdings_of(holder.id)
        )

    def _says(self, resource: Resource, key: str, value: str) -> bool:
        return any(said.key == key and said.value == value for said in said_scopes(resource, self.message))

    def _shortlist(self, holder: Person) -> list[EntitlementId]:
        candidates = {place.entitlement.id: place for place in self.inquiry.candidates}
        ids = dict.fromkeys(self._sound_members("shortlist"))
        return [one for one in ids if candidates[one].entitlement.audience.admits(holder)][:MAX_SHORTLIST]

    def _duration(self) -> timedelta | None:
        raw = self._sound("duration")
        if raw is None:
            return None
        span = occurs(raw["text"], self.message)
        length = self._length(span, raw["iso"]) if span else None
        if span is None or length is None:
            self.cleared.append("duration")
            return None
        self.evidence.append(Evidence(field="duration", text=span))
        return length

    def _length(self, span: str, iso: str) -> timedelta | None:
        """What the words come to, counted here; an engine's sum stands only for words the rules cannot read."""
        now, zone = self.inquiry.now, self.inquiry.company.zone
        for words in (span, f"for {span}", f"until {span}"):
            counted = said_duration(words, now=now, zone=zone)
            if counted is not None:
                return counted.span
        try:
            length = parse_duration(iso)
        except ValueError:
            return None
        return length if length <= timedelta(days=MAX_DAYS) else None

    def _justification(self) -> str | None:
        raw = self._sound("justification")
        if raw is None:
            return None
        span = occurs(raw, self.message)
        if span is None:
            self.cleared.append("justification")
            return None
        self.evidence.append(Evidence(field="justification", text=span))
        return span
