"""The invented companies the sentence model is tuned on, those that what rests on it is fitted on, and those measured on.

Each file under `companies` and `strangers` is one company: its catalog, for every level messages that ask for just that level,
messages for which several levels of a resource or several resources would do, and wishes for what the company does not
have. They were written without sight of the companies that the engine is measured on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from catalog.kinds import Employment, RiskLevel
from catalog.model import Company, Entitlement, Person, Provisioning, Resource, System
from tests.eval.sets import EvalSet

FOLDER = Path(__file__).parent / "companies"
STRANGERS = Path(__file__).parent / "strangers"
"""Companies that the sentence model is never trained on: what rests on it meets it as it reads any other company."""
MEASURED = (
    "aldous-penrose",
    "harlan-valley-courier",
    "heliora",
    "museum-oosterkade",
    "ostrach-zement",
    "tamar-coast-fire",
)
"""A law firm, a newspaper, satellites, a museum, cement and a fire brigade: never trained on, chosen by trade. Those
that came later are dealt by a digest of their names."""
_SHARES = 8
"""Into so many equal parts the companies are dealt."""


class Part(Enum):
    """What a company is for."""

    TRAINED = "the sentence model is trained on its messages"
    PAIRED = "a stranger to the sentence model, trained on to read a message and an entitlement together"
    SET_ASIDE = (
        "never trained on, so that likenesses in it are a stranger's: how sure a reading is, is fitted on it"
    )
    HELD_OUT = "only measured on"


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
    unclear: tuple[tuple[str, tuple[str, ...]], ...]
    """Messages for which several levels would do, of one resource or of several, with all those."""
    absent: tuple[str, ...]
    """Wishes for what it does not have."""

    @property
    def part(self) -> Part:
        """What the company is for."""
        return part_of(self.name)


def part_of(name: str) -> Part:
    """What a company is for, by its name on disk. Raises KeyError for one that is not there."""
    dealt = int(hashlib.sha256(name.encode()).hexdigest(), 16) % _SHARES
    if name in MEASURED or dealt == 0:
        return Part.HELD_OUT
    if dealt <= 2:
        return Part.SET_ASIDE
    return Part.PAIRED if files()[name].parent == STRANGERS else Part.TRAINED


@cache
def files() -> dict[str, Path]:
    """The file of each company, by its name."""
    return {file.stem: file for folder in (FOLDER, STRANGERS) for file in sorted(folder.glob("*.yaml"))}


@cache
def wishes(part: Part) -> tuple[Wishes, ...]:
    """The companies of one part, in the order of their names."""
    return tuple(_loaded(file) for name, file in sorted(files().items()) if part_of(name) is part)


def as_set(*companies: Wishes) -> EvalSet:
    """The companies' messages that ask for one level as one labelled set, with a catalog that has all their systems."""
    messages = [message for one in companies for message in one.messages]
    return _set(companies, [_asked(text, wanted) for text, wanted in messages])


def among(companies: Sequence[Wishes]) -> list[EvalSet]:
    """Each company's messages that ask for one level, to be read in a catalog that has the systems of all of them.

    What a company lacks or has several of is left out: another of them may have it.
    """
    whole = as_set(*companies).company
    return [replace(as_set(one), company=whole) for one in companies]


def everything(one: Wishes) -> EvalSet:
    """All messages of a company as a labelled set: those for one level, for several, and for nothing it has."""
    cases = [_asked(text, wanted) for text, wanted in one.messages]
    for text, levels in one.unclear:
        expect = {"outcome": "choose", "accept": ["ask"], "items": [], "any_of": list(levels)}
        cases.append(_case(text, expect))
    cases += [_case(text, {"outcome": "none", "items": []}) for text in one.absent]
    return _set([one], cases)


def _set(companies: Sequence[Wishes], cases: list[dict[str, Any]]) -> EvalSet:
    name = "+".join(one.name for one in companies)
    company = Company(
        folder=Path(),
        name=name,
        timezone="UTC",
        people={SOMEBODY.id: SOMEBODY},
        systems=tuple(system for one in companies for system in one.systems),
        version=hashlib.sha256(f"wishes {name}".encode()).hexdigest(),
    )
    return EvalSet(name, company, [{"id": str(number), **case} for number, case in enumerate(cases)])


def _asked(text: str, wanted: str) -> dict[str, Any]:
    return _case(text, {"outcome": "propose", "items": [{"entitlement": wanted}]})


def _case(text: str, expect: dict[str, Any]) -> dict[str, Any]:
    return {"person": SOMEBODY.id, "text": text, "now": NOW, "expect": {"intent": "request", **expect}}


def _loaded(file: Path) -> Wishes:
    systems: dict[str, list[Resource]] = {}
    messages: list[tuple[str, str]] = []
    unclear: list[tuple[str, tuple[str, ...]]] = []
    known: dict[str, tuple[str, ...]] = {}
    # The loader in C takes an eighth of the time.
    written = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    for number, row in enumerate(written["resources"]):
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
        ids = tuple(level.id for level in levels)
        unclear += [(text, ids) for text in row.get("unclear", ())]
        own_name = f"{row['system']}/{row['resource']}"
        known[own_name] = ids
        known |= {f"{own_name}/{level.name}": (level.id,) for level in levels}
        found = Resource(id=own, name=row["resource"], description=row["about"], entitlements=tuple(levels))
        systems.setdefault(row["system"], []).append(found)
    for row in written.get("open", ()):
        unclear.append((row["says"], tuple(one for name in row["fits"] for one in known[name])))
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
        tuple(unclear),
        tuple(written.get("absent", ())),
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "x"
