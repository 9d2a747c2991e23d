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


@cache
def unfolded(name: SchemaName) -> dict[str, Any]:
    """The same schema with its `$ref`s replaced by what they point to.

    For the validator alone: looking references up took a third of the time of a large catalog's check.
    """
    whole = schema(name)

    def unfold(part: Any) -> Any:
        if isinstance(part, list):
            return [unfold(item) for item in part]
        if not isinstance(part, dict):
            return part
        rest = {key: unfold(item) for key, item in part.items() if key not in ("$ref", "$defs")}
        if "$ref" not in part:
            return rest
        return unfold(whole["$defs"][part["$ref"].removeprefix("#/$defs/")]) | rest

    result: dict[str, Any] = unfold(whole)
    return result
