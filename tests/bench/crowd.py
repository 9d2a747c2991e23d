"""A company of ten thousand people and six thousand entitlements, with a risk model trained on its past. Made up, always the same."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from pathlib import Path

from threadpoolctl import threadpool_limits

from approvals.risk.judge import ModelsInForce, Scored, attributes_of
from approvals.risk.model.history import parse_history
from approvals.risk.model.scoring import Scorer
from approvals.risk.model.training import train
from catalog.kinds import DataClass, Employment, RiskLevel
from catalog.model import Company, Entitlement, Holding, Person, Provisioning, Resource, System
from catalog.settings import Groups
from tests.bench.wanted import SEED
from tests.scenarios.office import MONDAY

PEOPLE, ENTITLEMENTS = 10_000, 6_000
PAST = 6_000
"""Decisions the model is trained on; how long a score takes depends on the attributes and trees, hardly on these."""
_KNOWN_ENTITLEMENTS = 1_200
_DEPARTMENTS, _TITLES, _TEAM, _SYSTEMS, _HELD = 60, 12, 12, 100, 8
_LEVELS = ("view", "edit", "admin")


def crowd(people: int = PEOPLE, entitlements: int = ENTITLEMENTS) -> Company:
    """The company."""
    chance = random.Random(SEED)
    persons = {one.id: one for one in (_person(number, people, chance) for number in range(people))}
    systems = _systems(entitlements, chance)
    ids = [one.id for system in systems for resource in system.resources for one in resource.entitlements]
    since = datetime(2025, 3, 1, tzinfo=UTC)
    return Company(
        folder=Path("crowd"),
        name="Crowd",
        timezone="Europe/Amsterdam",
        groups=Groups(security=("p1", "p2"), helpdesk=("p3",), iam_admins=("p4",), auditors=("p5",)),
        people=persons,
        systems=systems,
        holdings=tuple(
            Holding(person=one, entitlement=held, granted_at=since)
            for one in persons
            for held in chance.sample(ids, _HELD)
        ),
        version="crowd",
    )


def models_of(company: Company, past: int = PAST) -> ModelsInForce:
    """A live model for that company, trained with the usual parameters."""
    chance = random.Random(SEED)
    persons = list(company.people.values())
    places = list(company.places.values())[:_KNOWN_ENTITLEMENTS]
    columns = ("entitlement", "department", "title", "manager", "employment", "company", "location")
    lines = [f"outcome,{','.join(columns)}"]
    for _ in range(past):
        person, place = chance.choice(persons), chance.choice(places)
        often = 0.4 if person.title.endswith("3") and place.entitlement.privileged else 0.05
        outcome = "denied" if chance.random() < often else "approved"
        lines.append(",".join((outcome, *attributes_of(person, place, columns).values())))
    # More threads than free cores make so many small fits many times slower.
    with threadpool_limits(1):
        trained = train(parse_history("\n".join(lines).encode()), now=MONDAY)
    return ModelsInForce(live=Scored.of("bench", Scorer(trained)))


def _person(number: int, people: int, chance: random.Random) -> Person:
    department = number % _DEPARTMENTS
    return Person(
        id=f"p{number}",
        name=f"Person {number}",
        email=f"p{number}@crowd.example",
        title=f"Title {department}-{chance.randrange(_TITLES)}",
        department=f"Department {department}",
        manager=None
        if number < _DEPARTMENTS
        else f"p{number // _TEAM // _DEPARTMENTS * _DEPARTMENTS + department}",
        employment=chance.choices(list(Employment), weights=(80, 14, 4, 2))[0],
        company="Crowd" if number % 9 else "Annex",
        location=f"City {chance.randrange(25)}",
        started=date(2020, 1, 1),
        ends=date(2027, 6, 30),
    )


def _systems(entitlements: int, chance: random.Random) -> tuple[System, ...]:
    each = entitlements // _SYSTEMS // len(_LEVELS)
    return tuple(
        System(
            id=f"s{system}",
            name=f"System {system}",
            description="",
            owner=f"p{chance.randrange(_DEPARTMENTS)}",
            provisioning=Provisioning.model_validate({"connector": "scim", "group_prefix": f"s{system}-"}),
            resources=tuple(_resource(f"s{system}/r{number}", chance) for number in range(each)),
        )
        for system in range(_SYSTEMS)
    )


def _resource(id: str, chance: random.Random) -> Resource:
    return Resource(
        id=id,
        name=id,
        data_class=chance.choice(list(DataClass)),
        regulations=("sox",) if chance.random() < 0.1 else (),
        entitlements=tuple(
            Entitlement(
                id=f"{id}:{level}",
                level=level,
                name=level.capitalize(),
                risk=chance.choice(list(RiskLevel)),
                privileged=level == "admin",
            )
            for level in _LEVELS
        ),
    )
