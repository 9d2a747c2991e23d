"""What is known of somebody's sign-ins when access is decided: how many warning signs, and how serious."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from approvals.model import Factor
from approvals.risk import weights

COUNT_FOR = timedelta(days=7)
"""A warning sign counts for so long after it was last seen."""


class Severity(StrEnum):
    """How soon somebody should look at a warning sign."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, kw_only=True)
class Warned:
    """How many warning signs of each severity there are about the beneficiary and the requester."""

    low: int = 0
    medium: int = 0
    high: int = 0

    @property
    def number(self) -> int:
        """How many in all."""
        return self.low + self.medium + self.high

    @property
    def points(self) -> int:
        """What they add to the risk score."""
        each = weights.SIGN_IN_WARNING
        added = each["low"] * self.low + each["medium"] * self.medium + each["high"] * self.high
        return min(added, weights.SIGN_IN_WARNINGS_AT_MOST)

    @classmethod
    def of(cls, severities: Iterable[Severity]) -> Warned:
        """Counted."""
        counts = Counter(severities)
        return cls(**{one.value: counts[one] for one in Severity})

    def recorded(self) -> dict[str, int]:
        """As the decision log keeps it."""
        return {one.value: getattr(self, one.value) for one in Severity}


UNWARNED = Warned()
"""Nothing is known against anybody's sign-ins."""


def warned_from(data: Mapping[str, Any] | None) -> Warned:
    """As an entry of the decision log has it; entries from before there were warning signs have none. Raises ValueError, TypeError."""
    return UNWARNED if data is None else Warned(**{name: int(number) for name, number in data.items()})


def warned_factor(warned: Warned) -> Factor:
    """The contribution to the score, in words."""
    number = "1 sign-in warning" if warned.number == 1 else f"{warned.number} sign-in warnings"
    serious = ""
    if warned.high:
        serious = ", serious" if warned.number == warned.high == 1 else f", {warned.high} of them serious"
    return Factor(name="sign_ins", points=warned.points, says=f"{number} this week{serious}")
