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
    if stage is StageName.SECURITY:
        yield security_team(company)
    elif stage is StageName.OWNER:
        yield Stop((place.owner,))
        yield manager_of(company, place.owner)
    else:
        yield manager_of(company, beneficiary.id, missing=f"{beneficiary.name} has no manager on record")
        if beneficiary.manager is not None:
            yield manager_of(company, beneficiary.manager)
        yield Stop((place.owner,))
    yield admins(company)


def security_team(company: Company) -> Stop:
    """The security team, as one stop."""
    return Stop(
        company.groups.security, group="the security team", missing="nobody is named for the security team"
    )


def admins(company: Company) -> Stop:
    """The IAM admins: the last stop of every route."""
    return Stop(company.groups.iam_admins, group="the IAM admins", missing="nobody is named an IAM admin")


def manager_of(company: Company, person_id: PersonId, missing: str = "") -> Stop:
    """Whoever leads that person, as a stop."""
    person = company.people.get(person_id)
    return Stop(
        (person.manager,) if person is not None and person.manager is not None else (), missing=missing
    )
