"""Policies that let nothing through: what `usher check` warns about before a company finds out one refusal at a time.

A few plain requests of the company's own catalog are put to the policies: low in risk, short, by somebody they are meant
for, at several moments, without anybody's yes and with everybody's. One that passes, or that people may let pass, is
enough. Nothing is proved by it: a warning is all that follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice, product

from approvals.model import PolicyAnswer, StageName
from approvals.policy.answers import FAILED
from approvals.policy.book import PolicyBook
from approvals.policy.facts import Facts
from approvals.policy.wording import listed
from catalog.kinds import Employment, RiskLevel
from catalog.model import Company, Person, Place

MOST_PLACES, MOST_PEOPLE = 8, 2
"""How many entitlements are tried, of as many systems as there are; and for how many people each."""
MOST_FAILURES = 5
"""So often a rule may fail before no more is tried: each failure is a line in the application log."""
_LENGTH = timedelta(hours=1)
_MOMENTS = (
    *(number * timedelta(hours=31) for number in range(24)),
    *(timedelta(days=days) for days in (61, 122, 183, 274)),
)
"""From now on: each hour of a day and each day of a week, and long after any freeze is over. A rule about hours, or one
that ends, is no policy that lets nothing through."""
_EVERYBODY = frozenset(StageName)
_RANK = {level: rank for rank, level in enumerate(RiskLevel)}


@dataclass(frozen=True, kw_only=True)
class NothingGranted:
    """What was seen of a company whose policies refuse whatever was tried."""

    tried: int
    """How many requests, each of which what ships alone would let through."""
    rules: tuple[str, ...]
    """The company's own rules that refused any of them, in the order of the files; empty where one could not be asked."""

    def says(self) -> str:
        """The same as a clause without full stop, as the report has it."""
        by = listed(f'"{name}"' for name in self.rules) or "rules that could not be asked"
        each = "one plain request" if self.tried == 1 else f"each of {self.tried} plain requests"
        return (
            f"the policies seem to let nothing through: {each} of this catalog would be refused, whoever approves, by"
            f" {by}; narrow what is forbidden, or name with @needs who may let it pass"
        )


def nothing_granted(company: Company, book: PolicyBook, *, now: datetime) -> NothingGranted | None:
    """What refuses everything; None where something passes, and where it is not the company's own policies that refuse."""
    if not company.policies:
        return None
    alone: PolicyBook | None = None
    tried, failures, refusing = 0, 0, set[str]()
    for facts in plain_requests(company, now=now):
        reasons = _refused_by(book, facts)
        if reasons is None:
            return None
        # Read only now: where all is well the first request passes.
        alone = alone or PolicyBook.load(company.model_copy(update={"policies": ()}))
        if _refused_by(alone, facts) is not None:
            continue  # it would be refused without the company's policies
        tried += 1
        refusing |= reasons
        failures += FAILED.policy in reasons
        if failures == MOST_FAILURES:
            break
    if not tried:
        return None
    own = tuple(name for name, rule in book.rules.items() if name in refusing and not rule.ours)
    return NothingGranted(tried=tried, rules=own)


def plain_requests(company: Company, *, now: datetime) -> Iterator[Facts]:
    """The requests that are tried, those that most probably pass first."""
    asked = [
        (place, person)
        for number, place in enumerate(_places(company))
        for person in _people(company, place, now, start=number * MOST_PEOPLE)
    ]
    for later, (place, person) in product(_MOMENTS, asked):
        yield Facts(
            company=company,
            person=person,
            requester=person,
            place=place,
            scope=_scope(place),
            duration=_LENGTH,
            risk=0,
            now=now + later,
        )


def _refused_by(book: PolicyBook, facts: Facts) -> set[str] | None:
    """The rules that refuse it, whoever agrees; None where it passes, or waits for people."""
    refusing: set[str] = set()
    for approvals in (frozenset[StageName](), _EVERYBODY):
        decision = book.decide(replace(facts, approvals=approvals))
        if decision.answer is not PolicyAnswer.REFUSED:
            return None
        refusing |= {reason.policy for reason in decision.reasons if reason.needs is None}
    return refusing


def _places(company: Company) -> list[Place]:
    """The least of each system, then the next of each, until there are enough."""
    systems: dict[str, list[Place]] = {}
    for place in company.places.values():
        systems.setdefault(place.system.id, []).append(place)
    ranked = [
        (number, place)
        for places in systems.values()
        for number, place in enumerate(sorted(places, key=_height))
    ]
    return [place for _, place in islice(sorted(ranked, key=lambda one: one[0]), MOST_PLACES)]


def _height(place: Place) -> tuple[bool, int, str]:
    return place.entitlement.privileged, _RANK[place.entitlement.risk], place.entitlement.id


def _people(company: Company, place: Place, now: datetime, *, start: int) -> list[Person]:
    """Employees it is meant for, one of a department; of each place those of the next departments."""
    today = now.astimezone(company.zone).date()
    departments: dict[str, Person] = {}
    for person in company.people.values():
        if (
            person.employment is Employment.EMPLOYEE
            and person.active(today)
            and place.entitlement.audience.admits(person)
        ):
            departments.setdefault(person.department, person)
    found = [*departments.values()]
    first = start % len(found) if found else 0
    return [*found[first:], *found[:first]][:MOST_PEOPLE]


def _scope(place: Place) -> dict[str, str]:
    """A value for each required scope that lists any."""
    return {
        key: rule.values[0] for key, rule in place.resource.scopes.items() if rule.required and rule.values
    }
