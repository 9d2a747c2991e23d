"""The order behind a grant, kept with it: what was asked of which system, for whom.

A catalog moves on and people leave; what was put in place has to come out of the same place all the same.
"""

from __future__ import annotations

from approvals.model import TaskKind
from approvals.policy.facts import Facts
from approvals.store.tables import GrantRow
from catalog.connectors.port import Order
from catalog.model import Person, Place, System


def order_now(grant: GrantRow, facts: Facts) -> Order:
    """The order as catalog and people are now, noted on the grant."""
    place = facts.place
    resource = place.resource.model_copy(update={"entitlements": (place.entitlement,)})
    system = place.system.model_copy(update={"resources": (resource,)})
    grant.order = {"person": facts.person.model_dump(mode="json"), "system": system.model_dump(mode="json")}
    return kept_order(grant)


def kept_order(grant: GrantRow) -> Order:
    """The order as it was noted."""
    system = System.model_validate(grant.order["system"])
    (resource,) = system.resources
    (entitlement,) = resource.entitlements
    place = Place(system=system, resource=resource, entitlement=entitlement)
    return Order(
        key=grant.id, person=Person.model_validate(grant.order["person"]), place=place, scope=grant.scope
    )


def words_for(kind: TaskKind, order: Order) -> str:
    """What to do by hand, in one sentence."""
    narrowed = (
        f" ({', '.join(f'{key} {value}' for key, value in sorted(order.scope.items()))})"
        if order.scope
        else ""
    )
    whose, what = f"{order.person.name} ({order.person.email})", f"{order.place.label}{narrowed}"
    return f"Give {whose} {what}." if kind is TaskKind.PROVISION else f"Take {what} away from {whose}."
