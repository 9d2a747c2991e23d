"""How many people of a company may have a thing: what few may have is the likelier wish of one of those few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from catalog.kinds import Employment
from catalog.model import Audience, Person, Place


class Admitted:
    """The people of one company as audiences tell them apart."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._kinds: Counter[tuple[str, Employment]] = Counter((p.department, p.employment) for p in people)
        self._known: dict[Audience, float] = {}

    def share(self, places: Sequence[Place]) -> float:
        """The share of the people, 0 to 1, who may have the most open of these entitlements; 1 without people."""
        return max((self._of(place.entitlement.audience) for place in places), default=1.0)

    def _of(self, audience: Audience) -> float:
        if audience not in self._known:
            inside = sum(
                count
                for (department, employment), count in self._kinds.items()
                if (not audience.departments or department in audience.departments)
                and (not audience.employment or employment in audience.employment)
            )
            everybody = self._kinds.total()
            self._known[audience] = inside / everybody if everybody else 1.0
        return self._known[audience]
