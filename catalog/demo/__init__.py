"""The demo company, Quillmere: an invented maker of lenses and eye-testing instruments.

It ships with the product so that every feature has something to show before anybody describes a company of
their own. Its folder is read by the same loader as any other; only the personas are of the demo alone.
"""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from catalog.model import PersonId

DEMO_DAY = datetime.fromisoformat("2026-11-23T09:30:00+00:00")
"""When the demo begins, in UTC, whatever the real date: a Monday morning that the records are written around."""


class Persona(BaseModel):
    """Somebody of the demo company whom a visitor of the playground can be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person: PersonId
    role: Literal["Employee", "Manager", "Security", "Helpdesk"]
    blurb: str
    """One short sentence on who this is."""
    messages: tuple[str, ...] = Field(alias="try", min_length=1)
    """What this person could write to the assistant."""


_PERSONAS = TypeAdapter(tuple[Persona, ...])


def demo_folder() -> Path:
    """The demo company's folder, for `load_company`."""
    return Path(str(files(__name__) / "company"))


def personas() -> tuple[Persona, ...]:
    """Who can be played, in the order in which they are offered; the first is the one to start as."""
    text = (files(__name__) / "personas.json").read_text(encoding="utf-8")
    return _PERSONAS.validate_python(json.loads(text))
