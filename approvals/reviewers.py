"""Who looks again at a no, when it is appealed: the counterpart of whoever said it, by the same kind of route.

Nobody looks again at their own no. The next on the stage's route does, the owner where a manager denied, at last the
IAM admins. Who reports to the one who said no is asked only where nobody else can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from approvals.approvers import Approvers, along
from approvals.barring import bar_of
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
    route = list(_route(company, stage, beneficiary, place))
    named = {one for step in route for one in step.people if one in company.people}
    reports = frozenset(one for one in named if denier in company.managers_above(one))
    who = _along(company, route, before | reports, beneficiary, requester, place, on, escalated)
    return who if who.may else _along(company, route, before, beneficiary, requester, place, on, escalated)


def _along(
    company: Company,
    route: Sequence[Stop],
    exclude: frozenset[PersonId],
    beneficiary: Person,
    requester: Person,
    place: Place,
    on: date,
    escalated: int,
) -> Approvers:
    """The route without those people; why those who spoke already are not asked goes without saying."""
    bar = bar_of(company, beneficiary, requester, place, on, exclude, frozenset())
    without = [
        replace(step, people=tuple(one for one in step.people if one not in exclude), missing="")
        for step in route
    ]
    without[-1] = replace(without[-1], missing="nobody is left who has not spoken on it before")
    return along(company, without, bar, on, escalated=escalated)


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
