"""What a transaction may leave to be done: a job by name, now or later, committed with the rows it follows from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from sqlalchemy.orm import Session

SOON = timedelta(seconds=1)
"""A queue counts in milliseconds: what is due so soon is due, for a job that comes a moment early comes only once."""


class JobName(StrEnum):
    """The jobs of this room; other rooms may queue jobs of their own under other names."""

    ANNOUNCE = "announce"
    """Tell people about an event."""
    PROVISION = "provision"
    REVOKE = "revoke"
    REMIND = "remind"
    EXPIRE = "expire"
    LAPSE = "lapse"
    """The end that was named for access has come: what is not live by then is not granted any more."""
    REVIEW = "review"
    """A month is over: ask whether access is still right."""
    REVIEW_CLOCK = "review_clock"
    """Look whether a review has waited long enough for somebody to be reminded or to join, or for the access to end."""
    STAGE_CLOCK = "stage_clock"
    """Look whether a stage has waited long enough for somebody to be reminded or to join, or for it to lapse."""
    APPEAL_CLOCK = "appeal_clock"
    """The same for an appeal."""
    EMERGENCY_CLOCK = "emergency_clock"
    """Remind those who have to review an emergency."""
    LOOK_AGAIN = "look_again"
    """Look at the route of everything that waits: people come, go and are away."""
    TELL_INQUIRY = "tell_inquiry"
    """Tell somebody that they were asked about, and why."""
    OPEN_TICKET = "open_ticket"
    """Hand the facts to the ticket system."""
    TELL_TICKET = "tell_ticket"
    """Tell people where a ticket is: its number, or the facts themselves."""
    SETTLE_UNLOCK = "settle_unlock"
    """See whether an unlocking that was begun came to an end; the room that meets people says so where it did not."""
    SHOW_SIGN = "show_sign"
    """Tell Security about a warning sign; the room that meets people carries it out."""
    SUM_SIGNS = "sum_signs"
    """The same for the day's line of signs that were too many to show one by one."""


NEWS = frozenset(
    {JobName.ANNOUNCE, JobName.TELL_INQUIRY, JobName.TELL_TICKET, JobName.SHOW_SIGN, JobName.SUM_SIGNS}
)
"""The jobs that only tell people something."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """One thing to do. The same `key` is queued once, however often it is put."""

    name: str
    """A JobName, or a name another room has a handler for."""
    key: str
    payload: dict[str, str] = field(default_factory=dict)
    due: datetime | None = None
    """Not before; None is at once."""
    lane: str = ""
    """Jobs of one lane run one after the other (the request's id for announcements)."""


class Jobs(Protocol):
    """Where jobs are put: inside the caller's transaction, so that row and job commit together or not at all."""

    def put(self, session: Session, job: Job, *, now: datetime) -> None:
        """Queues the job in this transaction."""
