"""Who may decide a stage, and who is told that it waits for them.

Two different things: everybody named may click, a few are pinged. A stage whose usual person cannot decide moves on
along a fixed route (manager's manager, owner, IAM admins) and says so, so that no request waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from approvals.barring import Bar, bar_of
from approvals.handovers import Handover, declined
from approvals.levels import Level, Staffing, all_away
from approvals.model import StageName
from approvals.route_words import NOBODY_LEFT, because, joining, making_up, names, why_nobody
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
    everybody: bool = False,
) -> Approvers:
    """Who may decide this stage on that day, and who is pinged.

    Never the requester or the beneficiary, nobody in `exclude` (who decided another stage of the item), no service
    identity, nobody who does not work here that day. Who is away may still decide, but the delegate may as well and
    is pinged; without a delegate who can, the next on the route is. Of a group, those who are there are pinged, and
    delegates stand in only when nobody is. `escalated` is how many further stops of the route have joined because
    nobody decided in time. What somebody handed over (`handed`, of this stage) is decided by the other as well, who is
    pinged instead; who said that it is not theirs cannot. `may` is empty only when nobody on the whole route can decide.

    So many people have to say yes still (`more`): where a stop has fewer, delegates of those who are away and
    further stops join, at last those who are away without one. `taken` are the places that have said yes; whoever
    stands in for one of them adds nothing. Where `everybody` at a stop is wanted, everybody is asked: for whoever is
    away their delegate, and whoever handed it to somebody who has a place of their own.
    """
    bar = bar_of(company, beneficiary, requester, place, on, exclude, declined(handed))
    route = route_of(company, stage, beneficiary, place)
    return along(company, route, bar, on, handed, escalated, more=more, taken=taken, everybody=everybody)


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
    everybody: bool = False,
) -> Approvers:
    """Who may decide along that route, for the first stop where somebody can and those that joined it since."""

    def bar(person: PersonId) -> str | None:
        return "has said yes" if person in taken else barred(person)

    staffing = Staffing(company=company, bar=bar, on=on, handed=handed, more=more, everybody=everybody)
    levels = _levels(staffing, route, taken)
    first = next(levels)
    own, ping, notes, joined = [*first.own], [*first.ping], [first.note], 0
    stands_for = dict(first.stands_for)
    # Working out a stop costs something, so it is done for those alone that are asked.
    while (short := len(set(ping)) < more) or joined < escalated:
        level = next(levels, None)
        if level is None or (level.last_resort and not short):
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


def _levels(staffing: Staffing, route: Iterable[Stop], taken: frozenset[PersonId]) -> Iterator[Level]:
    """Who decides at each stop where somebody can, in order; the first one always says who it is or why nobody."""
    company, bar, on = staffing.company, staffing.bar, staffing.on
    skipped: list[str] = []
    waiting: list[PersonId] = []
    left_out: list[PersonId] = []
    found = False
    for stop in route:
        people = [person for person in dict.fromkeys(stop.people) if person not in taken]
        if stop.people and not people:
            continue  # they have said yes, which is nothing to explain
        able = [person for person in people if bar(person) is None]
        if not able:
            skipped += why_nobody(company, stop, bar)
            continue
        level = staffing.level(stop, able, skipped)
        if not level.ping:
            skipped += all_away(company, stop, able, on)
            waiting += able
            continue
        yield replace(level, own=(*waiting, *able))
        left_out += [one for one in able if one not in level.places and company.absence_of(one, on)]
        found, skipped, waiting = True, [], []
    waiting += [one for one in left_out if one not in waiting]
    if waiting:
        note = "" if found else because(skipped, "nobody stands in, so this waits for them")
        yield Level(tuple(waiting), tuple(waiting), note, last_resort=found)
    elif not found:
        outcome = "nobody can decide this until somebody else is named an IAM admin in company.yaml"
        yield Level((), (), because(skipped or ["nobody is left to ask"], outcome))


def _joining(company: Company, first: Level, level: Level, fresh: Sequence[PersonId]) -> str:
    who = first.group or names(company, first.ping)
    detour = f" {level.note}" if level.note and not level.group else ""
    several = not first.group and len(first.ping) > 1
    return joining(who, level.group or names(company, fresh), several=several, detour=detour)


def _making_up(company: Company, first: Level, level: Level, fresh: Sequence[PersonId]) -> str:
    who = first.group or names(company, first.ping)
    also = level.group or names(company, fresh)
    return making_up(who, also, several=bool(level.group) or len(fresh) > 1)
