"""The two shapes that every schema given to a language engine is built from."""

from __future__ import annotations

Schema = dict[str, object]


def closed_object(properties: dict[str, Schema], **more: object) -> Schema:
    """An object with exactly these properties, all of them required, as strict modes want it."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        **more,
    }


def or_null(schema: Schema) -> Schema:
    """That, or null where the message says nothing."""
    return {"anyOf": [schema, {"type": "null"}]}
