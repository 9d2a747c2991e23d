"""When a company works, and how long its requests wait for people before they are reminded, joined or let go.

All lengths here are working time: `PT4H` is four hours during which people can be expected to answer, and each
whole day (`P1D`) is one working day, however many hours that has.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from pydantic import BaseModel, ConfigDict

from catalog.durations import Duration

LONGEST_WAIT = timedelta(days=365)
"""Working days; whatever a company calls patience ends some day."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WorkingHours(_Frozen):
    """When people can be expected to answer, in the company's time zone."""

    days: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri")
    start: time = time(8)
    until: time = time(18)

    def amount(self, span: timedelta) -> timedelta:
        """How many hours of work a length of working time is: what lengths are compared by."""
        someday = date(2026, 1, 1)
        day = datetime.combine(someday, self.until) - datetime.combine(someday, self.start)
        return span.days * day + (span - timedelta(days=span.days))


class Patience(_Frozen):
    """For how much working time a stage waits until somebody is reminded, others may decide, and it lapses."""

    remind_after: Duration = timedelta(hours=4)
    escalate_after: Duration = timedelta(hours=8)
    expire_after: Duration = timedelta(days=5)
    assisted_within: Duration = timedelta(hours=4)
    """For access of the automation class *assisted*: within so much working time a person should have decided."""
