"""The invented companies the sentence model is tuned on, and those it is measured on.

Each file under `companies` is one company: its catalog, and for every level messages that ask for just that
level. They were written without sight of the companies that the engine is measured on.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from catalog.kinds import Employment, RiskLevel
from catalog.model import Company, Entitlement, Person, Provisioning, Resource, System
from tests.eval.sets import EvalSet

FOLDER = Path(__file__).parent / "companies"
HELD_OUT = (
    "aldous-penrose",
    "harlan-valley-courier",
    "heliora",
    "museum-oosterkade",
    "ostrach-zement",
    "tamar-coast-fire",
)
"""A law firm, a newspaper, satellites, a museum, cement and a fire brigade: never trained on, chosen by trade."""
SOMEBODY = Person(
    id="ann.example",
    name="Ann Example",
    email="ann@example.org",
    title="Clerk",
    department="Everybody",
    employment=Employment.EMPLOYEE,
    company="Example",
    location="Anywhere",
)
NOW = "2026-11-23T10:15:00+00:00"


@dataclass(frozen=True)
class Wishes:
    """One company: its name on disk, its catalog, and the messages with the entitlement that each asks for."""

    name: str
    systems: tuple[System, ...]
    messages: tuple[tuple[str, str], ...]


def wishes(*, held_out: bool) -> list[Wishes]:
    """The companies that are measured on, or those that are trained on, in the order of their names."""
    files = sorted(FOLDER.glob("*.yaml"))
    return [_loaded(file) for file in files if (file.stem in HELD_OUT) is held_out]


def as_set(*companies: Wishes) -> EvalSet:
    """The companies as one labelled set, with a catalog that has all their systems."""
    name = "+".join(one.name for one in companies)
    systems = tuple(system for one in companies for system in one.systems)
    company = Company(
        folder=Path(),
        name=name,
        timezone="UTC",
        people={SOMEBODY.id: SOMEBODY},
        systems=systems,
        version=hashlib.sha256(f"wishes {name}".encode()).hexdigest(),
    )
    messages = [message for one in companies for message in one.messages]
    cases = [_case(number, text, wanted) for number, (text, wanted) in enumerate(messages)]
    return EvalSet(name, company, cases)


def _case(number: int, text: str, wanted: str) -> dict[str, Any]:
    expect = {"intent": "request", "outcome": "propose", "items": [{"entitlement": wanted}]}
    return {"id": str(number), "person": SOMEBODY.id, "text": text, "now": NOW, "expect": expect}


def _loaded(file: Path) -> Wishes:
    systems: dict[str, list[Resource]] = {}
    messages: list[tuple[str, str]] = []
    for number, row in enumerate(yaml.safe_load(file.read_text("utf-8"))["resources"]):
        own = f"{file.stem}-{_slug(row['system'])}/{_slug(row['resource'])}-{number}"
        levels = []
        for place, level in enumerate(row["levels"]):
            id = f"{own}:{_slug(level['name'])}-{place}"
            levels.append(
                Entitlement(
                    id=id,
                    level=id.partition(":")[2],
                    name=level["name"],
                    description=level["about"],
                    risk=RiskLevel.MODERATE,
                )
            )
            messages += [(text, id) for text in level["messages"]]
        found = Resource(id=own, name=row["resource"], description=row["about"], entitlements=tuple(levels))
        systems.setdefault(row["system"], []).append(found)
    return Wishes(
        file.stem,
        tuple(
            System(
                id=f"{file.stem}-{_slug(name)}",
                name=name,
                owner=SOMEBODY.id,
                provisioning=Provisioning(connector="manual"),
                resources=tuple(resources),
            )
            for name, resources in systems.items()
        ),
        tuple(messages),
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "x"
