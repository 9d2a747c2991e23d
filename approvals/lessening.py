"""What an approver may make of what was asked for: only less. Shorter, a lower level of the same resource, a narrower
scope, a note to review it. Pure.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic import Field

from approvals.errors import BadInput, NotAllowed
from approvals.model import StageName, Value
from catalog.durations import LONGEST, Duration
from catalog.kinds import RiskLevel
from catalog.model import Company, EntitlementId, Person, PersonId, Place, ScopeRule, ScopeValues

SHORTEST = timedelta(minutes=1)
_RANK = {level: rank for rank, level in enumerate(RiskLevel)}


class Terms(Value):
    """What exactly is asked for or granted, with its label of that day."""

    entitlement: EntitlementId
    label: str
    scope: ScopeValues
    duration: Duration | None


class Less(Value):
    """What an approver would have instead; what is left out stays as it is."""

    entitlement: EntitlementId | None = None
    scope: ScopeValues = Field(default_factory=dict)
    """Only what narrows further."""
    duration: timedelta | None = None
    review: bool = False
    """Whether somebody should look at it every month."""


class ChangeMade(Value):
    """What an approver changed when they approved, and why."""

    by: PersonId
    stage: StageName
    at: datetime
    why: str
    before: Terms
    after: Terms
    review: bool = False


def lower_levels(company: Company, place: Place, holder: Person) -> list[Place]:
    """The levels of the same resource that are less, and offered to that person.

    Of equal risk and equally privileged is something else, not less: which of two such levels is the smaller
    nobody has said.
    """
    return [
        other
        for entitlement in place.resource.entitlements
        if (other := company.places[entitlement.id]).entitlement.audience.admits(holder)
        and _is_less(other, place)
    ]


def open_scopes(place: Place, scope: ScopeValues) -> dict[str, ScopeRule]:
    """By what the resource can be narrowed further: what the request leaves open."""
    return {key: rule for key, rule in place.resource.scopes.items() if key not in scope}


def lessened(company: Company, holder: Person, before: Terms, less: Less) -> Terms:
    """The terms with those changes. Raises BadInput and NotAllowed for whatever is more, something else, or nothing."""
    place = company.places[before.entitlement]
    target = place
    if less.entitlement is not None and less.entitlement != before.entitlement:
        lower = {one.entitlement.id: one for one in lower_levels(company, place, holder)}
        if less.entitlement not in lower:
            raise NotAllowed(
                f"You can only lower the level of {place.resource.name}; for anything else deny this and point to it."
            )
        target = lower[less.entitlement]
    after = Terms(
        entitlement=target.entitlement.id,
        label=target.label,
        scope=_narrower(place, before.scope, less.scope),
        duration=_shorter(before.duration, less.duration),
    )
    if after == before and not less.review:
        raise BadInput("Nothing is changed here; choose what to change, or press Approve on the card.")
    return after


def _is_less(other: Place, place: Place) -> bool:
    risk, was = _RANK[other.entitlement.risk], _RANK[place.entitlement.risk]
    if other.entitlement.privileged and not place.entitlement.privileged:
        return False
    return risk < was or (risk == was and place.entitlement.privileged and not other.entitlement.privileged)


def _narrower(place: Place, before: ScopeValues, added: ScopeValues) -> ScopeValues:
    rules = place.resource.scopes
    for key, value in added.items():
        if before.get(key, value) != value:
            raise NotAllowed(
                f"The {key} asked for is {before[key]}; you can narrow what was left open, not put something else."
            )
        if key not in rules or not rules[key].allows(value):
            raise BadInput(f"{value!r} is not a {key} of {place.label}; choose one that is offered.")
    return {**before, **added}


def _shorter(before: timedelta | None, wanted: timedelta | None) -> timedelta | None:
    if wanted is None:
        return before
    if not SHORTEST <= wanted <= LONGEST:
        raise BadInput("Choose a minute at least and a century at most.")
    if before is not None and wanted > before:
        raise NotAllowed("You can only make it shorter than what was asked for.")
    return wanted
