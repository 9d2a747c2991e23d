"""The real permissions of four clouds as one company: a catalog of thousands, for scale rather than for quality.

`python -m tests.eval.clouds [--messages N] [COPIES...]` says how long a message takes in it, by the clock and of a
core: the clock counts whatever else the machine does.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from catalog.kinds import Employment, RiskLevel
from catalog.model import Company, Entitlement, Person, Provisioning, Resource, System
from intents import warm_up
from intents.candidates import index_of
from intents.engines.builtin.engine import BuiltinEngine
from intents.understand import understand
from intents.words import stems
from tests.eval.sets import brackwater, demo, rows, strangers
from tests.shared import SHARED

SOURCE = SHARED / "data" / "clouds" / "entitlements.jsonl"
NOW = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
NAMES = {"aws": "AWS", "azure": "Azure", "gcp": "Google Cloud", "msgraph": "Microsoft Graph"}
LEVELS = {
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
        words = [w for w in stems(row["title"]) if w not in LEVELS]
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
        id=own, name=f"{NAMES.get(cloud, cloud)}{f' {copy}' if copy else ''}", owner=SOMEBODY.id,
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


async def measure(copies: int, most: int) -> dict[str, float]:
    """How long the index takes to build, and a message, over the labelled messages of all companies that ship."""
    company, engine = clouds(copies), BuiltinEngine()
    begun = time.perf_counter()
    index_of(company)
    built = time.perf_counter() - begun
    warm_up(company, engine)
    texts = [case["text"] for one in (demo(), brackwater(), *strangers()) for case in one.cases]
    texts = texts[:: max(1, len(texts) // most)][:most]
    wall, own = [], []
    for text in texts:
        began, spent = time.perf_counter(), time.thread_time()
        await understand(text, person=SOMEBODY, company=company, now=NOW, engine=engine)
        wall.append(1000 * (time.perf_counter() - began))
        own.append(1000 * (time.thread_time() - spent))
    found = {"entitlements": len(company.places), "messages": len(texts), "index_seconds": round(built, 1)}
    for name, times in (("ms", sorted(wall)), ("cpu_ms", sorted(own))):
        found[f"{name}_p50"] = round(times[len(times) // 2], 1)
        found[f"{name}_p99"] = round(times[int(0.99 * (len(times) - 1))], 1)
    return found


def main() -> None:
    """Measure with the copies asked for, one catalog after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.clouds", description=__doc__)
    parser.add_argument("copies", nargs="*", type=int, default=[1, 4])
    parser.add_argument("--messages", type=int, default=300)
    args = parser.parse_args()
    for copies in args.copies:
        print(json.dumps(asyncio.run(measure(copies, args.messages))), flush=True)


if __name__ == "__main__":
    main()
