"""The same desk after the company folder was edited and loaded again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from approvals.desk import Desk
from approvals.policy.book import PolicyBook
from catalog.model import PolicyFile, System
from tests.approvals.company import TODAY


def with_company(desk: Desk, **changes: Any) -> Desk:
    """The same desk after a reload of the company."""
    company = desk.company.model_copy(update=changes)
    return replace(desk, company=company, policies=PolicyBook.load(company))


def without_person(desk: Desk, gone: str) -> Desk:
    people = {id: person for id, person in desk.company.people.items() if id != gone}
    return with_company(
        desk, people=people, holdings=tuple(h for h in desk.company.holdings if h.person != gone)
    )


def left(desk: Desk, person: str) -> Desk:
    """The person's last day was yesterday."""
    leaver = desk.company.people[person].model_copy(update={"ends": TODAY - timedelta(days=1)})
    return with_company(desk, people={**desk.company.people, person: leaver})


def changed_entitlement(desk: Desk, entitlement: str, **changes: Any) -> Desk:
    """The catalog after an edit; with no changes the entitlement is retired."""

    def edited(system: System) -> System:
        resources = []
        for resource in system.resources:
            kept = tuple(
                one.model_copy(update=changes) if one.id == entitlement else one
                for one in resource.entitlements
                if one.id != entitlement or changes
            )
            if kept:
                resources.append(resource.model_copy(update={"entitlements": kept}))
        return system.model_copy(update={"resources": tuple(resources)})

    return with_company(desk, systems=tuple(edited(system) for system in desk.company.systems))


def with_policy(desk: Desk, text: str) -> Desk:
    return with_company(desk, policies=(PolicyFile(path="policies/new.cedar", text=text),))
