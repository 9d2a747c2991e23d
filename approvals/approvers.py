"""Who may decide a stage, and who is told that it waits for them.

Two different things: everybody named may click, a few are pinged. A stage whose usual person cannot decide moves on
along a fixed route (manager's manager, owner, IAM admins) and says so, so that no request waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from approvals.barring import Bar, bar_of
from approvals.handovers import Handover, declined, handed_on
from approvals.model import StageName
from catalog.model import Company, Person, PersonId, Place


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
class Step:
    """One stop on a stage's route: a person, or a group as one."""

    people: tuple[PersonId, ...]
    group: str = ""
    """What the group is called in a sentence; empty for a single person."""
    missing: str = ""
    """What to say when nobody is named here; empty when it goes without saying."""


@dataclass(frozen=True)
class _Level:
    """A stop on the route where somebody can decide."""

    may: tuple[PersonId, ...]
    ping: tuple[PersonId, ...]
    note: str
    group: str = ""


def approvers(
    company: Company,
    *,
    stage: StageName,
    beneficiary: Person,
    requester: Person,
    place: Place,
    on: date,
    exclude: frozenset[PersonId] = frozenset(),
    escalated: int = 0,
    handed: Sequence[Handover] = (),
) -> Approvers:
    """Who may decide this stage on that day, and who is pinged.

    Never the requester or the beneficiary, nobody in `exclude` (who decided another stage of the item), no service
    identity, nobody who does not work here that day. Who is away may still decide, but the delegate may as well and
    is pinged; without a delegate who can, the next on the route is. Of a group, those who are there are pinged, and
    delegates stand in only when nobody is. `escalated` is how many further stops of the route have joined because
    nobody decided in time. What somebody handed over (`handed`, of this stage) is decided by the other as well, who is
    pinged instead; who said that it is not theirs cannot. `may` is empty only when nobody on the whole route can decide.
    """
    bar = bar_of(company, beneficiary, requester, place, on, exclude, declined(handed))
    return along(company, _route(company, stage, beneficiary, place), bar, on, handed, escalated)


def along(
    company: Company,
    route: Iterable[Step],
    bar: Bar,
    on: date,
    handed: Sequence[Handover] = (),
    escalated: int = 0,
) -> Approvers:
    """Who may decide along that route, for the first stop where somebody can and those that joined it since."""
    levels = _levels(company, route, bar, on, handed)
    first = next(levels)
    may, ping, notes, joined = [*first.may], [*first.ping], [first.note], 0
    for level in levels:
        if joined == escalated:
            break
        fresh = [one for one in level.ping if one not in ping]
        may += level.may
        ping += fresh
        if fresh:
            joined += 1
            notes.append(_joining(company, first, level, fresh))
    return Approvers(
        may=frozenset(may), ping=tuple(dict.fromkeys(ping)), note=" ".join(note for note in notes if note)
    )


def _levels(
    company: Company, route: Iterable[Step], bar: Bar, on: date, handed: Sequence[Handover]
) -> Iterator[_Level]:
    """Who decides at each stop where somebody can, in order; the first one always says who it is or why nobody."""
    skipped: list[str] = []
    waiting: list[PersonId] = []
    found = False
    for step in route:
        able = [person for person in dict.fromkeys(step.people) if bar(person) is None]
        if not able:
            skipped += _why_nobody(company, step, bar)
            continue
        given = {one: last for one in able if (last := handed_on(company, handed, one, bar, on)) is not None}
        present = [one for one in able if one not in given and company.absence_of(one, on) is None]
        if given:
            delegates = [one for last in given.values() if (one := last.to) is not None]
            asked = list(dict.fromkeys([*delegates, *present]))
            told = [*skipped, *(_handed(company, one, last) for one, last in given.items())]
            note = _sentence(told, f"{_names(company, asked)} may decide")
            yield _Level((*waiting, *able, *delegates), tuple(asked), note)
        elif present:
            who = f"{step.group} decide" if step.group else f"{_names(company, present)} decides"
            note = _sentence(skipped, f"{who} instead") if skipped else ""
            yield _Level((*waiting, *able), tuple(present), note, step.group)
        else:
            skipped += _why_away(company, step, able, on)
            stand_ins = _stand_ins(company, able, bar, on)
            if not stand_ins:
                waiting += able
                continue
            verb = "stands" if len(stand_ins) == 1 else "stand"
            note = _sentence(skipped, f"{_names(company, stand_ins)} {verb} in")
            yield _Level((*waiting, *able, *stand_ins), tuple(stand_ins), note)
        found, skipped, waiting = True, [], []
    if found:
        return
    if waiting:
        note = _sentence(skipped, "nobody stands in, so this waits for them")
        yield _Level(tuple(waiting), tuple(waiting), note)
    else:
        outcome = "nobody can decide this until somebody else is named an IAM admin in company.yaml"
        yield _Level((), (), _sentence(skipped, outcome))


def _handed(company: Company, person: PersonId, last: Handover) -> str:
    until = f" until {last.until.day} {last.until:%B}" if last.until else ""
    return f"{_names(company, [person])} handed this to {_names(company, [last.to or person])}{until}"


def _route(company: Company, stage: StageName, beneficiary: Person, place: Place) -> Iterator[Step]:
    """Where a stage goes first, and where it goes when nobody there can decide."""
    if stage is StageName.SECURITY:
        yield security_team(company)
    elif stage is StageName.OWNER:
        yield Step((place.owner,))
        yield manager_of(company, place.owner)
    else:
        yield manager_of(company, beneficiary.id, missing=f"{beneficiary.name} has no manager on record")
        if beneficiary.manager is not None:
            yield manager_of(company, beneficiary.manager)
        yield Step((place.owner,))
    yield admins(company)


def security_team(company: Company) -> Step:
    """The security team, as one stop."""
    return Step(
        company.groups.security, group="the security team", missing="nobody is named for the security team"
    )


def admins(company: Company) -> Step:
    """The IAM admins: the last stop of every route."""
    return Step(company.groups.iam_admins, group="the IAM admins", missing="nobody is named an IAM admin")


def manager_of(company: Company, person_id: PersonId, missing: str = "") -> Step:
    """Whoever leads that person, as a stop."""
    person = company.people.get(person_id)
    return Step(
        (person.manager,) if person is not None and person.manager is not None else (), missing=missing
    )


def _stand_ins(company: Company, away: list[PersonId], bar: Bar, on: date) -> list[PersonId]:
    """The delegates of those who are away, but for the ones who cannot decide or are away themselves."""
    delegates = (company.absence_of(person, on) for person in away)
    named = dict.fromkeys(absence.delegate for absence in delegates if absence is not None)
    return [
        one for one in named if one is not None and bar(one) is None and company.absence_of(one, on) is None
    ]


def _why_nobody(company: Company, step: Step, bar: Bar) -> list[str]:
    if not step.people:
        return [step.missing] if step.missing else []
    if step.group:
        return [f"nobody among {step.group} can decide"]
    return [f"{_names(company, [person])} {bar(person)}" for person in step.people]


def _why_away(company: Company, step: Step, away: list[PersonId], on: date) -> list[str]:
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


def _joining(company: Company, first: _Level, level: _Level, fresh: list[PersonId]) -> str:
    """Why one more stop of the route is asked."""
    who = first.group or _names(company, list(first.ping))
    verb = "have" if not first.group and len(first.ping) > 1 else "has"
    also = level.group or _names(company, fresh)
    detour = f" {level.note}" if level.note and not level.group else ""
    return f"{who[0].upper()}{who[1:]} {verb} not decided in time, so {also} may decide as well.{detour}"
