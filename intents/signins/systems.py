"""Which system of the catalog a provider means by an application or a group, and which entitlement a group stands for.

Providers know applications by the name somebody gave them there, and access by groups. A group's name begins with
the system's prefix, as the connectors write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.connectors.naming import group_prefix
from catalog.model import Company, EntitlementId, System
from catalog.per_company import once_per_company

_BETWEEN = re.compile(r"[\W_]+")
_SHORTEST = 3
"""Letters from which on an alias may be found as one word of a longer name."""


class Systems:
    """The systems of one company by the names providers may use."""

    def __init__(self, systems: tuple[System, ...]) -> None:
        self._by_name: dict[str, set[str]] = {}
        self._prefixes = sorted(
            ((group_prefix(system).casefold(), system) for system in systems), key=lambda one: -len(one[0])
        )
        self._groups: dict[str, EntitlementId] = {}
        for system in systems:
            for name in (system.id, system.name, *system.aliases):
                self._by_name.setdefault(_words(name), set()).add(system.id)
            for name, entitlement in _group_names(system):
                self._groups.setdefault(name, entitlement)

    def of_application(self, application: str) -> str | None:
        """The system's slug: by the whole name, else by the one system named inside it ("Snowflake SSO"). None for none or two."""
        whole = _words(application)
        if not whole:
            return None
        if found := self._by_name.get(whole):
            return next(iter(found)) if len(found) == 1 else None
        inside = {
            slug
            for name, slugs in self._by_name.items()
            if len(name) >= _SHORTEST and f" {name} " in f" {whole} "
            for slug in slugs
        }
        return next(iter(inside)) if len(inside) == 1 else None

    def of_group(self, group: str) -> tuple[str | None, EntitlementId | None]:
        """The system whose prefix the group's name begins with, and the entitlement it is the group of; None where there is none."""
        name = group.casefold().partition("@")[0]
        entitlement = self._groups.get(name)
        if entitlement is None:
            # A scope's values follow the level: snowflake-sales-reports-read-EMEA.
            longest = max(
                (known for known in self._groups if name.startswith(f"{known}-")), key=len, default=""
            )
            entitlement = self._groups.get(longest)
        if entitlement is not None:
            return entitlement.partition("/")[0], entitlement
        for prefix, system in self._prefixes:
            if prefix and name.startswith(prefix):
                return system.id, None
        return self.of_application(group), None


def _words(name: str) -> str:
    return " ".join(_BETWEEN.sub(" ", name.casefold()).split())


def _group_names(system: System) -> Iterator[tuple[str, EntitlementId]]:
    prefix = group_prefix(system)
    for resource in system.resources:
        slug = resource.id.rpartition("/")[2]
        for entitlement in resource.entitlements:
            yield f"{prefix}{slug}-{entitlement.level}".casefold(), entitlement.id


@once_per_company
def systems(company: Company) -> Systems:
    """The systems of that company, put together at the first question."""
    return Systems(company.systems)
