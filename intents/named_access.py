"""Which access of their own somebody speaks of who extends it or gives it back: something they hold, or nothing of it.

What is nearest among the things they hold is no answer where they name another thing. Whatever level they hold of
the thing they name is meant, as a name alone says none.
"""

from __future__ import annotations

from collections.abc import Collection

from catalog.model import EntitlementId
from intents.names_said import NOTHING_NAMED, NamesSaid
from intents.understanding import Outcome, Understanding


def held_meant(
    found: Understanding, held: Collection[EntitlementId], names: NamesSaid = NOTHING_NAMED
) -> frozenset[EntitlementId]:
    """Of what somebody holds, that which the message names, else what it may mean; empty where it means none of it."""
    if names.points_back:
        return frozenset()
    of_system = [one for one in held if _system(one) in names.systems]
    if of_system:
        return frozenset(_of_levels(of_system, names))
    for resources in _by_how_sure(found, names):
        of_each = ([one for one in held if _resource(one) == resource] for resource in resources)
        if meant := frozenset(one for each in of_each for one in _of_levels(each, names)):
            return meant
    return frozenset()


def named_unheld(
    found: Understanding, held: Collection[EntitlementId], names: NamesSaid = NOTHING_NAMED
) -> EntitlementId | None:
    """What the message names and the person does not hold; None where they hold it, or where nothing is clear."""
    clear = found.outcome in {Outcome.PROPOSE, Outcome.CHOOSE} or _only_the_scope_is_open(found)
    if not clear or names.points_back or held_meant(found, held, names):
        return None
    return next((one for one in (*(i.entitlement for i in found.items), *found.shortlist)), None)


def _by_how_sure(found: Understanding, names: NamesSaid) -> list[set[str]]:
    """The resources that may be meant, the surest first."""
    if found.items:
        return [{_resource(item.entitlement) for item in found.items}]
    # What is no longer open to them may still be theirs: it is not in the shortlist, but its name says it.
    said = set(names.resources)
    if found.outcome is Outcome.NONE or not found.shortlist:
        return [said]
    return [said, {_resource(found.shortlist[0])}]


def _of_levels(held: list[EntitlementId], names: NamesSaid) -> list[EntitlementId]:
    return [one for one in held if one in names.levels] or held


def _only_the_scope_is_open(found: Understanding) -> bool:
    return found.outcome is Outcome.ASK and bool(found.missing) and "need" not in found.missing


def _resource(entitlement: EntitlementId) -> str:
    return entitlement.rpartition(":")[0]


def _system(entitlement: EntitlementId) -> str:
    return entitlement.partition("/")[0]
