"""Which access of their own somebody speaks of who extends it or gives it back: something they hold, or nothing of it.

What is nearest among the things they hold is no answer where they name another thing.
"""

from __future__ import annotations

from collections.abc import Collection

from catalog.model import EntitlementId
from intents.understanding import Outcome, Understanding


def held_meant(found: Understanding, held: Collection[EntitlementId]) -> frozenset[EntitlementId]:
    """Of what somebody holds, that which the message names, else what it may mean; empty where it means none of it."""
    if exact := {item.entitlement for item in found.items} & set(held):
        return frozenset(exact)
    if found.items or not found.shortlist or found.outcome is Outcome.NONE:
        return frozenset()
    best = found.shortlist[0]
    near = set(found.shortlist) & set(held)
    return frozenset(one for one in near if best in near or _resource(one) == _resource(best))


def named_unheld(found: Understanding, held: Collection[EntitlementId]) -> EntitlementId | None:
    """What the message names and the person does not hold; None where they hold it, or where nothing is clear."""
    clear = found.outcome in {Outcome.PROPOSE, Outcome.CHOOSE} or _only_the_scope_is_open(found)
    if not clear or held_meant(found, held):
        return None
    return next((one for one in (*(i.entitlement for i in found.items), *found.shortlist)), None)


def _only_the_scope_is_open(found: Understanding) -> bool:
    return found.outcome is Outcome.ASK and bool(found.missing) and "need" not in found.missing


def _resource(entitlement: EntitlementId) -> str:
    return entitlement.rpartition(":")[0]
