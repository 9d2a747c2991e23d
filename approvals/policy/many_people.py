"""How many people a rule's stage needs, and after which others it is asked, as the rule says it: `@quorum`, `@after`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from approvals.model import Quorum, StageName

MARKS = ("quorum", "after")
MOST = 9
"""People at one stage; a rule that wants more means everybody."""
_STAGES = {stage.value: stage for stage in StageName}


def read_quorum(annotations: Mapping[str, str | None]) -> Quorum | None:
    """What the rule says; None where it leaves it at one person, or where it does not read (`wrong_marks`)."""
    text = (annotations.get("quorum") or "").strip()
    if text == "all":
        return Quorum(everybody=True)
    if text.isascii() and text.isdecimal() and 1 < int(text) <= MOST:
        return Quorum(least=int(text))
    return None


def read_after(annotations: Mapping[str, str | None]) -> tuple[StageName, ...]:
    """The stages that come first, in order; what is no stage is left out, `wrong_marks` tells of it."""
    named = _named(annotations.get("after"))
    return tuple(stage for name, stage in _STAGES.items() if name in named)


def wrong_marks(annotations: Mapping[str, str | None]) -> Iterator[str]:
    """What is wrong with the two in one rule."""
    for name in MARKS:
        if name in annotations and "needs" not in annotations:
            yield f"@{name} goes with @needs; remove it, or say whose yes the rule asks for."
    if "quorum" in annotations:
        said = annotations["quorum"] or ""
        if said.strip() not in {"any", "1"} and read_quorum(annotations) is None:
            yield f"@quorum must be any, all or a number of people from 1 to {MOST}, not {json.dumps(said)}."
    if "after" in annotations:
        names = _named(annotations["after"])
        unknown = [name for name in names if name not in _STAGES]
        if unknown or not names:
            yield (
                f"@after names {json.dumps(unknown[0] if unknown else '')}, which is no stage;"
                f" it may name {', '.join(_STAGES)}, separated by commas."
            )
        elif (annotations.get("needs") or "") in names:
            yield f"@after names {annotations['needs']}, the rule's own stage, which would wait for itself; remove it."


def _named(after: str | None) -> list[str]:
    return [name.strip() for name in (after or "").split(",") if name.strip()]
