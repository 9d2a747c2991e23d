"""The schema and the policies that come with the product, as text."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import cedarpy

from approvals.policy.statements import Source


@lru_cache(maxsize=1)
def shipped_schema() -> str:
    """What a rule may look at, as Cedar schema text."""
    return resources.files("approvals.policy").joinpath("schema.cedarschema").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def parsed_schema() -> cedarpy.Schema:
    """The same, as Cedar takes it."""
    return cedarpy.Schema.from_str(shipped_schema())


@lru_cache(maxsize=1)
def shipped_policies() -> tuple[Source, ...]:
    """The policy files that ship, by name."""
    folder = resources.files("approvals.policy").joinpath("shipped")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".cedar")), key=lambda file: file.name
    )
    return tuple(
        Source(file=f"shipped/{file.name}", text=file.read_text(encoding="utf-8"), ours=True)
        for file in files
    )
