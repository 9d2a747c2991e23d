"""Who may decide a stage, and who is told that it waits for them.

Two different things: everybody named may click, a few are pinged. A stage whose usual person cannot decide moves on
along a fixed route (manager's manager, owner, IAM admins) and says so, so that no request waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from approvals.barring import Bar, bar_of
from approvals.handovers import Handover, declined, handed_on
from approvals.model import StageName
from approvals.route_words import (
    NOBODY_LEFT,
    because,
    handed_clause,
    joining,
    making_up,
    names,
    why_away,
    why_nobody,
)
from approvals.routes import Stop, route_of
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
    stands_for: Mapping[PersonId, PersonId] = field(default_factory=dict)
    """Whose place somebody takes who may decide as a delegate only."""


@dataclass(frozen=True)
class _Level:
    """A stop on the route where somebody can decide."""

    own: tuple[PersonId, ...]
    """Who may decide there in their own right."""
    ping: tuple[PersonId, ...]
    note: str
    group: str = ""
    stands_for: Mapping[PersonId, PersonId] = field(default_factory=dict)
    last_resort: bool = False
    """They are away and nobody stands in: asked only where a yes is missing that nobody else can give."""


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
    more: int = 1,
    taken: frozenset[PersonId] = frozenset(),
) -> Approvers:
    """Who may decide this stage on that day, and who is pinged.

    Never the requester or the beneficiary, nobody in `exclude` (who decided another stage of the item), no service
    identity, nobody who does not work here that day. Who is away may still decide, but the delegate may as well and
    is pinged; without a delegate who can, the next on the route is. Of a group, those who are there are pinged, and
    delegates stand in only when nobody is. `escalated` is how many further stops of the route have joined because
    nobody decided in time. What somebody handed over (`handed`, of this stage) is decided by the other as well, who is
    pinged instead; who said that it is not theirs cannot. `may` is empty only when nobody on the whole route can decide.

    So many people have to say yes still (`more`): where a stop has fewer, delegates of those who are away and further
    stops join. `taken` are the places that have said yes; whoever stands in for one of them adds nothing.
    """
    bar = bar_of(company, beneficiary, requester, place, on, exclude, declined(handed))
    route = route_of(company, stage, beneficiary, place)
    return along(company, route, bar, on, handed, escalated, more=more, taken=taken)


def along(
    company: Company,
    route: Iterable[Stop],
    barred: Bar,
    on: date,
    handed: Sequence[Handover] = (),
    escalated: int = 0,
    *,
    more: int = 1,
    taken: frozenset[PersonId] = frozenset(),
) -> Approvers:
    """Who may decide along that route, for the first stop where somebody can and those that joined it since."""

    def bar(person: PersonId) -> str | None:
        return "has said yes" if person in taken else barred(person)

    levels = _levels(company, route, bar, on, handed, more, taken)
    first = next(levels)
    own, ping, notes, joined = [*first.own], [*first.ping], [first.note], 0
    stands_for = dict(first.stands_for)
    for level in levels:
        short = len(set(ping)) < more
        if not short and (joined == escalated or level.last_resort):
            break
        fresh = [one for one in level.ping if one not in ping]
        own += level.own
        ping += fresh
        stands_for = dict(level.stands_for) | stands_for
        if fresh and short:
            notes.append(_making_up(company, first, level, fresh))
        elif fresh:
            joined += 1
            notes.append(_joining(company, first, level, fresh))
    if 0 < len(set(ping)) < more:
        notes.append(NOBODY_LEFT)
    return Approvers(
        may=frozenset(own) | frozenset(stands_for),
        ping=tuple(dict.fromkeys(ping)),
        note=" ".join(note for note in notes if note),
        stands_for={one: whose for one, whose in stands_for.items() if one not in own},
    )


def _levels(
    company: Company,
    route: Iterable[Stop],
    bar: Bar,
    on: date,
    handed: Sequence[Handover],
    more: int,
    taken: frozenset[PersonId],
) -> Iterator[_Level]:
    """Who decides at each stop where somebody can, in order; the first one always says who it is or why nobody."""
    skipped: list[str] = []
    waiting: list[PersonId] = []
    found = False
    for stop in route:
        people = [person for person in dict.fromkeys(stop.people) if person not in taken]
        if stop.people and not people:
            continue  # they have said yes, which is nothing to explain
        able = [person for person in people if bar(person) is None]
        if not able:
            skipped += why_nobody(company, stop, bar)
            continue
        level = _level(company, stop, able, skipped, bar, on, handed, more)
        if not level.ping:
            skipped += _all_away(company, stop, able, on)
            waiting += able
            continue
        yield _Level((*waiting, *able), level.ping, level.note, level.group, level.stands_for)
        found, skipped, waiting = True, [], []
    if waiting:
        note = "" if found else because(skipped, "nobody stands in, so this waits for them")
        yield _Level(tuple(waiting), tuple(waiting), note, last_resort=found)
    elif not found:
        outcome = "nobody can decide this until somebody else is named an IAM admin in company.yaml"
        yield _Level((), (), because(skipped or ["nobody is left to ask"], outcome))


def _level(
    company: Company,
    stop: Stop,
    able: Sequence[PersonId],
    skipped: Sequence[str],
    bar: Bar,
    on: date,
    handed: Sequence[Handover],
    more: int,
) -> _Level:
    """Who is asked at a stop where these can decide, and why it is them; nobody where all are away for good."""
    given = {one: last for one in able if (last := handed_on(company, handed, one, bar, on)) is not None}
    present = [one for one in able if one not in given and company.absence_of(one, on) is None]
    if given:
        stands_for = {last.to: one for one, last in given.items() if last.to is not None}
        asked = list(dict.fromkeys([*stands_for, *present]))
        told = [*skipped, *(handed_clause(company, one, last) for one, last in given.items())]
        note = because(told, f"{names(company, asked)} may decide")
        return _Level((), tuple(asked), note, "", stands_for)
    away = [one for one in able if one not in present]
    # Of a group, those who are there will do, unless more people have to agree than are there.
    stands_for = _stand_ins(company, away, bar, on) if not present or len(present) < more else {}
    if present and not stands_for:
        who = f"{stop.group} decide" if stop.group else f"{names(company, present)} decides"
        return _Level((), tuple(present), because(skipped, f"{who} instead") if skipped else "", stop.group)
    if not stands_for:
        return _Level((), (), "")
    why = why_away(company, away, on) if present else _all_away(company, stop, away, on)
    verb = "stands" if len(stands_for) == 1 else "stand"
    note = because([*skipped, *why], f"{names(company, list(stands_for))} {verb} in")
    return _Level((), tuple(dict.fromkeys([*present, *stands_for])), note, "", stands_for)


def _all_away(company: Company, stop: Stop, away: Sequence[PersonId], on: date) -> list[str]:
    return [f"everybody among {stop.group} is away"] if stop.group else why_away(company, away, on)


def _stand_ins(company: Company, away: Sequence[PersonId], bar: Bar, on: date) -> dict[PersonId, PersonId]:
    """The delegates of those who are away, each with for whom; but for the ones who cannot decide or are away themselves."""
    found: dict[PersonId, PersonId] = {}
    for person in away:
        absence = company.absence_of(person, on)
        one = absence.delegate if absence is not None else None
        if one is not None and bar(one) is None and company.absence_of(one, on) is None:
            found.setdefault(one, person)
    return found


def _joining(company: Company, first: _Level, level: _Level, fresh: Sequence[PersonId]) -> str:
    who = first.group or names(company, first.ping)
    detour = f" {level.note}" if level.note and not level.group else ""
    several = not first.group and len(first.ping) > 1
    return joining(who, level.group or names(company, fresh), several=several, detour=detour)


def _making_up(company: Company, first: _Level, level: _Level, fresh: Sequence[PersonId]) -> str:
    who = first.group or names(company, first.ping)
    also = level.group or names(company, fresh)
    return making_up(who, also, several=bool(level.group) or len(fresh) > 1)
