"""Who decides at one stop of a route: those who are there, who stands in for the others, and why it is them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from approvals.barring import Bar
from approvals.handovers import Handover, handed_on
from approvals.route_words import because, handed_clause, names, why_away
from approvals.routes import Stop
from catalog.model import Company, PersonId


@dataclass(frozen=True)
class Level:
    """A stop on the route where somebody can decide."""

    own: tuple[PersonId, ...]
    """Who may decide there in their own right."""
    ping: tuple[PersonId, ...]
    note: str
    group: str = ""
    stands_for: Mapping[PersonId, PersonId] = field(default_factory=dict)
    """Whose place somebody takes who may decide as a stand-in."""
    last_resort: bool = False
    """They are away and nobody stands in: asked only where a yes is missing that nobody else can give."""

    @property
    def places(self) -> frozenset[PersonId]:
        """Whose yes those who are pinged would give."""
        return frozenset(one if one in self.own else self.stands_for.get(one, one) for one in self.ping)


@dataclass
class _Stepping:
    """Who stands in for those who are away: found one after the other, since nobody speaks for two."""

    ping: list[PersonId] = field(default_factory=list)
    stands_for: dict[PersonId, PersonId] = field(default_factory=dict)
    """Also for delegates who handed it on, and may still decide."""
    clauses: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Staffing:
    """What it depends on who is asked at a stop: the day, who cannot decide, what was handed on, how many are wanted."""

    company: Company
    bar: Bar
    on: date
    handed: Sequence[Handover] = ()
    more: int = 1
    everybody: bool = False
    """All at a stop have to say yes: whoever is away is represented where they can be."""

    def level(self, stop: Stop, able: Sequence[PersonId], skipped: Sequence[str] = ()) -> Level:
        """Who is asked at a stop where these can decide, and why it is them; nobody where all are away for good."""
        company, given = self.company, {}
        for one in able:
            if (last := handed_on(company, self.handed, one, self.bar, self.on)) is not None:
                given[one] = last
        present = [one for one in able if one not in given and not self._away(one)]
        away = [one for one in able if one not in given and self._away(one)]
        speaking, kept = self._spoken_for(given, present)
        asked = list(dict.fromkeys([*speaking, *present, *kept]))
        # Of a group, those who are there will do, unless more people have to agree than are there.
        enough = asked and not self.everybody and len(asked) >= self.more
        found = _Stepping() if enough else self._stepping_in(away, asked)
        note, group = self._why(stop, skipped, given, present, away, asked, found)
        return Level(tuple(able), (*asked, *found.ping), note, group, speaking | found.stands_for)

    def _away(self, person: PersonId) -> bool:
        return self.company.absence_of(person, self.on) is not None

    def _spoken_for(
        self, given: Mapping[PersonId, Handover], present: Sequence[PersonId]
    ) -> tuple[dict[PersonId, PersonId], list[PersonId]]:
        """Who has it by a handover, each with from whom; and who is asked all the same, where everybody is wanted and
        the other one has a place to speak for already."""
        speaking: dict[PersonId, PersonId] = {}
        kept: list[PersonId] = []
        for one, last in given.items():
            if last.to is None:
                continue
            if self.everybody and (last.to in present or last.to in speaking):
                kept.append(one)
            else:
                speaking.setdefault(last.to, one)
        return speaking, kept

    def _stepping_in(self, away: Sequence[PersonId], asked: Sequence[PersonId]) -> _Stepping:
        """The delegates of those who are away, or whom they handed it to; not those who cannot decide, are away
        themselves, or are asked anyhow."""
        found = _Stepping()
        for person in away:
            absence = self.company.absence_of(person, self.on)
            delegate = absence.delegate if absence is not None else None
            if delegate is None or self.bar(delegate) is not None or self._away(delegate):
                continue
            last = handed_on(self.company, self.handed, delegate, self.bar, self.on)
            # Handed to somebody who has a place to speak for already, it stays with the delegate.
            speakers = [last.to, delegate] if last is not None and last.to is not None else [delegate]
            free = [one for one in speakers if one not in asked and one not in found.ping]
            if not free:
                continue
            found.ping.append(free[0])
            found.stands_for |= {delegate: person, free[0]: person}
            if last is not None and free[0] == last.to:
                found.clauses.append(handed_clause(self.company, delegate, last))
        return found

    def _why(
        self,
        stop: Stop,
        skipped: Sequence[str],
        given: Mapping[PersonId, Handover],
        present: Sequence[PersonId],
        away: Sequence[PersonId],
        asked: Sequence[PersonId],
        found: _Stepping,
    ) -> tuple[str, str]:
        """The sentence on why it is them, and what they are called as a group where it is those one would expect."""
        company = self.company
        if not asked and not found.ping:
            return "", ""
        if given:
            told = [*skipped, *(handed_clause(company, one, last) for one, last in given.items())]
            if found.ping:
                told += [*why_away(company, away, self.on), *found.clauses]
            return because(told, f"{names(company, [*asked, *found.ping])} may decide"), ""
        if found.ping:
            why = why_away(company, away, self.on) if present else all_away(company, stop, away, self.on)
            verb = "stands" if len(found.ping) == 1 else "stand"
            told = [*skipped, *why, *found.clauses]
            return because(told, f"{names(company, found.ping)} {verb} in"), ""
        who = f"{stop.group} decide" if stop.group else f"{names(company, present)} decides"
        return because(skipped, f"{who} instead") if skipped else "", stop.group


def all_away(company: Company, stop: Stop, away: Sequence[PersonId], on: date) -> list[str]:
    """Why nobody at that stop is there, as clauses."""
    return [f"everybody among {stop.group} is away"] if stop.group else why_away(company, away, on)
