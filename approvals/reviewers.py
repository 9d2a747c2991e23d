"""Who looks again at a no, when it is appealed: the counterpart of whoever said it, by the same kind of route.

Nobody looks again at their own no. The next on the stage's route does, the owner where a manager denied, at last the
IAM admins. Who reports to the one who said no is asked only where nobody else can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from approvals.approvers import Approvers, along
from approvals.barring import Bar, bar_of
from approvals.model import StageName
from approvals.routes import Stop, admins, manager_of, security_team
from catalog.model import Company, Person, PersonId, Place


def reviewers(
    company: Company,
    *,
    stage: StageName,
    denier: PersonId | None,
    beneficiary: Person,
    requester: Person,
    place: Place,
    on: date,
    decided_before: frozenset[PersonId],
    escalated: int = 0,
) -> Approvers:
    """Who may look again at a no of that stage on that day, and who is pinged; nobody in `may` where nobody can.

    `denier` is None where policy said no; `decided_before` are all who spoke on the item; `escalated` is how many
    further stops of the route have joined because nobody looked in time.
    """
    before = decided_before | ({denier} if denier is not None else frozenset())
    spoken = bar_of(company, beneficiary, requester, place, on, before, frozenset())
    route = list(_route(company, stage, beneficiary, place))

    def reports(person: PersonId) -> bool:
        return denier is not None and person in company.people and denier in company.managers_above(person)

    def independent(person: PersonId) -> str | None:
        """Held against whoever stands in for somebody as well."""
        return spoken(person) or ("reports to whoever said no" if reports(person) else None)

    dependent = frozenset(one for stop in route for one in stop.people if reports(one))
    who = _along(company, route, independent, before | dependent, on, escalated)
    return who if who.may else _along(company, route, spoken, before, on, escalated)


def _along(
    company: Company, route: Sequence[Stop], bar: Bar, without: frozenset[PersonId], on: date, escalated: int
) -> Approvers:
    """The route without those people; why those who spoke already are not asked goes without saying."""
    stops = [
        replace(stop, people=tuple(one for one in stop.people if one not in without), missing="")
        for stop in route
    ]
    stops[-1] = replace(stops[-1], missing="nobody is left who has not spoken on it before")
    return along(company, stops, bar, on, escalated=escalated)


def _route(company: Company, stage: StageName, beneficiary: Person, place: Place) -> Iterator[Stop]:
    if stage is StageName.SECURITY:
        yield security_team(company)
    else:
        if stage is StageName.MANAGER:
            yield Stop((place.owner,))
            if beneficiary.manager is not None:
                yield manager_of(company, beneficiary.manager)
        yield manager_of(company, place.owner)
    yield admins(company)
