"""Which group in a system stands for a grant.

The name is what an administrator sees and wires to real rights; the identity is what tells two grants
apart whose names happen to read alike (`a-b` + `c` and `a` + `b-c`).
"""

from __future__ import annotations

from urllib.parse import urlencode

from catalog.connectors.port import Order
from catalog.model import EntitlementId, ScopeValues, System

IDENTITY_PREFIX = "usher:"


def group_prefix(system: System) -> str:
    """What the names of a system's groups begin with: its option `group_prefix`, else its slug and a hyphen."""
    prefix = (system.provisioning.model_extra or {}).get("group_prefix")
    return prefix if isinstance(prefix, str) else f"{system.id}-"


def group_name(order: Order) -> str:
    """The group's displayName: prefix, resource slug, level, then the scope's values in the order of their keys.

    Sorted keys, so that the name does not change when a catalog file is put in another order.
    """
    slug = order.place.resource.id.rpartition("/")[2]
    parts = [slug, order.place.entitlement.level, *(order.scope[key] for key in sorted(order.scope))]
    return group_prefix(order.place.system) + "-".join(parts)


def group_identity(entitlement: EntitlementId, scope: ScopeValues) -> str:
    """The externalId of a group that Usher makes: the entitlement's full id with its scope, unambiguous."""
    query = urlencode(sorted(scope.items()))
    return f"{IDENTITY_PREFIX}{entitlement}{'?' if query else ''}{query}"


def is_another_grants(external_id: str | None, identity: str) -> bool:
    """Whether a group with that externalId was made for something else than this identity.

    A group without one, or with one from another source, was made by an administrator: its name decides.
    """
    return external_id is not None and external_id.startswith(IDENTITY_PREFIX) and external_id != identity


def scope_in_words(scope: ScopeValues) -> str:
    """`quarter=Q3, region=EMEA`, sorted by key; empty for no scope."""
    return ", ".join(f"{key}={scope[key]}" for key in sorted(scope))
