"""What would change the answer: the smallest change of a request after which the policy says something better.

Found by asking the policy again about requests that differ a little, scored anew each time. Nothing here knows what a
rule says, so a company's own rules count like those that ship.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import combinations

from approvals.model import Decision, PolicyAnswer
from approvals.policy.change import Change, Turned
from approvals.policy.facts import Facts
from approvals.policy.variations import (
    KINDS,
    Variation,
    chosen_values,
    dropping,
    lower_levels,
    named_scopes,
    rungs_below,
    shortened,
    step_between,
)
from approvals.quorum import people_needed, quorum_of

MOST_QUESTIONS = 60
"""How often the policy is asked at most for one sentence: some 20 ms."""


Decide = Callable[[Facts], Decision]
Score = Callable[[Facts], int]


def smallest_change(
    facts: Facts, decision: Decision, *, decide: Decide, score: Score, most_questions: int = MOST_QUESTIONS
) -> Change | None:
    """The smallest change after which fewer people have to agree, or what was refused is not; None when none is found.

    `score` gives the risk score of changed facts. One change comes before two; by kind in the order of KINDS; the
    least shortening and the nearest level first. The search ends after `most_questions`.
    """
    if decision.answer is PolicyAnswer.GRANTED:
        return None
    search = _Search(before=decision, decide=decide, score=score, left=most_questions)
    try:
        found = _first(search, facts)
    except _AskedEnough:
        return None
    return None if found is None else found.in_words()


class _AskedEnough(Exception):
    """The policy was asked as often as it may be."""


@dataclass(kw_only=True)
class _Search:
    before: Decision
    decide: Decide
    score: Score
    left: int
    _known: dict[tuple[object, ...], Decision] = field(default_factory=dict)

    def ask(self, facts: Facts, *varied: Variation) -> Turned | None:
        """What becomes of these facts when they are scored anew, if that is better than before."""
        place = facts.place
        key = (place.entitlement.id, facts.duration, tuple(sorted(facts.scope.items())), facts.held)
        if key not in self._known:
            if self.left <= 0:
                raise _AskedEnough
            self.left -= 1
            self._known[key] = self.decide(replace(facts, risk=self.score(facts)))
        decision = self._known[key]
        if not _better(decision, self.before):
            return None
        return Turned(facts=facts, decision=decision, varied=varied)


def _better(now: Decision, before: Decision) -> bool:
    if now.answer is PolicyAnswer.REFUSED:
        return False
    if before.answer is PolicyAnswer.REFUSED or now.answer is PolicyAnswer.GRANTED:
        return True
    return _people(now) < _people(before)


def _people(decision: Decision) -> int:
    """How many have to agree at least; a stage that wants everybody counts as two."""
    quorums = (quorum_of(decision.reasons, stage) for stage in decision.open_stages)
    return sum(people_needed(quorum, 2) for quorum in quorums)


def _first(search: _Search, facts: Facts) -> Turned | None:
    """One change, by kind; then two of different kinds, or two rights dropped; last all that conflicts at once."""
    single = {kind: list(make(facts)) for kind, make in _DISCRETE.items()}
    for kind in KINDS:
        tried = (
            [_shorter(search, facts)]
            if kind == "duration"
            else [search.ask(one.apply(facts), one) for one in single[kind]]
        )
        for turned in tried:
            if turned is not None:
                return turned
    for one, other in _pairs(single):
        changed = one.apply(facts)
        turned = (
            _shorter(search, changed, one) if other is None else search.ask(other.apply(changed), one, other)
        )
        if turned is not None:
            return turned
    return _without_all(search, facts, single["drop"])


_DISCRETE: dict[str, Callable[[Facts], Iterator[Variation]]] = {
    "scope": named_scopes,
    "level": lower_levels,
    "drop": dropping,
    "value": chosen_values,
}


def _pairs(single: dict[str, list[Variation]]) -> Iterator[tuple[Variation, Variation | None]]:
    """Two variations each; None stands for a shorter time."""
    each = [one for kind in KINDS if kind in single for one in single[kind]]
    yield from ((one, None) for one in each)
    for one, other in combinations(each, 2):
        if one.kind != other.kind or (one.kind != "level" and one.about != other.about):
            yield one, other


def _without_all(search: _Search, facts: Facts, drops: list[Variation]) -> Turned | None:
    if len(drops) < 3:
        return None
    changed = facts
    for one in drops:
        changed = one.apply(changed)
    return search.ask(changed, *drops)


def _shorter(search: _Search, facts: Facts, *before: Variation) -> Turned | None:
    """The longest shorter time that turns the answer: down the rungs, then halving between the last two.

    Beside another change the shortest is asked about first: where that does not help, hardly anything does.
    """
    rungs = rungs_below(facts)
    if before and rungs and _cut(search, facts, rungs[-1], before) is None:
        return None
    above = facts.duration
    for rung in rungs:
        turned = _cut(search, facts, rung, before)
        if turned is not None:
            return _longest(search, facts, turned, above, rungs[-1])
        above = rung
    return None


def _longest(
    search: _Search, facts: Facts, turned: Turned, above: timedelta | None, shortest: timedelta
) -> Turned:
    """The longest time between this one, which turns the answer, and the one above, which does not."""
    before = turned.varied[:-1]
    try:
        while (length := turned.facts.duration) is not None:
            middle = step_between(length, above)
            if middle is None:
                break
            better = _cut(search, facts, middle, before)
            turned, above = (better, above) if better is not None else (turned, middle)
        or_less = _cut(search, facts, shortest, before) is not None
    except _AskedEnough:
        or_less = False  # what was found so far turns it, be there something longer or not
    length = turned.facts.duration
    if length is None or or_less:
        return turned
    return replace(turned, varied=(*before, shortened(length, or_less=False)))


def _cut(search: _Search, facts: Facts, length: timedelta, before: tuple[Variation, ...]) -> Turned | None:
    shorter = shortened(length)
    return search.ask(shorter.apply(facts), *before, shorter)
