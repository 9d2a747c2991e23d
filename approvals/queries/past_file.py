"""Past decisions out of `decisions.csv`: each decided as a first request at that moment, for the default time.

The file says who, what and when. The rest is worked out as it was then as far as anybody knows: the person's
attributes from the row, what they held from `holdings.csv`, denials and requests from the rows before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from datetime import UTC, date, datetime

from pydantic import ValidationError

from approvals.policy.facts import Facts
from approvals.policy.replay import Past, Source
from approvals.policy.unfiled import unfiled
from approvals.queries.of_late import DENIALS_COUNT_FOR
from approvals.queries.past import PastDecisions
from approvals.risk.judge import NO_MODELS
from approvals.risk.peers import peers_of
from approvals.terms import permitted_duration
from catalog.model import Company, PastDecision, Person, PersonId, Place

_ATTRIBUTES = ("department", "title", "manager", "employment", "company", "location")
_NEEDED = ("department", "title", "employment")
"""Columns without which somebody who is no longer in people.csv cannot be pictured."""


def from_file(company: Company) -> PastDecisions:
    """Every line of decisions.csv that can be decided again, oldest first."""
    past = PastDecisions()
    history = _History(company)
    places = {id: _narrowed(place) for id, place in company.places.items()}
    ordered = sorted(enumerate(company.decisions, start=1), key=lambda numbered: numbered[1].at)
    for number, decision in ordered:
        place = places.get(decision.entitlement)
        person = _person_then(company, decision)
        if place is None:
            past.left_out["its entitlement is no longer in the catalog"] += 1
        elif person is None:
            past.left_out["its person is not in people.csv, nor described in the row"] += 1
        else:
            past.found.append(
                Past(
                    id=f"decisions.csv#{number}",
                    source=Source.FILE,
                    outcome="approved" if decision.approved else "denied",
                    moments=(_facts(company, history, decision, person, place),),
                )
            )
    return past


class _History:
    """When each person had asked and been denied, ready to be counted up to a moment."""

    def __init__(self, company: Company) -> None:
        self._asked: dict[tuple[PersonId, date], list[datetime]] = defaultdict(list)
        self._denied: dict[PersonId, list[datetime]] = defaultdict(list)
        self._zone = company.zone
        for one in sorted(company.decisions, key=lambda decision: decision.at):
            self._asked[one.person, one.at.astimezone(self._zone).date()].append(one.at)
            if not one.approved:
                self._denied[one.person].append(one.at)

    def asked_that_day(self, person: PersonId, at: datetime) -> int:
        return bisect_right(self._asked[person, at.astimezone(self._zone).date()], at)

    def denials(self, person: PersonId, at: datetime) -> int:
        times = self._denied.get(person, [])
        return bisect_left(times, at) - bisect_left(times, at - DENIALS_COUNT_FOR)


def _facts(
    company: Company, history: _History, decision: PastDecision, person: Person, place: Place
) -> Facts:
    at = decision.at.astimezone(UTC)
    duration, _ = permitted_duration(place.entitlement, None, person=person, now=at, zone=company.zone)
    held = peers_of(company).holdings_of(person.id, at) - {place.entitlement.id}
    facts, _ = unfiled(
        company,
        NO_MODELS,
        person=person,
        requester=person,
        place=place,
        scope={},
        duration=duration,
        held=held,
        denials=history.denials(person.id, at),
        requests_today=history.asked_that_day(person.id, at),
        now=at,
    )
    return facts


def _person_then(company: Company, decision: PastDecision) -> Person | None:
    """The person as the row describes them; None when there is neither such a person nor enough of a description."""
    known = company.people.get(decision.person)
    said = {name: decision.attributes[name] for name in _ATTRIBUTES if decision.attributes.get(name)}
    if known is None:
        if not all(name in said for name in _NEEDED):
            return None
        base = {"id": decision.person, "name": decision.person, "email": "", "company": "", "location": ""}
    else:
        base = known.model_dump()
        if all(base[name] == value for name, value in said.items()):
            return known
    try:
        return Person.model_validate(base | said)
    except ValidationError:  # an employment that means nothing to Usher: what people.csv says has to do
        return known


def _narrowed(place: Place) -> Place:
    """The place as if no scope had to be named: the file does not say which value it was."""
    scopes = {key: rule for key, rule in place.resource.scopes.items() if not rule.required}
    if len(scopes) == len(place.resource.scopes):
        return place
    return place.model_copy(update={"resource": place.resource.model_copy(update={"scopes": scopes})})
