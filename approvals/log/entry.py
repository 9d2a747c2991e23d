"""An entry of the decision log and the hash that chains it: pure, so that an auditor can redo it.

`hash = SHA-256(canonical JSON of [seq, at, kind, actor, person, request_id, item_id, grant_id, catalog_version,
policy_version, data, previous])`, hexadecimal; canonical JSON is UTF-8, no spaces, sorted keys; the entry before
the first has the hash of 64 zeros.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

GENESIS = "0" * 64
"""The hash before the first entry."""

USHER = "usher"
"""The actor of what happens without a person: timers, automatic decisions, connectors."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is to be recorded; place and hash are added when it is chained."""

    kind: str
    """`request.opened`, `stage.approved`, `grant.live`, …: noun and what happened to it."""
    actor: str
    person: str = ""
    request_id: str = ""
    item_id: str = ""
    grant_id: str = ""
    catalog_version: str = ""
    policy_version: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def canonical(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no spaces, no escapes for letters."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(*, seq: int, at: str, entry: Entry, data: str, previous: str) -> str:
    """The hash of an entry at its place; `data` is the canonical JSON that is stored."""
    fields = [
        seq,
        at,
        entry.kind,
        entry.actor,
        entry.person,
        entry.request_id,
        entry.item_id,
        entry.grant_id,
        entry.catalog_version,
        entry.policy_version,
        data,
        previous,
    ]
    return hashlib.sha256(canonical(fields).encode()).hexdigest()
