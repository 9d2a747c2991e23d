"""How long a rule's stage waits for people, as the rule says it: `@remind`, `@escalate` and `@expire`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from catalog.durations import parse_duration
from catalog.hours import LONGEST_WAIT, Patience, WorkingHours

WAITS = ("remind", "escalate", "expire")
"""The annotations, each a length of working time."""


@dataclass(frozen=True, kw_only=True)
class Waits:
    """What one rule says; None leaves it to the company."""

    remind: timedelta | None = None
    escalate: timedelta | None = None
    expire: timedelta | None = None


UNSAID = Waits()
"""A rule that leaves it all to the company."""


def read_waits(annotations: Mapping[str, str | None]) -> Waits:
    """What the rule says; a length that does not read counts as unsaid, `wrong_waits` tells of it."""
    return Waits(**{name: _length(annotations.get(name)) for name in WAITS})


def wrong_waits(annotations: Mapping[str, str | None]) -> Iterator[str]:
    """What is wrong with the lengths a rule gives."""
    for name in WAITS:
        if name not in annotations:
            continue
        if _length(annotations[name]) is None:
            yield (
                f"@{name} must be a length of working time such as PT4H or P2D, at most "
                f"{LONGEST_WAIT.days} days, not {json.dumps(annotations[name] or '')}."
            )
        if "needs" not in annotations:
            yield f"@{name} goes with @needs; remove it, or say whose yes the rule asks for."


def assisted(patience: Patience, hours: WorkingHours) -> Waits:
    """The window in which somebody should decide on access of the class *assisted*: the half of it until those it waits
    for are reminded, all of it until others join. A company whose clock is quicker than that keeps its clock."""
    window = patience.assisted_within
    half = window / 2 if not window.days else None  # whole days are working days, which have no halves
    return Waits(
        remind=half if half is not None and half < hours.amount(patience.remind_after) else None,
        escalate=window if hours.amount(window) < hours.amount(patience.escalate_after) else None,
    )


def shortest(waits: Iterable[Waits], patience: Patience, hours: WorkingHours) -> Patience:
    """How long a stage waits that several rules ask for: the shortest any of them says, else the company's."""
    said = list(waits)

    def least(given: Iterable[timedelta | None], otherwise: timedelta) -> timedelta:
        return min((one for one in given if one is not None), key=hours.amount, default=otherwise)

    return Patience(
        remind_after=least((one.remind for one in said), patience.remind_after),
        escalate_after=least((one.escalate for one in said), patience.escalate_after),
        expire_after=least((one.expire for one in said), patience.expire_after),
    )


def _length(text: str | None) -> timedelta | None:
    try:
        span = parse_duration(text or "")
    except ValueError:
        return None
    return span if span <= LONGEST_WAIT else None
