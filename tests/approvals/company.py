"""Northlight: a company small enough to hold in one's head, with one of everything a rule can look at."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from approvals.policy.book import PolicyBook
from catalog.kinds import Automation, DataClass, Employment, RiskLevel
from catalog.model import (
    Absence,
    Audience,
    Company,
    Entitlement,
    Holding,
    Person,
    PersonId,
    PolicyFile,
    Provisioning,
    Resource,
    ScopeRule,
    System,
)
from catalog.settings import Groups, RiskThresholds

NOW = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
"""A Tuesday, eleven in the morning in Amsterdam."""
TODAY = NOW.date()

DASHBOARDS = "warehouse/dashboards:view"
"""Low, internal, automatic: nobody has to agree."""
SALES = "warehouse/sales-reports:read"
"""Moderate, confidential, at most 90 days, and a region is required."""
WAREHOUSE_ADMIN = "warehouse/administration:admin"
"""High, privileged, restricted, production, at most 30 days."""
MODELS = "warehouse/models:train"
"""For employees in Data only."""
PAYMENTS_CREATE = "ledger/payments:create"
PAYMENTS_APPROVE = "ledger/payments:approve"
"""Conflicts with creating payments; only this side says so."""
JOURNAL = "ledger/journal:view"
"""Low and internal, but under SOX."""
EXPORTS = "ledger/exports:run"
"""Low and internal, but assisted."""
LAB_BADGE = "building/lab:badge"
"""Low and internal, but done by hand."""


def person(
    id: PersonId,
    *,
    title: str,
    department: str,
    manager: PersonId | None,
    employment: Employment = Employment.EMPLOYEE,
    company: str = "Northlight",
    started: date | None = date(2021, 3, 1),
    ends: date | None = None,
) -> Person:
    """One of the people, with the name and address their id suggests."""
    return Person(
        id=id,
        name=" ".join(part.capitalize() for part in id.replace("-", " ").split(".")),
        email=f"{id}@northlight.example",
        slack_id=None
        if employment is Employment.SERVICE
        else "U" + id.replace(".", "").replace("-", "").upper(),
        title=title,
        department=department,
        manager=manager,
        employment=employment,
        company=company,
        location="Utrecht",
        started=started,
        ends=ends,
    )


def small_people() -> dict[PersonId, Person]:
    """Everybody at Northlight."""
    everybody = (
        person("petra.holm", title="Chief Executive", department="Executive", manager=None),
        person("ivo.brandt", title="VP Data", department="Data", manager="petra.holm"),
        person("lena.osei", title="Data Manager", department="Data", manager="ivo.brandt"),
        person("tom.reyes", title="Analyst", department="Data", manager="lena.osei"),
        person("sana.malik", title="Analyst", department="Data", manager="lena.osei"),
        person("omar.diaz", title="Platform Lead", department="Engineering", manager="petra.holm"),
        person("wade.frost", title="Engineering Manager", department="Engineering", manager="omar.diaz"),
        person("cara.cruz", title="Senior Engineer", department="Engineering", manager="omar.diaz"),
        person("max.vogel", title="Engineer", department="Engineering", manager="wade.frost"),
        person("greta.lund", title="Head of Security", department="Security", manager="petra.holm"),
        person("nils.aker", title="Security Engineer", department="Security", manager="greta.lund"),
        person("ida.berg", title="Identity Engineer", department="IT", manager="petra.holm"),
        person("fay.moss", title="Finance Lead", department="Finance", manager="petra.holm"),
        person(
            "kim.sato",
            title="Data Consultant",
            department="Data",
            manager="lena.osei",
            employment=Employment.CONTRACTOR,
            started=date(2026, 8, 1),
            ends=date(2027, 1, 31),
        ),
        person(
            "jo.park",
            title="Data Intern",
            department="Data",
            manager="lena.osei",
            employment=Employment.INTERN,
            started=date(2026, 9, 1),
            ends=date(2027, 2, 28),
        ),
        person("rosa.lima", title="Analyst", department="Data", manager="lena.osei", company="Portview"),
        person("ben.gone", title="Analyst", department="Data", manager="lena.osei", ends=date(2026, 6, 30)),
        person("una.soon", title="Analyst", department="Data", manager="lena.osei", started=date(2027, 2, 1)),
        person(
            "svc.loader",
            title="Service identity",
            department="Data",
            manager="lena.osei",
            employment=Employment.SERVICE,
        ),
    )
    return {one.id: one for one in everybody}


def small_systems() -> tuple[System, ...]:
    """The warehouse and the ledger (SCIM), and the building (by hand)."""
    warehouse = System(
        id="warehouse",
        name="Warehouse",
        description="Figures for everybody.",
        aliases=("dwh",),
        owner="omar.diaz",
        provisioning=Provisioning.model_validate({"connector": "scim", "group_prefix": "warehouse-"}),
        resources=(
            Resource(
                id="warehouse/dashboards",
                name="Dashboards",
                entitlements=(
                    Entitlement(
                        id=DASHBOARDS,
                        level="view",
                        name="Viewer",
                        risk=RiskLevel.LOW,
                        default_duration=timedelta(days=90),
                    ),
                ),
            ),
            Resource(
                id="warehouse/sales-reports",
                name="Sales reports",
                data_class=DataClass.CONFIDENTIAL,
                scopes={
                    "region": ScopeRule(
                        values=("EMEA", "AMER", "APAC"), required=True, aliases={"europe": "EMEA"}
                    ),
                    "quarter": ScopeRule(pattern="^Q[1-4]$"),
                },
                entitlements=(
                    Entitlement(
                        id=SALES,
                        level="read",
                        name="Viewer",
                        risk=RiskLevel.MODERATE,
                        max_duration=timedelta(days=90),
                        default_duration=timedelta(days=30),
                    ),
                ),
            ),
            Resource(
                id="warehouse/administration",
                name="Administration",
                data_class=DataClass.RESTRICTED,
                environment="production",
                entitlements=(
                    Entitlement(
                        id=WAREHOUSE_ADMIN,
                        level="admin",
                        name="Administrator",
                        risk=RiskLevel.HIGH,
                        privileged=True,
                        max_duration=timedelta(days=30),
                        default_duration=timedelta(days=7),
                    ),
                ),
            ),
            Resource(
                id="warehouse/models",
                name="Models",
                entitlements=(
                    Entitlement(
                        id=MODELS,
                        level="train",
                        name="Trainer",
                        risk=RiskLevel.LOW,
                        audience=Audience(departments=("Data",), employment=(Employment.EMPLOYEE,)),
                    ),
                ),
            ),
        ),
    )
    ledger = System(
        id="ledger",
        name="Ledger",
        owner="fay.moss",
        provisioning=Provisioning.model_validate({"connector": "scim", "group_prefix": "ledger-"}),
        resources=(
            Resource(
                id="ledger/payments",
                name="Payments",
                data_class=DataClass.CONFIDENTIAL,
                entitlements=(
                    Entitlement(id=PAYMENTS_CREATE, level="create", name="Create", risk=RiskLevel.MODERATE),
                    Entitlement(
                        id=PAYMENTS_APPROVE,
                        level="approve",
                        name="Approve",
                        risk=RiskLevel.MODERATE,
                        conflicts_with=(PAYMENTS_CREATE,),
                    ),
                ),
            ),
            Resource(
                id="ledger/journal",
                name="Journal",
                regulations=("sox",),
                entitlements=(Entitlement(id=JOURNAL, level="view", name="Viewer", risk=RiskLevel.LOW),),
            ),
            Resource(
                id="ledger/exports",
                name="Exports",
                entitlements=(
                    Entitlement(
                        id=EXPORTS,
                        level="run",
                        name="Run",
                        risk=RiskLevel.LOW,
                        automation=Automation.ASSISTED,
                    ),
                ),
            ),
        ),
    )
    building = System(
        id="building",
        name="Building",
        owner="ida.berg",
        provisioning=Provisioning(connector="manual"),
        resources=(
            Resource(
                id="building/lab",
                name="Lab",
                entitlements=(
                    Entitlement(
                        id=LAB_BADGE,
                        level="badge",
                        name="Badge",
                        risk=RiskLevel.LOW,
                        automation=Automation.MANUAL,
                    ),
                ),
            ),
        ),
    )
    return (warehouse, ledger, building)


def small_holdings() -> tuple[Holding, ...]:
    """Three in Data read the dashboards, one of them the sales reports; Fay creates payments."""
    since = datetime(2025, 1, 15, 9, 0, tzinfo=UTC)
    return (
        *(
            Holding(person=one, entitlement=DASHBOARDS, granted_at=since)
            for one in ("lena.osei", "sana.malik", "ivo.brandt")
        ),
        Holding(person="sana.malik", entitlement=SALES, scope={"region": "AMER"}, granted_at=since),
        Holding(person="fay.moss", entitlement=PAYMENTS_CREATE, granted_at=since),
    )


def small_company(**changes: Any) -> Company:
    """Northlight as it is, or with some of Company's fields replaced."""
    fields: dict[str, Any] = {
        "folder": Path("northlight"),
        "name": "Northlight",
        "timezone": "Europe/Amsterdam",
        "groups": Groups(
            security=("greta.lund", "nils.aker"),
            helpdesk=("cara.cruz",),
            iam_admins=("ida.berg",),
            auditors=("fay.moss",),
        ),
        "people": small_people(),
        "systems": small_systems(),
        "holdings": small_holdings(),
        "absences": (
            Absence(
                person="wade.frost", start=date(2026, 11, 24), until=date(2027, 1, 15), delegate="cara.cruz"
            ),
        ),
        "version": "northlight",
    }
    return Company(**(fields | changes))


@cache
def northlight() -> Company:
    """Northlight as it is, the same one for every test: what is worked out once a company is worked out once."""
    return small_company()


def policies_of(company: Company) -> PolicyBook:
    """Its policies, read once a process: a book never changes, and all that it depends on is looked at here."""
    return _policies(company.policies, company.risk)


@cache
def _policies(files: tuple[PolicyFile, ...], risk: RiskThresholds) -> PolicyBook:
    return PolicyBook.load(small_company(policies=files, risk=risk))
