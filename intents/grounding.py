"""An engine's answer, held against the schema, the catalog and the message; what fails is cleared.

This is where a model stops being trusted. Whatever came back, any JSON or none, what leaves is: items that are
candidates and visible to whoever would hold them, scopes that are declared, allowed and said, spans that occur in
the person's own words, a colleague those words name. Each field fails on its own; the rest stands. What holds but
goes beyond what was said is a doubt: it is offered, never proposed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import isfinite
from typing import Any, cast

from catalog.model import EntitlementId, Person, PersonId, Place, Resource, ScopeValues
from intents.answer_schema import MAX_SHORTLIST
from intents.engines.port import Inquiry
from intents.grounded import DOUBTED, Grounded
from intents.levels_said import other_level_said
from intents.narrowings import left_open
from intents.own_words import own, said_own
from intents.people_named import may_hold
from intents.pointed_length import Pointed, pointed_length
from intents.power import Said, beyond, said
from intents.scopes import SaidScope, allowed_scope
from intents.understanding import Evidence, Intent, Item
from intents.value_stances import wanted

MAX_TRIED = 50
"""Of a list that breaks the schema, how many members are looked at for sound ones."""


def valid(value: object, schema: Mapping[str, object]) -> bool:
    """Whether the value keeps to the schema (JSON Schema 2020-12)."""
    return bool(_validator()(dict(schema)).is_valid(value))


@cache
def _validator() -> Any:
    """The validator, to which `NaN` and infinities are no numbers: JSON has none, but Python reads them.

    Of these NaN would be within any bounds, being neither below the least nor above the most.
    """
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    known = Draft202012Validator.TYPE_CHECKER

    def number(_: object, value: object) -> bool:
        return known.is_type(value, "number") and not (isinstance(value, float) and not isfinite(value))

    return extend(Draft202012Validator, type_checker=known.redefine("number", number))  # type: ignore[no-untyped-call]


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
        self.doubts: list[str] = []
        self._wish: Said | None = None
        self.unsettled: list[tuple[EntitlementId, str]] = []
        self._scopes_said: dict[str, list[SaidScope]] = {}

    def grounded(self) -> Grounded:
        intent, fit = self._sound("intent"), self._sound("fit")
        beneficiary = self._beneficiary()
        holder = self.inquiry.company.people[beneficiary] if beneficiary else self.inquiry.person
        items = self._items(holder, kept=intent in {Intent.RETURN, Intent.EXTEND})
        shortlist = self._shortlist(holder)
        length, justification = self._length(), self._justification()
        sure = self._sound("confidence")
        says = float(sure) if sure is not None else 0.0
        return Grounded(
            intent=Intent(intent) if intent else None,
            fit=fit,
            items=tuple(items),
            shortlist=tuple(shortlist),
            duration=length.span if length else None,
            until=length.until if length else None,
            beneficiary=beneficiary,
            justification=justification,
            confidence=min(says, DOUBTED if self.doubts else 1.0),
            says=says,
            evidence=tuple(self.evidence),
            cleared=tuple(dict.fromkeys(self.cleared)),
            doubts=tuple(dict.fromkeys(self.doubts)),
            unsettled=tuple(dict.fromkeys(self.unsettled)),
        )

    def _said(self, span: str) -> str | None:
        """The span where the message says it in the person's own words."""
        return said_own(span, self.message, self.inquiry.parts)

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
        mentions = [n for n in self.inquiry.named if n.text == label]
        named = next((n for n in mentions if own(n.start, n.end, self.inquiry.parts)), None)
        if named is None:
            self.cleared.append("beneficiary")
            return None
        if named.person == self.inquiry.person.id:
            return None
        ends = self.given.get("intent") == Intent.RETURN  # also of whoever has left
        if not ends and not may_hold(
            self.inquiry.company.people.get(named.person), self.inquiry.now, self.inquiry.company
        ):
            self.cleared.append("beneficiary")
            return None
        self.evidence.append(Evidence(field="beneficiary", text=named.text))
        return named.person

    def _items(self, holder: Person, *, kept: bool) -> list[Item]:
        candidates = {place.entitlement.id: place for place in self.inquiry.candidates}
        items: list[Item] = []
        for raw in self._sound_members("items"):
            place = candidates[raw["entitlement"]]
            span = self._said(raw["evidence"])
            if span is None or not place.entitlement.audience.admits(holder):
                self.cleared.append("items")
                continue
            item = Item(
                entitlement=place.entitlement.id, scope=self._scope(raw["scope"], place, holder, kept=kept)
            )
            if item not in items:
                if not (kept and self._held(place, holder)) and self._in_doubt(place):
                    self.doubts.append("level")
                self.evidence.append(Evidence(field=f"items[{len(items)}].entitlement", text=span))
                items.append(item)
        return items

    def _in_doubt(self, place: Place) -> bool:
        """Whether the level does more than the own words ask for, or they name another beside it."""
        self._wish = self._wish or said(self.inquiry)
        return beyond(place, self._wish, self.inquiry) or other_level_said(place, self.inquiry)

    def _held(self, place: Place, holder: Person) -> list[ScopeValues]:
        """The scopes in which the holder has it already."""
        held = self.inquiry.company.holdings_of(holder.id)
        return [one.scope for one in held if one.entitlement == place.entitlement.id]

    def _scope(
        self, raw: Mapping[str, str | None], place: Place, holder: Person, *, kept: bool
    ) -> dict[str, str]:
        """The values that are allowed and said, or held already.

        A free value (a deal number, a period) could be anything and a required one can be asked for, so neither is
        taken on trust. A listed value that may be left out stays, in doubt: without it more would be asked for.
        """
        given = {key: value for key, value in raw.items() if value is not None}
        scope: dict[str, str] = {}
        for key, value in allowed_scope(place.resource, given).items():
            rule = place.resource.scopes[key]
            if self._says(place.resource, key, value) or any(
                held.get(key) == value for held in self._held(place, holder)
            ):
                scope[key] = value
            elif rule.values and not rule.required:
                scope[key] = value
                self.doubts.append("scope")
        if scope != given:
            self.cleared.append("scope")
        for key in sorted(left_open(place, scope, self.inquiry)):
            self.doubts.append("scope")
            if not kept:
                self.unsettled.append((place.entitlement.id, key))
        return scope

    def _says(self, resource: Resource, key: str, value: str) -> bool:
        return any(
            one.key == key and one.value == value and own(one.start, one.end, self.inquiry.parts)
            for one in self._wanted(resource)
        )

    def _wanted(self, resource: Resource) -> list[SaidScope]:
        """The values that the message says and does not rule out."""
        if resource.id not in self._scopes_said:
            self._scopes_said[resource.id] = wanted(resource, self.message)
        return self._scopes_said[resource.id]

    def _shortlist(self, holder: Person) -> list[EntitlementId]:
        candidates = {place.entitlement.id: place for place in self.inquiry.candidates}
        ids = dict.fromkeys(self._sound_members("shortlist"))
        return [one for one in ids if candidates[one].entitlement.audience.admits(holder)][:MAX_SHORTLIST]

    def _length(self) -> Pointed | None:
        raw = self._sound("duration")
        if raw is None:
            return None
        span = self._said(raw["text"])
        length = pointed_length(span, raw["iso"], self.inquiry) if span else None
        if span is None or length is None:
            self.cleared.append("duration")
            return None
        self.evidence.append(Evidence(field="duration", text=span))
        return length

    def _justification(self) -> str | None:
        raw = self._sound("justification")
        if raw is None:
            return None
        span = self._said(raw)
        if span is None:
            self.cleared.append("justification")
            return None
        self.evidence.append(Evidence(field="justification", text=span))
        return span
