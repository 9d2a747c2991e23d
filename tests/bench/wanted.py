"""What can be asked for in the demo company: people, entitlements and scopes in a fixed, mixed order.

Each is asked for once, because asking twice is refused. What somebody already holds raises their risk, so whether a
wish is granted at once or waits for the manager is looked up right before it is filed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

from approvals.assessment import Assessment
from approvals.desk import Desk
from approvals.model import PolicyAnswer, StageName, Wish
from approvals.queries.assess import assess
from catalog.model import Company, PersonId, Place, Resource, ScopeValues

SEED = 20_261_123
SPAN = timedelta(days=14)
REASON = "the yearly audit needs the figures"


class NothingLeft(Exception):
    """The demo company has no further wish of that kind; measure fewer."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One thing that one person could ask for."""

    person: PersonId
    place: Place
    scope: ScopeValues

    @property
    def wish(self) -> Wish:
        """The same as an operation takes it."""
        return Wish(entitlement=self.place.entitlement.id, scope=self.scope)

    @property
    def sentence(self) -> str:
        """The same as the person would write it."""
        scope = " ".join(self.scope.values())
        where = f"{self.place.resource.name} {scope}".strip()
        return f"I need {self.place.entitlement.name} on {where} in {self.place.system.name} for two weeks because {REASON}"


def everything(desk: Desk) -> list[Wanted]:
    """Everything provisioned over SCIM that anybody with a Slack account may ask for, mixed."""
    company, today = desk.company, desk.now().astimezone(desk.company.zone).date()
    found = [
        Wanted(person=person.id, place=place, scope=scope)
        for person in company.people.values()
        if person.slack_id and person.active(today)
        for place in company.visible_to(person)
        if place.system.provisioning.connector == "scim"
        for scope in _scopes(place.resource)
    ]
    random.Random(SEED).shuffle(found)
    return found


def _scopes(resource: Resource) -> Iterator[ScopeValues]:
    """Every full narrowing by listed values; a scope that is free text is left out, or rules the resource out."""
    if any(rule.required and not rule.values for rule in resource.scopes.values()):
        return
    listed = {name: rule.values for name, rule in resource.scopes.items() if rule.values}
    for values in product(*listed.values()):
        yield dict(zip(listed, values, strict=True))


async def assessed(desk: Desk, wanted: Wanted) -> Assessment:
    """What would come of it now."""
    (found,) = await assess(
        desk, requester=wanted.person, beneficiary=wanted.person, wishes=[wanted.wish], duration=SPAN
    )
    return found


def granted_at_once(assessment: Assessment) -> bool:
    """Whether nobody has to look, and nothing like it is held or waited for."""
    return assessment.decision.answer is PolicyAnswer.GRANTED and _new(assessment)


def the_managers_alone(company: Company, assessment: Assessment) -> PersonId | None:
    """Who decides it with one click, if one click is all it takes."""
    if assessment.decision.open_stages != (StageName.MANAGER,) or not _new(assessment):
        return None
    waiting = [person for person in assessment.approvers[0].waiting_for if company.people[person].slack_id]
    return waiting[0] if waiting else None


def _new(assessment: Assessment) -> bool:
    return not (assessment.already_held or assessment.already_pending or assessment.missing_scopes)
