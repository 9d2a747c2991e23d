"""Where a stage goes first, and where it goes when nobody there can decide: the stops of its route, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from approvals.model import StageName
from catalog.model import Company, Person, PersonId, Place


@dataclass(frozen=True)
class Stop:
    """One stop on a stage's route: a person, or a group as one."""

    people: tuple[PersonId, ...]
    group: str = ""
    """What the group is called in a sentence; empty for a single person."""
    missing: str = ""
    """What to say when nobody is named here; empty when it goes without saying."""


def route_of(company: Company, stage: StageName, beneficiary: Person, place: Place) -> Iterator[Stop]:
    """The stops, whoever of them can decide; the IAM admins come last."""
    admins = Stop(company.groups.iam_admins, group="the IAM admins", missing="nobody is named an IAM admin")
    if stage is StageName.SECURITY:
        yield Stop(
            company.groups.security,
            group="the security team",
            missing="nobody is named for the security team",
        )
    elif stage is StageName.OWNER:
        yield Stop((place.owner,))
        yield _manager_of(company, place.owner)
    else:
        yield _manager_of(company, beneficiary.id, missing=f"{beneficiary.name} has no manager on record")
        if beneficiary.manager is not None:
            yield _manager_of(company, beneficiary.manager)
        yield Stop((place.owner,))
    yield admins


def _manager_of(company: Company, person_id: PersonId, missing: str = "") -> Stop:
    person = company.people.get(person_id)
    return Stop(
        (person.manager,) if person is not None and person.manager is not None else (), missing=missing
    )
