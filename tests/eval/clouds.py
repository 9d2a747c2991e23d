"""The real permissions of four clouds as one company: a catalog of thousands, for scale rather than for quality."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path

from catalog.model import Company, Employment, Entitlement, Person, Provisioning, Resource, RiskLevel, System
from intents.words import stems
from tests.eval.sets import SHARED, rows

SOURCE = SHARED / "data" / "clouds" / "entitlements.jsonl"
_NAMES = {"aws": "AWS", "azure": "Azure", "gcp": "Google Cloud", "msgraph": "Microsoft Graph"}
_LEVELS = {
    "admin",
    "viewer",
    "editor",
    "reader",
    "writer",
    "owner",
    "user",
    "contributor",
    "operator",
    "creator",
    "agent",
}
SOMEBODY = Person(
    id="ann.example", name="Ann Example", email="ann@example.org", title="Engineer", department="Engineering",
    employment=Employment.EMPLOYEE, company="Example", location="Anywhere",
)  # fmt: skip


def clouds(copies: int = 1) -> Company:
    """Each permission as a level of the thing its title names; `copies` repeats all of it under other names."""
    grouped: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(SOURCE):
        words = [w for w in stems(row["title"]) if w not in _LEVELS]
        grouped[row["cloud"]]["-".join(words[:5]) or "general"].append(row)
    systems = tuple(
        _system(cloud, copy, resources) for copy in range(copies) for cloud, resources in grouped.items()
    )
    return Company(
        folder=Path(), name="Clouds", timezone="UTC", people={SOMEBODY.id: SOMEBODY}, systems=systems,
        version=hashlib.sha256(f"clouds {copies}".encode()).hexdigest(),
    )  # fmt: skip


def _system(cloud: str, copy: int, resources: dict[str, list[dict[str, str]]]) -> System:
    own = f"{cloud}{copy or ''}"
    return System(
        id=own, name=f"{_NAMES.get(cloud, cloud)}{f' {copy}' if copy else ''}", owner=SOMEBODY.id,
        provisioning=Provisioning(connector="manual"),
        resources=tuple(_resource(own, slug, permissions) for slug, permissions in resources.items()),
    )  # fmt: skip


def _resource(system: str, slug: str, permissions: list[dict[str, str]]) -> Resource:
    levels = tuple(
        Entitlement(
            id=f"{system}/{slug}:l{number}", level=f"l{number}", name=permission["title"],
            description=permission["description"], risk=RiskLevel.MODERATE,
        )
        for number, permission in enumerate(permissions)
    )  # fmt: skip
    return Resource(id=f"{system}/{slug}", name=slug.replace("-", " "), entitlements=levels)
