"""Who may decide a stage, and who is told that it waits for them.

Two different things: everybody named may click, a few are pinged. A stage whose usual person cannot decide moves on
along a fixed route (manager's manager, owner, IAM admins) and says so, so that no request waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from approvals.handovers import Bar, Handover, declined, handed_on
from approvals.model import StageName
from catalog.model import Company, DataClass, Employment, Person, PersonId, Place


@dataclass(frozen=True, kw_only=True)
class Approvers:
    """Who may decide one stage."""

    may: frozenset[PersonId]
    """Everybody whose click counts."""
    ping: tuple[PersonId, ...]
    """Those to tell; all of them among `may`."""
    note: str
    """One sentence on why it is somebody else than expected, or what to do when there is nobody; else empty."""


@dataclass(frozen=True)
class _Step:
    """One stop on a stage's route: a person, or a group as one."""

    people: tuple[PersonId, ...]
    group: str = ""
    """What the group is called in a sentence; empty for a single person."""
    missing: str = ""
    """What to say when nobody is named here; empty when it goes without saying."""


def approvers(
    company: Company,
    *,
    stage: StageName,
    beneficiary: Person,
    requester: Person,
    place: Place,
    on: date,
    exclude: frozenset[PersonId] = frozenset(),
    handed: Sequence[Handover] = (),
) -> Approvers:
    """Who may decide this stage on that day, and who is pinged.

    Never the requester or the beneficiary, nobody in `exclude` (who decided another stage of the item), no service
    identity, nobody who does not work here that day. Who is away may still decide, but the delegate may as well and
    is pinged; without a delegate who can, the next on the route is. Of a group, those who are there are pinged, and
    delegates stand in only when nobody is. What somebody handed over (`handed`, of this stage) is decided by the other
    as well, who is pinged instead; who said that it is not theirs cannot. `may` is empty only when nobody on the whole route can decide.
    """
    bar = _bar(company, beneficiary, requester, place, on, exclude, declined(handed))
    skipped: list[str] = []
    waiting: list[PersonId] = []
    for step in _route(company, stage, beneficiary, place):
        able = [person for person in dict.fromkeys(step.people) if bar(person) is None]
        if not able:
            skipped += _why_nobody(company, step, bar)
            continue
        given = {one: last for one in able if (last := handed_on(company, handed, one, bar, on)) is not None}
        present = [one for one in able if one not in given and company.absence_of(one, on) is None]
        if given:
            delegates = [one for last in given.values() if (one := last.to) is not None]
            return _settled(
                [*waiting, *able, *delegates],
                [*delegates, *present],
                _sentence(
                    [*skipped, *(_handed(company, one, last) for one, last in given.items())],
                    f"{_names(company, list(dict.fromkeys([*delegates, *present])))} may decide",
                ),
            )
        if present:
            who = f"{step.group} decide" if step.group else f"{_names(company, present)} decides"
            note = _sentence(skipped, f"{who} instead") if skipped else ""
            return _settled([*waiting, *able], present, note)
        skipped += _why_away(company, step, able, on)
        stand_ins = _stand_ins(company, able, bar, on)
        if stand_ins:
            verb = "stands" if len(stand_ins) == 1 else "stand"
            return _settled(
                [*waiting, *able, *stand_ins],
                stand_ins,
                _sentence(skipped, f"{_names(company, stand_ins)} {verb} in"),
            )
        waiting += able
    if waiting:
        return _settled(waiting, waiting, _sentence(skipped, "nobody stands in, so this waits for them"))
    return _settled(
        [],
        [],
        _sentence(
            skipped, "nobody can decide this until somebody else is named an IAM admin in company.yaml"
        ),
    )


def why_barred(
    company: Company,
    person: PersonId,
    *,
    beneficiary: Person,
    requester: Person,
    place: Place,
    on: date,
    exclude: frozenset[PersonId],
    handed: Sequence[Handover] = (),
) -> str | None:
    """Why that person could not decide this if they were asked, for a sentence that starts with the name; else None."""
    return _bar(company, beneficiary, requester, place, on, exclude, declined(handed))(person)


def _handed(company: Company, person: PersonId, last: Handover) -> str:
    until = f" until {last.until.day} {last.until:%B}" if last.until else ""
    return f"{_names(company, [person])} handed this to {_names(company, [last.to or person])}{until}"


def _route(company: Company, stage: StageName, beneficiary: Person, place: Place) -> Iterator[_Step]:
    """Where a stage goes first, and where it goes when nobody there can decide."""
    admins = _Step(company.groups.iam_admins, group="the IAM admins", missing="nobody is named an IAM admin")
    if stage is StageName.SECURITY:
        yield _Step(
            company.groups.security,
            group="the security team",
            missing="nobody is named for the security team",
        )
    elif stage is StageName.OWNER:
        yield _Step((place.owner,))
        yield _manager_of(company, place.owner)
    else:
        yield _manager_of(company, beneficiary.id, missing=f"{beneficiary.name} has no manager on record")
        if beneficiary.manager is not None:
            yield _manager_of(company, beneficiary.manager)
        yield _Step((place.owner,))
    yield admins


def _manager_of(company: Company, person_id: PersonId, missing: str = "") -> _Step:
    person = company.people.get(person_id)
    return _Step(
        (person.manager,) if person is not None and person.manager is not None else (), missing=missing
    )


def _bar(
    company: Company,
    beneficiary: Person,
    requester: Person,
    place: Place,
    on: date,
    exclude: frozenset[PersonId],
    declined_by: frozenset[PersonId],
) -> Bar:
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


def _stand_ins(company: Company, away: list[PersonId], bar: Bar, on: date) -> list[PersonId]:
    """The delegates of those who are away, but for the ones who cannot decide or are away themselves."""
    delegates = (company.absence_of(person, on) for person in away)
    named = dict.fromkeys(absence.delegate for absence in delegates if absence is not None)
    return [
        one for one in named if one is not None and bar(one) is None and company.absence_of(one, on) is None
    ]


def _why_nobody(company: Company, step: _Step, bar: Bar) -> list[str]:
    if not step.people:
        return [step.missing] if step.missing else []
    if step.group:
        return [f"nobody among {step.group} can decide"]
    return [f"{_names(company, [person])} {bar(person)}" for person in step.people]


def _why_away(company: Company, step: _Step, away: list[PersonId], on: date) -> list[str]:
    if step.group:
        return [f"everybody among {step.group} is away"]
    absences = (company.absence_of(person, on) for person in away)
    return [
        f"{_names(company, [one.person])} is away until {one.until.day} {one.until:%B}"
        for one in absences
        if one
    ]


def _names(company: Company, people: list[PersonId]) -> str:
    *first, last = (
        company.people[one].name if one in company.people else f"the person named {one}" for one in people
    )
    return f"{', '.join(first)} and {last}" if first else last


def _sentence(skipped: list[str], outcome: str) -> str:
    # Two steps of a route can be the same person; what is the matter with them is said once.
    *first, last = dict.fromkeys(skipped)
    said = f"{', '.join(first)} and {last}" if first else last
    return f"{said[0].upper()}{said[1:]}; {outcome}."


def _settled(may: list[PersonId], ping: list[PersonId], note: str) -> Approvers:
    return Approvers(may=frozenset(may), ping=tuple(dict.fromkeys(ping)), note=note)
