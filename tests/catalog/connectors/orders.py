"""One small catalog and the orders for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from catalog.connectors.port import Order
from catalog.kinds import Employment, RiskLevel
from catalog.model import Company, Entitlement, Person, Place, Provisioning, Resource, ScopeRule, System

GROUP = "snowflake-sales-reports-read"


def person(
    id: str = "dana.whitfield", name: str = "Dana Whitfield", email: str = "dana@harborline.example"
) -> Person:
    return Person(
        id=id,
        name=name,
        email=email,
        title="Analyst",
        department="Sales",
        employment=Employment.EMPLOYEE,
        company="Harborline",
        location="Rotterdam",
        started=date(2024, 1, 8),
    )


def system(
    id: str = "snowflake",
    *,
    name: str = "Snowflake",
    connector: str = "scim",
    slug: str = "sales-reports",
    level: str = "read",
    resource_owner: str | None = None,
    **options: object,
) -> System:
    entitlement = Entitlement(id=f"{id}/{slug}:{level}", level=level, name="Viewer", risk=RiskLevel.LOW)
    resource = Resource(
        id=f"{id}/{slug}",
        name="Sales reports",
        owner=resource_owner,
        scopes={"region": ScopeRule(values=("EMEA", "AMER")), "quarter": ScopeRule(pattern="^Q[1-4]$")},
        entitlements=(entitlement,),
    )
    return System(
        id=id,
        name=name,
        owner="mara.lind",
        provisioning=Provisioning.model_validate({"connector": connector, **options}),
        resources=(resource,),
    )


def order(
    who: Person | None = None,
    *,
    where: System | None = None,
    scope: dict[str, str] | None = None,
    key: str = "g-1",
) -> Order:
    where = where or system()
    resource = where.resources[0]
    place = Place(system=where, resource=resource, entitlement=resource.entitlements[0])
    return Order(key=key, person=who or person(), place=place, scope=scope or {})


def company(*systems: System) -> Company:
    dana = person()
    return Company(
        folder=Path("nowhere"),
        name="Harborline",
        timezone="Europe/Amsterdam",
        people={dana.id: dana},
        systems=systems,
        version="1",
    )
