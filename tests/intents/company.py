"""A small invented company, a town theatre, with everything a reading can trip over."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from catalog.kinds import Employment, RiskLevel
from catalog.model import (
    Audience,
    Company,
    Entitlement,
    Holding,
    Person,
    Provisioning,
    Resource,
    ScopeRule,
    System,
)

MONDAY = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def _person(
    id: str,
    name: str,
    department: str,
    employment: Employment = Employment.EMPLOYEE,
    ends: date | None = None,
) -> Person:
    return Person(
        id=id, name=name, email=f"{id}@theatre.example", title="Somebody", department=department,
        employment=employment, company="Theatre", location="Town", ends=ends,
    )  # fmt: skip


def _level(resource: str, level: str, name: str, description: str, *, risk: RiskLevel = RiskLevel.LOW, aliases: tuple[str, ...] = (), departments: tuple[str, ...] = ()) -> Entitlement:  # fmt: skip
    return Entitlement(
        id=f"{resource}:{level}", level=level, name=name, description=description, aliases=aliases, risk=risk,
        privileged=risk is RiskLevel.CRITICAL, audience=Audience(departments=departments),
    )  # fmt: skip


def theatre() -> Company:
    """Two systems, four resources, nine levels; what the box office may see, the stage may not."""
    bookings, prices = "ticketdesk/bookings", "ticketdesk/prices"
    plans, lights = "stageplan/rehearsals", "stageplan/light-cues"
    house = ScopeRule(
        values=("MAIN", "STUDIO"),
        required=True,
        aliases={"main house": "MAIN", "big hall": "MAIN", "studio": "STUDIO"},
    )
    return Company(
        folder=Path(),
        name="Theatre",
        timezone="Europe/Vienna",
        version="theatre-1",
        people={
            p.id: p
            for p in (
                _person("ada.moor", "Ada Moor", "Box office"),
                _person("bela.kiss", "Béla Kiss", "Stage"),
                _person("carla.finch", "Carla Finch", "Box office"),
                _person("dan.moor", "Dan Moor", "Stage"),
                _person("gone.person", "Gwen Gone", "Box office", ends=date(2025, 1, 1)),
                _person("svc.print", "Print Service", "Stage", Employment.SERVICE),
            )
        },
        systems=(
            System(
                id="ticketdesk", name="Ticketdesk", description="Selling seats.", aliases=("box office tool",), owner="ada.moor",
                provisioning=Provisioning(connector="manual"),
                resources=(
                    Resource(
                        id=bookings, name="Bookings", description="Who sits where, and what they paid.", aliases=("seat reservations",),
                        scopes={"house": house, "season": ScopeRule(pattern="^S-[0-9]{4}$")},
                        entitlements=(
                            _level(bookings, "view", "Viewer", "Look bookings up."),
                            _level(bookings, "edit", "Clerk", "Create and change bookings.", departments=("Box office",)),
                            _level(bookings, "admin", "Administrator", "Delete everything.", risk=RiskLevel.CRITICAL, departments=("Box office",)),
                        ),
                    ),
                    Resource(
                        id=prices, name="Price lists", description="What a seat costs, and every discount.",
                        entitlements=(
                            _level(prices, "view", "Reader", "Read the price lists."),
                            _level(prices, "approve", "Discount approver", "Approve discounts.", risk=RiskLevel.HIGH, departments=("Box office",)),
                        ),
                    ),
                ),
            ),
            System(
                id="stageplan", name="Stageplan", description="Everything that happens on stage.", owner="bela.kiss",
                provisioning=Provisioning(connector="manual"),
                resources=(
                    Resource(
                        id=plans, name="Rehearsal plan", description="Who rehearses what and when.", aliases=("rehearsals",),
                        entitlements=(
                            _level(plans, "view", "Viewer", "Read the rehearsal plan."),
                            _level(plans, "plan", "Planner", "Move and cancel rehearsals.", departments=("Stage",)),
                        ),
                    ),
                    Resource(
                        id=lights, name="Light cues", description="The cues of the lighting desk.", aliases=("lighting",),
                        entitlements=(
                            _level(lights, "view", "Reader", "Read the cues.", departments=("Stage",)),
                            _level(lights, "write", "Light designer", "Write the cues.", departments=("Stage",)),
                        ),
                    ),
                ),
            ),
        ),
        holdings=(Holding(person="ada.moor", entitlement=f"{bookings}:edit", scope={"house": "MAIN", "season": "S-2026"}),),
    )  # fmt: skip
