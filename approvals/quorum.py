"""How many people have to say yes at a stage, which stages are asked now and which wait for another. Pure.

A stage counts for the policy only when its quorum is met. Where several rules ask for one stage, the strictest
counts. Nobody fills two places: neither by two words, nor as a delegate beside the one they stand in for.

*All* means the circle of those who are asked first (`Circle`): each of them, or whoever stands in for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from approvals.model import ONE, Decision, Quorum, Reason, StageName, Value
from catalog.model import PersonId

MOST = 99
"""More than anybody asks for: what everybody counts as where it is only compared."""


class Yes(Value):
    """One person's yes that counts at present."""

    stage: StageName
    person: PersonId
    stands_for: PersonId = ""
    """Whose place at the stage it takes, where it was given as their delegate."""


class Circle(Value):
    """Whose yes a stage needs where a rule wants everybody there."""

    people: tuple[PersonId, ...] = ()
    """Those asked first, and of those who have said yes the ones who belong to them: their own yes, or a stand-in's."""
    besides: int = 0
    """For so many who said that it is not theirs, somebody else has to say yes in their place."""
    joined: bool = False
    """Others are asked as well, since those did not answer or are away: their yes counts for whoever has not spoken."""


NOBODY = Circle()
"""Nobody in particular."""


def strictest(quorums: Iterable[Quorum]) -> Quorum:
    """What meets all of these."""
    asked = [ONE, *quorums]
    return Quorum(least=max(one.least for one in asked), everybody=any(one.everybody for one in asked))


def quorum_of(reasons: Iterable[Reason], stage: StageName) -> Quorum:
    """What those of the reasons that ask for the stage want together."""
    return strictest(one.quorum for one in reasons if one.needs is stage and one.quorum is not None)


def says_of(reasons: Iterable[Reason], stage: StageName) -> str:
    """Why the stage is asked for, in the words of the rule that wants most people there."""
    asking = [one for one in reasons if one.needs is stage]
    wanted = [people_needed(one.quorum or ONE, MOST) for one in asking]
    return asking[wanted.index(max(wanted))].says


def people_needed(quorum: Quorum, able: int) -> int:
    """How much a quorum asks for, where everybody is so many; to compare rules by."""
    return max(quorum.least, able if quorum.everybody else 1)


def still_wanted(
    quorum: Quorum, circle: Circle, said: Collection[Yes], approved: Collection[StageName], stage: StageName
) -> int:
    """How many people have to say yes at the stage still; none when its quorum is met.

    `circle` is looked at only where everybody is wanted. A yes from outside of it takes the place of somebody who
    said that it is not theirs, and, once others have joined, of somebody who has not spoken.
    """
    number = how_many(said, approved, stage)
    short = max(0, quorum.least - number)
    if not quorum.everybody:
        return short
    missing = len(set(circle.people) - places_taken(said, stage))
    outside = number - sum(place in circle.people for place in _places(said, stage))
    # Where it is only known that somebody said yes, it may have been anybody.
    if circle.joined or (number and not _places(said, stage)):
        return max(short, missing + circle.besides - outside)
    return max(short, missing + max(0, circle.besides - outside))


def places_taken(said: Iterable[Yes], stage: StageName) -> frozenset[PersonId]:
    """Those who cannot be the next to say yes at that stage: they did, or somebody did for them."""
    here = [one for one in said if one.stage is stage]
    return frozenset(one.person for one in here) | {one.stands_for for one in here if one.stands_for}


def how_many(said: Collection[Yes], approved: Collection[StageName], stage: StageName) -> int:
    """How many places have said yes at the stage; one where it is only known that somebody did."""
    return len(_places(said, stage)) or int(stage in approved)


def _places(said: Iterable[Yes], stage: StageName) -> frozenset[PersonId]:
    """Whose places have said yes."""
    return frozenset(one.stands_for or one.person for one in said if one.stage is stage)


def asked_now(reasons: Iterable[Reason]) -> tuple[StageName, ...]:
    """The stages that these reasons ask for and that wait for none of the others, in order."""
    asking = [one for one in reasons if one.needs is not None]
    needed = {one.needs for one in asking}
    held_back = {one.needs for one in asking if needed.intersection(one.after)}
    return tuple(stage for stage in StageName if stage in needed - held_back)


def asked_by(decision: Decision) -> tuple[StageName, ...]:
    """The stages a decision asks for now; none unless it asks for any."""
    return asked_now(decision.reasons) if decision.open_stages else ()


def asked_later(reasons: Iterable[Reason]) -> dict[StageName, tuple[StageName, ...]]:
    """The stages that wait for others to be decided first, each with those."""
    asking = [one for one in reasons if one.needs is not None]
    needed = {one.needs for one in asking}
    first: dict[StageName, tuple[StageName, ...]] = {}
    for stage in StageName:
        before = {name for one in asking if one.needs is stage for name in one.after} & needed
        if before:
            first[stage] = tuple(name for name in StageName if name in before)
    return first
