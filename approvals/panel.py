"""Those who decide about one item on one day: who is asked at a stage, and how many of them have to agree still. Pure.

The only place that counts people. Policy asks it whether a stage is met, clicks whom it waits for, cards how many are
needed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from approvals.approvers import Approvers, along, approvers
from approvals.barring import Bar, bar_of
from approvals.handovers import Handover, declined
from approvals.levels import Level, Staffing
from approvals.model import Quorum, StageName
from approvals.quorum import NOBODY, Circle, Yes, how_many, places_taken, still_wanted
from approvals.routes import Stop, route_of
from catalog.model import Company, Person, PersonId, Place

MANY = 1000
"""More people than any route has."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What it depends on who may decide about an item, whichever stage it is."""

    company: Company
    beneficiary: Person
    requester: Person
    place: Place
    on: date
    said: tuple[Yes, ...] = ()
    """The yeses that count at present."""
    spoken: frozenset[PersonId] = frozenset()
    """Everybody who has said anything about the item; nobody is asked twice."""
    handed: tuple[Handover, ...] = ()
    escalated: Mapping[StageName, int] = field(default_factory=dict)
    """How many further stops of the route have joined."""

    def approvers(self, stage: StageName, quorum: Quorum) -> Approvers:
        """Who may decide that stage now, and whom to ping."""
        return approvers(
            self.company,
            stage=stage,
            beneficiary=self.beneficiary,
            requester=self.requester,
            place=self.place,
            on=self.on,
            exclude=self._elsewhere(stage),
            escalated=self.escalated.get(stage, 0),
            handed=self._handed(stage),
            more=max(1, self.wanted(stage, quorum)),
            taken=places_taken(self.said, stage),
            everybody=quorum.everybody,
        )

    def needed(self, stage: StageName, quorum: Quorum) -> int:
        """How many people have to say yes at the stage in all, those included who have."""
        return how_many(self.said, (), stage) + self.wanted(stage, quorum)

    def wanted(self, stage: StageName, quorum: Quorum) -> int:
        """How many people have to say yes at the stage still."""
        circle = self.circle(stage) if quorum.everybody else NOBODY
        return still_wanted(quorum, circle, self.said, (), stage)

    def circle(self, stage: StageName) -> Circle:
        """Whose yes that stage needs where a rule wants everybody.

        Those at the first stop of its route where somebody can decide: who is there, also after handing it to
        somebody else for a while, and who is away and represented. One who is away without a delegate of their own is
        not waited for, where anybody is there; where nobody on the whole route is, it waits for all of them, and each
        yes counts for one of those. A yes that was said keeps its place, whoever goes away later; somebody
        whose no was overturned has none. For whoever said that it is not theirs the next on the route is asked.
        """
        taken = places_taken(self.said, stage)
        able, levels = self._staffed(stage, taken)
        anybody = self._anybody(stage, taken, levels)
        for stop, people in able.items():
            asked = levels[stop].places if anybody and stop in levels else people
            circle = tuple(one for one in dict.fromkeys(stop.people) if one in taken or one in asked)
            if circle:
                speaking = levels[stop].ping if stop in levels else ()
                besides = self._besides(stage, stop, circle, speaking)
                joined = bool(self.escalated.get(stage)) or not anybody
                return Circle(people=circle, besides=besides, joined=joined)
        return NOBODY

    def _staffed(
        self, stage: StageName, taken: frozenset[PersonId]
    ) -> tuple[dict[Stop, list[PersonId]], dict[Stop, Level]]:
        """Who can decide at each stop of the route beside those whose places are taken, and whom it asks of them."""
        staffing = Staffing(
            company=self.company,
            bar=self._bar(stage, taken),
            on=self.on,
            handed=self._handed(stage),
            everybody=True,
        )
        able = {
            stop: [one for one in dict.fromkeys(stop.people) if staffing.bar(one) is None]
            for stop in self._route(stage)
        }
        return able, {stop: staffing.level(stop, people) for stop, people in able.items() if people}

    def _anybody(self, stage: StageName, taken: frozenset[PersonId], levels: Mapping[Stop, Level]) -> bool:
        """Whether anybody on the whole route is there or represented, those included who have said yes.

        Who is away and says yes all the same was represented if they were before: it asks nobody else for theirs.
        """
        speakers = [one.person for one in self.said if one.stage is stage]
        if any(level.ping for level in levels.values()) or not all(map(self._away, speakers)):
            return True
        return bool(taken) and any(level.ping for level in self._staffed(stage, frozenset())[1].values())

    def _besides(
        self, stage: StageName, stop: Stop, circle: Collection[PersonId], speaking: Collection[PersonId]
    ) -> int:
        """For how many places at the stop somebody else is wanted, as far as there is anybody else."""
        sent_on = self._sent_on(stage, stop, circle)
        return min(len(sent_on), self._others(stage, circle, speaking)) if sent_on else 0

    def _sent_on(self, stage: StageName, stop: Stop, circle: Collection[PersonId]) -> list[PersonId]:
        """Whose place at the stop is nobody's, since they, or the delegate of one who is away, said it is not theirs."""
        refusing = declined(self._handed(stage))
        able = self._bar(stage, declining=False)
        return [
            one
            for one in dict.fromkeys(stop.people)
            if one not in circle and able(one) is None and (one in refusing or self._deputy(one) in refusing)
        ]

    def _others(self, stage: StageName, circle: Collection[PersonId], speaking: Collection[PersonId]) -> int:
        """How many there are on the whole route beside those, whether they have said yes already or not."""
        taken = places_taken(self.said, stage)
        whole = along(
            self.company,
            self._route(stage),
            self._bar(stage),
            self.on,
            self._handed(stage),
            more=MANY,
            taken=taken,
            everybody=True,
        )
        said = {one.stands_for or one.person for one in self.said if one.stage is stage}
        return len({*whole.ping} - {*speaking}) + len(said - {*circle})

    def _away(self, person: PersonId) -> bool:
        return self.company.absence_of(person, self.on) is not None

    def _deputy(self, person: PersonId) -> PersonId | None:
        absence = self.company.absence_of(person, self.on)
        return absence.delegate if absence is not None else None

    def _bar(
        self, stage: StageName, taken: frozenset[PersonId] = frozenset(), *, declining: bool = True
    ) -> Bar:
        refusing = declined(self._handed(stage)) if declining else frozenset()
        exclude = self._elsewhere(stage) | taken
        return bar_of(self.company, self.beneficiary, self.requester, self.place, self.on, exclude, refusing)

    def _elsewhere(self, stage: StageName) -> frozenset[PersonId]:
        """Who has spoken, but for those whose yes counts at this stage."""
        spoken = self.spoken | {one.person for one in self.said}
        return spoken - places_taken(self.said, stage)

    def _handed(self, stage: StageName) -> list[Handover]:
        return [one for one in self.handed if one.stage is stage]

    def _route(self, stage: StageName) -> Iterator[Stop]:
        return route_of(self.company, stage, self.beneficiary, self.place)
