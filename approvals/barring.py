"""Who cannot decide on an item, whatever the route says, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from catalog.kinds import DataClass, Employment
from catalog.model import Company, Person, PersonId, Place

Bar = Callable[[PersonId], str | None]
"""Why somebody cannot decide, for a sentence that starts with the name; None when nothing bars them."""


def why_barred(
    company: Company,
    person: PersonId,
    *,
    beneficiary: Person,
    requester: Person,
    place: Place,
    on: date,
    exclude: frozenset[PersonId],
    declined_by: frozenset[PersonId] = frozenset(),
) -> str | None:
    """Why that person could not decide this if they were asked, for a sentence that starts with the name; else None."""
    return bar_of(company, beneficiary, requester, place, on, exclude, declined_by)(person)


def bar_of(
    company: Company,
    beneficiary: Person,
    requester: Person,
    place: Place,
    on: date,
    exclude: frozenset[PersonId],
    declined_by: frozenset[PersonId],
) -> Bar:
    """Who can never decide on this item, and why; `exclude` has decided another stage of it."""
    # as the rule `authority-over-the-role` has it, so that no stage waits for somebody whose click is refused
    weighty = place.entitlement.privileged or place.resource.data_class is DataClass.RESTRICTED

    def bar(person_id: PersonId) -> str | None:
        person = company.people.get(person_id)
        if person is None:
            return "is not on record"
        if person_id == beneficiary.id:
            return "would hold this"
        if person_id == requester.id:
            return "made this request"
        if person_id in exclude:
            return "has decided another stage"
        if person_id in declined_by:
            return "has said that this is not theirs"
        if person.employment is Employment.SERVICE:
            return "is a service identity"
        if person.employment is not Employment.EMPLOYEE and weighty:
            return "has no authority over such access"
        if not person.active(on):
            return "has left" if person.ends is not None and person.ends < on else "has not started yet"
        return None

    return bar
