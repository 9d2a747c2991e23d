"""What people in the same place hold, ready to be asked about: the yardstick for what is usual.

The same place is the department, the same title in it, and the same title under the same manager in it. Worked out once for a company, then a question costs a few binary searches however many people there are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from catalog.kinds import Employment
from catalog.model import Company, EntitlementId, Person, PersonId
from catalog.per_company import once_per_company

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


Group = tuple[str, ...]
"""A department; with a title, those of that title in it; with a manager as well, those of them in one team."""


def groups_of(person: Person) -> tuple[Group, Group, Group]:
    """The groups somebody belongs to, the widest first."""
    team = (person.department, person.title, person.manager or "")
    return team[:1], team[:2], team


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many of the others in a group hold something."""

    group: Group
    holding: int
    colleagues: int

    @property
    def of_all(self) -> float:
        """From 0 to 1."""
        return self.holding / self.colleagues


@dataclass(frozen=True, kw_only=True)
class Peers:
    """Who is in which group, and what they hold, over time. Service identities are nobody's peers."""

    people: dict[Group, Spans]
    holders: dict[tuple[Group, EntitlementId], Spans]
    """By group and entitlement: one span for each person."""
    held: dict[str, Spans]
    """By department: one span for each person and entitlement."""
    own: dict[PersonId, dict[EntitlementId, Span]]

    def holdings_of(self, person: PersonId, now: datetime) -> frozenset[EntitlementId]:
        """What the company's record says that person holds at that moment."""
        return frozenset(one for one, (start, end) in self.own.get(person, {}).items() if start <= now < end)

    def shares(self, person: Person, entitlement: EntitlementId, now: datetime) -> list[Share]:
        """How usual the entitlement is in each of the person's groups, the widest first; the person is not counted."""
        own = person.employment is not Employment.SERVICE and _working(person, now)
        holds = entitlement in self._counted(person, now)
        return [
            Share(
                group=group,
                holding=self.holders.get((group, entitlement), _EMPTY).covering(now) - holds,
                colleagues=self.people.get(group, _EMPTY).covering(now) - own,
            )
            for group in groups_of(person)
        ]

    def colleagues(self, person: Person, now: datetime) -> int:
        """How many others work in the person's department."""
        everybody = self.people.get(groups_of(person)[0], _EMPTY).covering(now)
        return everybody - (person.employment is not Employment.SERVICE and _working(person, now))

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
    people: dict[Group, list[Span]] = defaultdict(list)
    holders: dict[tuple[Group, EntitlementId], list[Span]] = defaultdict(list)
    held: dict[str, list[Span]] = defaultdict(list)
    for person in company.people.values():
        if person.employment is Employment.SERVICE:
            continue
        groups = groups_of(person)
        for group in groups:
            people[group].append(_works(person))
        for entitlement, span in own.get(person.id, {}).items():
            for group in groups:
                holders[group, entitlement].append(span)
            held[person.department].append(span)
    return Peers(
        people={group: Spans(spans) for group, spans in people.items()},
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
