"""Things that are allowed and probably not meant: the warnings about an otherwise usable folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from catalog.kinds import Employment
from catalog.problems import Problem, Severity
from catalog.reading.located import Located
from catalog.reading.people import Staff
from catalog.reading.wording import did_you_mean, shown


def advise_on_settings(settings: Located, staff: Staff, on: date) -> Iterator[Problem]:
    """Groups with leavers in them, locations of nobody, and the group without which a request finds no approver."""
    for _, group in settings.pairs("groups"):
        for place in group.items():
            if person := place.text():
                yield from _gone(place, person, staff, on)
    lived_in = {person.location for person in staff.persons.values()}
    for location, place in settings.pairs("locations"):
        if staff.complete and location not in lived_in:
            yield _warn(place, f"nobody works in {shown(location)}{did_you_mean(location, lived_in)}")
    groups = settings.get("groups") or settings
    if not any(groups.items("iam_admins")):
        says = "`iam_admins` names nobody; they step in where no approver can be found, so name at least one"
        yield _warn(groups, says)


def advise_on_system(system: Located, staff: Staff, on: date) -> Iterator[Problem]:
    """Owners who have left or are no people, and entitlements whose audience is empty."""
    departments = {person.department for person in staff.persons.values()}
    yield from _owner(system, staff, on)
    for resource in system.items("resources"):
        yield from _owner(resource, staff, on)
        for entitlement in resource.items("entitlements"):
            audience = entitlement.get("audience")
            if audience is None:
                continue
            for department, place in audience.texts("departments"):
                if department not in departments:
                    yield _warn(
                        place, f"nobody works in {shown(department)}{did_you_mean(department, departments)}"
                    )
            if not _admits_somebody(audience, staff, on):
                yield _warn(
                    audience, "nobody here may see this entitlement; widen the audience, or leave it out"
                )


def advise_on_bundles(
    bundles: Located, staff: Staff, conflicts: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    """Bundles that nobody can be given whole, and birthrights of departments and titles nobody has."""
    departments = {person.department for person in staff.persons.values()}
    titles = {person.title for person in staff.persons.values()}
    for bundle in bundles.items():
        members = [member for member, _ in bundle.texts("includes")]
        for at, (member, place) in enumerate(bundle.texts("includes")):
            for other in conflicts.get(member, ()):
                if other in members[:at]:
                    yield _warn(place, f"conflicts with {other} in the same bundle; nobody may hold both")
        birthright = bundle.get("birthright_for")
        for key, known in (("departments", departments), ("titles", titles)):
            for name, place in birthright.texts(key) if birthright else ():
                if name not in known:
                    yield _warn(place, f"nobody has the {key[:-1]} {shown(name)}{did_you_mean(name, known)}")


def _owner(thing: Located, staff: Staff, on: date) -> Iterator[Problem]:
    place = thing.get("owner")
    owner = None if place is None else place.text()
    if place is None or owner is None:
        return
    yield from _gone(place, owner, staff, on)
    person = staff.persons.get(owner)
    if person is not None and person.employment is Employment.SERVICE:
        yield _warn(place, f"{shown(owner)} is a service identity and cannot approve; name a person")


def _gone(place: Located, person: str, staff: Staff, on: date) -> Iterator[Problem]:
    if left := staff.left(person, on):
        yield _warn(place, f"{shown(person)} left on {left}; name somebody who works here")


def _admits_somebody(audience: Located, staff: Staff, on: date) -> bool:
    departments = {name for name, _ in audience.texts("departments")}
    employment = {kind for kind, _ in audience.texts("employment")}
    return any(
        (not departments or person.department in departments)
        and (not employment or person.employment in employment)
        and (person.ends is None or person.ends >= on)
        for person in staff.persons.values()
    )


def _warn(place: Located, says: str) -> Problem:
    return place.problem(says, Severity.WARNING)
