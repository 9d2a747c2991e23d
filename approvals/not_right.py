"""What follows from emergencies that Security found not right: the facts about it that the policies read. Pure.

Such a verdict is about one person and one resource, whatever the level. For how long it binds is the company's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from approvals.model import Review
from catalog.emergency import Emergency
from catalog.model import Company, EntitlementId

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """One emergency of somebody's that was reviewed: what they took, what Security said to it, and when."""

    entitlement: EntitlementId
    review: Review
    at: datetime

    @property
    def resource(self) -> str:
        """Out of the id, so that it is known of levels that are no longer in the catalog, too."""
        return resource_of(self.entitlement)


@dataclass(frozen=True, kw_only=True)
class NotRight:
    """What Security found not right, as of one moment. All lengths are whole minutes."""

    binds: int
    """For how long a verdict binds."""
    times: int = 0
    """How many verdicts are younger than that, about whatever."""
    minutes_ago: int | None = None
    """Since the latest, about whatever; None where there never was any."""
    here_minutes_ago: int | None = None
    """Since the latest about this resource."""

    @property
    def binds_for(self) -> timedelta:
        """The same as a span."""
        return self.binds * _MINUTE

    def in_context(self) -> dict[str, int]:
        """As Cedar is told of it: what there is none of is left out."""
        return {f"not_right_{name}": value for name, value in self.recorded().items()}

    def recorded(self) -> dict[str, int]:
        """As the decision log keeps it."""
        told = {
            "binds": self.binds,
            "times": self.times,
            "minutes_ago": self.minutes_ago,
            "here_minutes_ago": self.here_minutes_ago,
        }
        return {name: value for name, value in told.items() if value is not None}


def not_right(
    reviews: Iterable[Reviewed], *, entitlement: EntitlementId, company: Company, now: datetime
) -> NotRight | None:
    """What one person's past reviews come to when this is asked for; None where none of them was "not right".

    A verdict from a clock that goes ahead of ours counts as given just now.
    """
    found = [
        (one.resource, max(0, (now - one.at) // _MINUTE)) for one in reviews if one.review is Review.NOT_RIGHT
    ]
    if not found:
        return None
    here = [ago for resource, ago in found if resource == resource_of(entitlement)]
    nothing = nothing_not_right(company)
    return NotRight(
        binds=nothing.binds,
        times=sum(ago < nothing.binds for _, ago in found),
        minutes_ago=min(ago for _, ago in found),
        here_minutes_ago=min(here, default=None),
    )


def nothing_not_right(company: Company) -> NotRight:
    """Of somebody of whom nothing was found not right. What was found while there was break-glass binds without it, too."""
    binds = (company.emergency or Emergency()).not_right_binds
    return NotRight(binds=-(-binds // _MINUTE))


def not_right_from(data: Mapping[str, Any] | None) -> NotRight | None:
    """As an entry of the decision log has it; entries from before it was kept have none. Raises ValueError, TypeError."""
    return None if data is None else NotRight(**{name: int(value) for name, value in data.items()})


def resource_of(entitlement: EntitlementId) -> str:
    """The full id of the resource it is a level of."""
    return entitlement.rpartition(":")[0]
