"""The JSON Schemas (draft 2020-12) of a company folder's YAML files, as they ship.

Beside the standard keywords two annotations are used for the sentences people read: `title` is a noun
("risk level"), `expects` says what would be right where the keyword alone cannot.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any, Literal, TypeAlias

SchemaName: TypeAlias = Literal["company", "system", "bundles"]
"""`company` for company.yaml, `system` for one file of catalog/, `bundles` for bundles.yaml."""


@cache
def schema(name: SchemaName) -> dict[str, Any]:
    """One of the schemas, parsed. Callers share the value and must not change it."""
    text = resources.files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    parsed: dict[str, Any] = json.loads(text)
    return parsed
