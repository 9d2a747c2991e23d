"""The scopes and levels in which somebody holds what they extend or give back: what is said of one tells which is meant.

Nothing can be extended or given back in a scope in which it is not held, so no other value that is said narrows it.
"""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model import EntitlementId, Person, Place, ScopeValues
from intents.engines.port import Inquiry
from intents.scopes import said_scopes
from intents.words import common_stems, stems


def held_scopes(inquiry: Inquiry, holder: Person, entitlement: EntitlementId) -> list[ScopeValues]:
    """The scopes in which the holder has it, by the company's record."""
    return [h.scope for h in inquiry.company.holdings_of(holder.id) if h.entitlement == entitlement]


def in_a_scope_said(inquiry: Inquiry, holder: Person) -> set[EntitlementId]:
    """What the holder has in a scope of which the message says a value."""
    found = set()
    for holding in inquiry.company.holdings_of(holder.id):
        place = inquiry.company.places.get(holding.entitlement)
        if place is None or not holding.scope:
            continue
        said = {(one.key, one.value) for one in said_scopes(place.resource, inquiry.text)}
        if said & set(holding.scope.items()):
            found.add(holding.entitlement)
    return found


def levels_said(inquiry: Inquiry, holder: Person, said: frozenset[str]) -> set[EntitlementId]:
    """What the holder has of which the stems name the level."""
    places = inquiry.company.places
    held = (places[h.entitlement] for h in inquiry.company.holdings_of(holder.id) if h.entitlement in places)
    return {place.entitlement.id for place in held if not _level_stems(place).isdisjoint(said)}


def _level_stems(place: Place) -> frozenset[str]:
    level = place.entitlement
    return frozenset(s for name in (level.name, level.level) for s in stems(name)) - common_stems()


def only_held(items: Sequence[dict[str, object]], held: Sequence[ScopeValues]) -> list[dict[str, object]]:
    """Of several items of one entitlement, those in a scope in which it is held; all of them where it is none."""

    def is_held(item: dict[str, object]) -> bool:
        scope = item["scope"]
        given = {k: v for k, v in scope.items() if v is not None} if isinstance(scope, dict) else {}
        return any(all(one.get(key) == value for key, value in given.items()) for one in held)

    return [item for item in items if is_held(item)] or list(items)
