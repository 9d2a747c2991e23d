"""One name for one state of a company, to stand in every decision made under it.

Taken over what the files mean and not over their bytes: the order of rows, files and list entries, comments,
quoting and defaults that are spelt out make no difference; any change in meaning does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from catalog.model import Bundle, Person, System


def company_version(
    settings: Mapping[str, Any],
    people: Iterable[Person],
    systems: Iterable[System],
    bundles: Iterable[Bundle],
) -> str:
    """SHA-256 (hex) over settings, people, catalog and bundles.

    Fields at their defaults are left out, so that a later release with one more optional field gives an
    unchanged company its old version.
    """
    meaning = {
        "settings": settings,
        "people": [_plain(person) for person in people],
        "systems": [_plain(system) for system in systems],
        "bundles": [_plain(bundle) for bundle in bundles],
    }
    return hashlib.sha256(_canonical(_settled(meaning)).encode()).hexdigest()


def _plain(value: BaseModel) -> dict[str, Any]:
    return value.model_dump(mode="json", exclude_defaults=True)


def _settled(value: Any) -> Any:
    """Lists in an order of their own: every list of a company folder is a set of things."""
    if isinstance(value, Mapping):
        # A connector's options are its own affair, and there an order may mean something.
        return {key: item if key == "provisioning" else _settled(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return sorted((_settled(item) for item in value), key=_canonical)
    return value


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
