"""What an answer brings along: a length or a reason said with it counts before what was said at first."""

from __future__ import annotations

from datetime import datetime

from catalog.model import Company
from intents.refining.lengths import said_length
from intents.refining.said import Said
from intents.refining.why import announced_reason
from intents.understanding import Understanding


def as_said_last(
    answer: str, asked: Understanding, together: Understanding, *, company: Company, now: datetime
) -> Understanding:
    """What was read from the wish and its answer `together`, with the length and the reason of the answer."""
    said = Said(answer)
    reason = announced_reason(said)
    length = said_length(said, asked.duration, asked.until, now=now, zone=company.zone)
    changed: dict[str, object] = {}
    if reason:
        changed["justification"] = reason
    if length is not None and not length.unclear:
        changed["duration"] = length.span
        changed["until"] = length.until
    if not changed:
        return together
    older = [one for one in together.evidence if one.field not in changed]
    newer = [one for one in said.evidence if one.field in changed]
    return together.model_copy(update={**changed, "evidence": (*older, *newer)})
