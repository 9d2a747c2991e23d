"""Past decisions decided again under a candidate, and what would have come out otherwise. Pure.

Both answers come from the same facts and the same code, so a difference is the candidate's alone: what the catalog
or the policies have become since the decision was made is in both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from approvals.model import Decision, PolicyAnswer, Reason, StageName
from approvals.policy.book import PolicyBook
from approvals.policy.candidate import Candidate
from approvals.policy.facts import Facts
from approvals.quorum import quorum_of


class Source(StrEnum):
    """Where a past decision is from."""

    LOG = "log"
    FILE = "decisions.csv"


class Turn(StrEnum):
    """What a candidate does to a decision that it changes."""

    GRANTED = "granted"
    """It would have been granted at once."""
    REFUSED = "refused"
    ROUTED = "routed"
    """It would have waited for people, for others than it did or for anybody at all."""


@dataclass(frozen=True, kw_only=True)
class Past:
    """One item somebody asked for, with the facts at each moment the policy was asked about it."""

    id: str
    source: Source
    outcome: str
    """What became of it, as its status says."""
    moments: tuple[Facts, ...]
    """At least one, in order."""
    answered: str = ""
    """What the policy answered at the first moment, by the record; empty where there is none."""
    exact: bool = False
    """The company folder is as it was, to the letter."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One item that would have gone otherwise, at the first moment at which the answers part."""

    past: Past
    facts: Facts
    turn: Turn
    before: str
    after: str
    fires: tuple[Reason, ...]
    """Rules that stand in the way under the candidate and did not."""
    silent: tuple[Reason, ...]
    """Rules that did and no longer do."""

    @property
    def rules(self) -> list[str]:
        """The ids of the rules that made the difference, each once."""
        return list(dict.fromkeys(reason.policy for reason in (*self.fires, *self.silent)))


@dataclass(kw_only=True)
class Replayed:
    """What came of deciding everything again."""

    before_version: str
    after_version: str
    decided: Counter[Source] = field(default_factory=Counter)
    exact: int = 0
    answered_otherwise: int = 0
    """Where the policies in force would answer otherwise than the record says: not the candidate's doing."""
    other_reasons: int = 0
    """The same answer, for other reasons."""
    departments: Counter[str] = field(default_factory=Counter)
    """How many were decided again, by the beneficiary's department."""
    observed: Counter[str] = field(default_factory=Counter)
    """How often each rule of the candidate that only observes would have fired; those that never would are there."""
    differences: list[Difference] = field(default_factory=list)


def replay(past: Iterable[Past], before: PolicyBook, candidate: Candidate) -> Replayed:
    """Decides each item again under `before` and under the candidate, at every moment until the answers part."""
    after = candidate.book
    result = Replayed(before_version=before.version, after_version=after.version)
    result.observed.update({rule.id: 0 for rule in after.rules.values() if rule.observes})
    for one in past:
        result.decided[one.source] += 1
        result.exact += one.exact
        result.departments[one.moments[0].person.department] += 1
        seen: set[str] = set()
        otherwise = False
        for place, facts in enumerate(one.moments):
            was = before.decide(facts)
            now = after.decide(replace(facts, company=candidate.company))
            seen.update(reason.policy for reason in now.observed)
            if place == 0 and one.answered:
                result.answered_otherwise += one.answered != said(was)
            if said(was) != said(now):
                result.differences.append(_difference(one, facts, was, now))
                break
            otherwise |= _fired(was) != _fired(now)
        else:
            result.other_reasons += otherwise
        result.observed.update(seen)
    return result


def said(decision: Decision) -> str:
    """An answer in a few words: `granted`, `refused`, `needs manager, security (2 people)`."""
    if decision.answer is PolicyAnswer.NEEDS:
        return f"needs {', '.join(stage_said(decision.reasons, stage) for stage in decision.open_stages)}"
    return decision.answer.value


def stage_said(reasons: Sequence[Reason], stage: StageName) -> str:
    """A stage, with how many people it wants where that is not one."""
    quorum = quorum_of(reasons, stage)
    if quorum.everybody:
        return f"{stage} (all)"
    return str(stage) if quorum.least == 1 else f"{stage} ({quorum.least} people)"


def _difference(past: Past, facts: Facts, was: Decision, now: Decision) -> Difference:
    turn = Turn.ROUTED if now.answer is PolicyAnswer.NEEDS else Turn(now.answer.value)
    fired, fires = _fired(was), _fired(now)
    return Difference(
        past=past,
        facts=facts,
        turn=turn,
        before=said(was),
        after=said(now),
        fires=tuple(reason for reason in now.reasons if (reason.policy, reason.needs) not in fired),
        silent=tuple(reason for reason in was.reasons if (reason.policy, reason.needs) not in fires),
    )


def _fired(decision: Decision) -> set[tuple[str, str | None]]:
    return {(reason.policy, reason.needs) for reason in decision.reasons}
