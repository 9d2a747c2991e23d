"""The order behind a grant, kept with it: what was asked of which system, for whom.

A catalog moves on and people leave; what was put in place has to come out of the same place all the same.
"""

from __future__ import annotations

from approvals.model import TaskKind
from approvals.policy.facts import Facts
from approvals.store.tables import GrantRow
from catalog.connectors.port import Order, Receipt
from catalog.kinds import Automation
from catalog.model import Person, Place, Provisioning, System


def order_for(grant: GrantRow, facts: Facts) -> Order:
    """The order to carry out: as it was noted, or as catalog and people are now, which is noted at the first try.

    An earlier try may have worked without our hearing of it; another order would leave behind what it did.
    """
    if grant.order:
        return kept_order(grant)
    place = facts.place
    resource = place.resource.model_copy(update={"entitlements": (place.entitlement,)})
    system = place.system.model_copy(
        update={"resources": (resource,), "provisioning": _provisioning_of(place)}
    )
    grant.order = {"person": facts.person.model_dump(mode="json"), "system": system.model_dump(mode="json")}
    return kept_order(grant)


def kept_order(grant: GrantRow) -> Order:
    """The order as it was noted."""
    system = System.model_validate(grant.order["system"])
    (resource,) = system.resources
    (entitlement,) = resource.entitlements
    place = Place(system=system, resource=resource, entitlement=entitlement)
    return Order(
        key=grant.id,
        person=Person.model_validate(grant.order["person"]),
        place=place,
        scope=grant.scope,
        account=grant.order.get("account", ""),
    )


def keep_account(grant: GrantRow, receipt: Receipt) -> None:
    """Notes which account was given the access, so that it is found again under any name."""
    if receipt.account:
        grant.order = grant.order | {"account": receipt.account}


def _provisioning_of(place: Place) -> Provisioning:
    """How the access is put in place: by hand where the catalog says so of the entitlement, else as the system is.

    It is noted with the order, so that what another connector has put in place is taken away by that one.
    """
    provisioning = place.system.provisioning
    if place.entitlement.automation is Automation.MANUAL:
        return provisioning.model_copy(update={"connector": "manual"})
    return provisioning


def words_for(kind: TaskKind, order: Order) -> str:
    """What to do by hand, in one sentence."""
    narrowed = (
        f" ({', '.join(f'{key} {value}' for key, value in sorted(order.scope.items()))})"
        if order.scope
        else ""
    )
    whose, what = f"{order.person.name} ({order.person.email})", f"{order.place.label}{narrowed}"
    return f"Give {whose} {what}." if kind is TaskKind.PROVISION else f"Take {what} away from {whose}."
