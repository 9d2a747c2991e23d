"""Checked data into the values of `catalog.model`: short ids into full ones, conflicts onto both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from catalog.model import Bundle, System


def settings_values(data: Mapping[str, Any]) -> dict[str, Any]:
    """The keyword arguments that company.yaml gives a `Company`."""
    values = dict(data)
    if hours := values.get("working_hours"):
        values["working_hours"] = _with_start(hours)
    if (step_up := values.get("step_up")) is not None:
        values["step_up"] = _with_start(step_up)
    if freezes := values.get("freezes"):
        values["freezes"] = [_with_start(freeze) for freeze in freezes]
    return values


def _with_start(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same with `start` for `from`, which is no name in Python."""
    return {"start" if key == "from" else key: value for key, value in data.items()}


def system_value(data: Mapping[str, Any], conflicts: Mapping[str, Sequence[str]]) -> System:
    """One catalog file as a system. Raises pydantic's ValidationError where schema and model disagree."""
    system = data["system"]
    rest = {key: value for key, value in data.items() if key != "system"}
    resources = [_resource(resource, system, conflicts) for resource in data["resources"]]
    return System.model_validate(rest | {"id": system, "resources": resources})


def bundle_values(data: Sequence[Mapping[str, Any]]) -> tuple[Bundle, ...]:
    """bundles.yaml as bundles. Raises pydantic's ValidationError where schema and model disagree."""
    return tuple(Bundle.model_validate(bundle) for bundle in data)


def _resource(data: Mapping[str, Any], system: str, conflicts: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    full = f"{system}/{data['id']}"
    levels = [_entitlement(level, full, conflicts) for level in data["entitlements"]]
    return dict(data) | {"id": full, "entitlements": levels}


def _entitlement(
    data: Mapping[str, Any], resource: str, conflicts: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    full = f"{resource}:{data['id']}"
    return dict(data) | {"id": full, "level": data["id"], "conflicts_with": conflicts.get(full, ())}
