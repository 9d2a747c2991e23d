"""When the stored events are looked through for warning signs: soon after new ones came, however many batches they came in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from approvals.jobs.port import Job

LOOK = "look_for_signs"
"""The job's name, and its lane: one look at a time."""
EVERY = 5
"""Seconds; what is stored within them is looked at together."""
AFTERWARDS = timedelta(seconds=5)
"""What began to be stored within them has committed by then, by any measure."""


def next_look(now: datetime) -> Job:
    """The look at what is being stored now; the same job for everything that is stored within the same seconds."""
    end = (int(now.timestamp()) // EVERY + 1) * EVERY
    due = datetime.fromtimestamp(end, UTC) + AFTERWARDS
    return Job(name=LOOK, key=f"{LOOK}:{end}", due=due, lane=LOOK)


def further_look(behind: int) -> Job:
    """The look at what lies behind that event, at once."""
    return Job(name=LOOK, key=f"{LOOK}:behind:{behind}", lane=LOOK)
