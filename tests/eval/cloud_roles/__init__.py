"""Some four hundred real roles of a cloud as a company's catalog, and messages that ask for them.

The messages were written by people who saw the list of roles and nothing of the engine; nothing is trained, fitted or
chosen on them. Roles of Azure go by their titles, those of Google Cloud by their ids; what they are is read from beside the repository.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from catalog.kinds import RiskLevel
from catalog.model import Company, Entitlement, Provisioning, Resource, System
from intents.words import stem
from tests.eval.clouds import LEVELS, NAMES, NOW, SOMEBODY, SOURCE
from tests.eval.sets import EvalSet, rows

_HERE = Path(__file__).parent


def cloud_roles() -> list[EvalSet]:
    """One set a cloud; none where the roles themselves are not there."""
    if not SOURCE.is_file():
        return []
    return [_set(file.stem, yaml.safe_load(file.read_text("utf-8"))) for file in sorted(_HERE.glob("*.yaml"))]


def _set(cloud: str, written: dict[str, Any]) -> EvalSet:
    kept = set(written["roles"])
    roles = [one for one in rows(SOURCE) if one["cloud"] == cloud and {one["title"], one["id"]} & kept]
    ids, resources = _resources(cloud, roles)
    system = System(
        id=cloud,
        name=NAMES[cloud],
        owner=SOMEBODY.id,
        provisioning=Provisioning(connector="manual"),
        resources=tuple(resources),
    )
    company = Company(
        folder=_HERE,
        name=NAMES[cloud],
        timezone="UTC",
        people={SOMEBODY.id: SOMEBODY},
        systems=(system,),
        version=hashlib.sha256(f"roles of {cloud}".encode()).hexdigest(),
    )
    cases = [
        _case(one, {"outcome": "propose", "items": [{"entitlement": ids[one["wanted"]]}]})
        for one in written["messages"]
    ]
    for one in written["unclear"]:
        any_of = [ids[role] for role in one["any_of"]]
        cases.append(_case(one, {"outcome": "choose", "accept": ["ask"], "items": [], "any_of": any_of}))
    for one in written["absent"]:
        said = one if isinstance(one, dict) else {"text": one}
        cases.append(_case(said, {"outcome": "none", "items": []}))
    for number, case in enumerate(cases):
        case["id"] = str(number)
    return EvalSet(cloud, company, cases)


def _case(said: dict[str, Any], expect: dict[str, Any]) -> dict[str, Any]:
    expect |= {"intent": "request", "duration": said.get("duration")}
    return {"person": SOMEBODY.id, "text": said["text"], "now": NOW.isoformat(), "expect": expect}


def _resources(cloud: str, roles: list[dict[str, Any]]) -> tuple[dict[str, str], list[Resource]]:
    """Roles whose titles differ in the level alone are levels of one resource; with the entitlement's id of every role."""
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for role in roles:
        grouped[" ".join(w for w in role["title"].split() if stem(w.lower()) not in LEVELS)].append(role)
    ids: dict[str, str] = {}
    found = []
    for number, (name, some) in enumerate(grouped.items()):
        levels = []
        for place, role in enumerate(some):
            id = f"{cloud}/r{number}:l{place}"
            ids[role["title"]] = ids[role["id"]] = id
            levels.append(
                Entitlement(
                    id=id,
                    level=f"l{place}",
                    name=role["title"],
                    description=role["description"],
                    risk=RiskLevel.MODERATE,
                )
            )
        found.append(Resource(id=f"{cloud}/r{number}", name=name or NAMES[cloud], entitlements=tuple(levels)))
    return ids, found
