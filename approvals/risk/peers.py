"""What a department holds, ready to be asked about: the yardstick for what is usual.

Worked out once for a company, then a question costs a few binary searches however many people there are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from approvals.policy.per_company import once_per_company
from catalog.model import Company, Employment, EntitlementId, Person, PersonId

_ALWAYS = datetime.min.replace(tzinfo=UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)

Span = tuple[datetime, datetime]
"""From when, and until when (no longer included)."""


class Spans:
    """Many stretches of time, of which one can tell how many cover a moment."""

    def __init__(self, spans: Iterable[Span]) -> None:
        kept = [span for span in spans if span[0] < span[1]]
        self._starts = sorted(start for start, _ in kept)
        self._ends = sorted(end for _, end in kept)

    def covering(self, now: datetime) -> int:
        """How many are running at that moment."""
        return bisect_right(self._starts, now) - bisect_right(self._ends, now)


_EMPTY = Spans(())


@dataclass(frozen=True, kw_only=True)
class Peers:
    """Who is in which department, and what they hold, over time. Service identities are nobody's peers."""

    people: dict[str, Spans]
    """By department."""
    holders: dict[tuple[str, EntitlementId], Spans]
    """By department and entitlement: one span for each person."""
    held: dict[str, Spans]
    """By department: one span for each person and entitlement."""
    own: dict[PersonId, dict[EntitlementId, Span]]

    def holdings_of(self, person: PersonId, now: datetime) -> frozenset[EntitlementId]:
        """What the company's record says that person holds at that moment."""
        return frozenset(one for one, (start, end) in self.own.get(person, {}).items() if start <= now < end)

    def colleagues(self, person: Person, now: datetime) -> int:
        """How many others work in the person's department."""
        everybody = self.people.get(person.department, _EMPTY).covering(now)
        return everybody - (person.employment is not Employment.SERVICE and _working(person, now))

    def colleagues_holding(self, person: Person, entitlement: EntitlementId, now: datetime) -> int:
        """How many of them hold that entitlement."""
        holders = self.holders.get((person.department, entitlement), _EMPTY).covering(now)
        return holders - (entitlement in self._counted(person, now))

    def usual_number(self, person: Person, now: datetime) -> float:
        """How many entitlements a colleague holds on average; 0 without colleagues."""
        colleagues = self.colleagues(person, now)
        if not colleagues:
            return 0.0
        held = self.held.get(person.department, _EMPTY).covering(now) - len(self._counted(person, now))
        return held / colleagues

    def _counted(self, person: Person, now: datetime) -> frozenset[EntitlementId]:
        return frozenset() if person.employment is Employment.SERVICE else self.holdings_of(person.id, now)


@once_per_company
def peers_of(company: Company) -> Peers:
    """The yardstick of that company."""
    own: dict[PersonId, dict[EntitlementId, Span]] = defaultdict(dict)
    for holding in company.holdings:
        person = company.people.get(holding.person)
        if person is None:
            continue
        works = _works(person)
        start = max(holding.granted_at or _ALWAYS, works[0])
        end = min(holding.expires_at or _NEVER, works[1])
        # Held twice (another scope, an extension) is held once, for as long as the longer one lasts.
        before = own[person.id].get(holding.entitlement, (start, end))
        own[person.id][holding.entitlement] = (min(start, before[0]), max(end, before[1]))
    people: dict[str, list[Span]] = defaultdict(list)
    holders: dict[tuple[str, EntitlementId], list[Span]] = defaultdict(list)
    held: dict[str, list[Span]] = defaultdict(list)
    for person in company.people.values():
        if person.employment is Employment.SERVICE:
            continue
        people[person.department].append(_works(person))
        for entitlement, span in own.get(person.id, {}).items():
            holders[person.department, entitlement].append(span)
            held[person.department].append(span)
    return Peers(
        people={department: Spans(spans) for department, spans in people.items()},
        holders={key: Spans(spans) for key, spans in holders.items()},
        held={department: Spans(spans) for department, spans in held.items()},
        own=dict(own),
    )


def _works(person: Person) -> Span:
    """From the first day to the end of the last, by UTC: a yardstick need not know about midnight elsewhere."""
    start = _ALWAYS if person.started is None else _midnight(person.started)
    return start, _NEVER if person.ends in (None, date.max) else _midnight(person.ends + timedelta(days=1))


def _working(person: Person, now: datetime) -> bool:
    start, end = _works(person)
    return start <= now < end


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
