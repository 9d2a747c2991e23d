"""Every entitlement the catalog's files name, gathered before anything is known to be right.

References are held against this, so that one misspelt risk level in a file does not turn every holding of
that system into an unknown entitlement as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from catalog.model import ScopeRule
from catalog.problems import Problem
from catalog.reading.located import Located
from catalog.reading.shape import parse_regex
from catalog.reading.wording import did_you_mean, shown

_FULL_ID = re.compile(r"[a-z0-9._-]+/[a-z0-9._-]+:[a-z0-9._-]+")


@dataclass(slots=True)
class Inventory:
    """What there is to refer to."""

    entitlements: dict[str, Located] = field(default_factory=dict)
    """By full id, in the order of the files."""
    scopes: dict[str, Mapping[str, ScopeRule | None]] = field(default_factory=dict)
    """By full entitlement id: what its resource may be narrowed by; None for a rule that could not be read."""
    complete: bool = True
    """Whether every file could be read; if not, an unknown id proves nothing."""

    def unknown(self, entitlement: str) -> str | None:
        """The sentence about a reference to nothing; None when there is such an entitlement, or no telling."""
        if not self.complete or entitlement in self.entitlements:
            return None
        return f"{shown(entitlement)} is not in the catalog{did_you_mean(entitlement, self.entitlements)}"

    def conflicts(self) -> dict[str, tuple[str, ...]]:
        """Who conflicts with whom, sorted, both ways round whichever side says so."""
        pairs: dict[str, set[str]] = {}
        for full, entitlement in self.entitlements.items():
            for other, _ in entitlement.texts("conflicts_with"):
                pairs.setdefault(full, set()).add(other)
                pairs.setdefault(other, set()).add(full)
        return {full: tuple(sorted(others)) for full, others in pairs.items()}


def is_full_id(text: str) -> bool:
    """Whether the text has the form system/resource:level; where not, the schema check says so."""
    return _FULL_ID.fullmatch(text) is not None


def take_inventory(documents: Iterable[Located], *, complete: bool, problems: list[Problem]) -> Inventory:
    """The entitlements of those files; notes every slug that is used twice where it must be unique."""
    found = Inventory(complete=complete)
    systems: dict[str, Located] = {}
    for document in documents:
        system = document.text("system")
        if system is None:
            found.complete = False
        elif (first := systems.setdefault(system, document)) is not document:
            says = f"{shown(system)} is already the system of {first.file}; each system has one file"
            problems.append(document.at(("system",)).problem(says))
        resources: dict[str, Located] = {}
        for resource in document.items("resources"):
            _once(resource, resources, "resource of this system", problems)
            _levels(system, resource, found, problems)
    return found


def _levels(system: str | None, resource: Located, found: Inventory, problems: list[Problem]) -> None:
    scopes = _scopes(resource)
    levels: dict[str, Located] = {}
    for entitlement in resource.items("entitlements"):
        _once(entitlement, levels, "entitlement of this resource", problems)
        slug, level = resource.text("id"), entitlement.text("id")
        full = f"{system}/{slug}:{level}"
        if system is None or slug is None or level is None or not is_full_id(full):
            found.complete = False
            continue
        found.entitlements.setdefault(full, entitlement)
        found.scopes.setdefault(full, scopes)


def _once(thing: Located, seen: dict[str, Located], noun: str, problems: list[Problem]) -> None:
    slug = thing.text("id")
    if slug is not None and (first := seen.setdefault(slug, thing)) is not thing:
        says = f"{shown(slug)} is already {'an' if noun[0] == 'e' else 'a'} {noun} (line {first.line}); give it its own id"
        problems.append(thing.at(("id",)).problem(says))


def _scopes(resource: Located) -> dict[str, ScopeRule | None]:
    rules: dict[str, ScopeRule | None] = {}
    for key, scope in resource.pairs("scopes"):
        values = tuple(value for value, _ in scope.texts("values"))
        aliases = {word: value for word, at in scope.pairs("aliases") if (value := at.text()) is not None}
        pattern = scope.text("pattern")
        try:
            parse_regex(pattern or "")
        except ValueError:
            pattern = None
        rules[key] = ScopeRule(values=values, pattern=pattern, aliases=aliases) if values or pattern else None
    return rules
