"""The scopes in which somebody holds what they extend or give back: a value said of one of them tells which is meant.

Nothing can be extended or given back in a scope in which it is not held, so no other value that is said narrows it.
"""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model import EntitlementId, Person, ScopeValues
from intents.engines.port import Inquiry
from intents.scopes import said_scopes


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


def only_held(items: Sequence[dict[str, object]], held: Sequence[ScopeValues]) -> list[dict[str, object]]:
    """Of several items of one entitlement, those in a scope in which it is held; all of them where it is none."""

    def is_held(item: dict[str, object]) -> bool:
        scope = item["scope"]
        given = {k: v for k, v in scope.items() if v is not None} if isinstance(scope, dict) else {}
        return any(all(one.get(key) == value for key, value in given.items()) for one in held)

    return [item for item in items if is_held(item)] or list(items)
