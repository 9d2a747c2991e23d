"""Which stages count as approved: those whose quorum is met, by the word of the rules that ask for them. Pure.

What a stage needs is found by asking the policy as if nobody had approved there: the rules that then ask for it say
how many. So a quorum may depend on whatever a rule may look at, the other approvals included.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from approvals.model import Reason, StageName
from approvals.policy.facts import Facts
from approvals.policy.route import circle_at
from approvals.quorum import NOBODY, quorum_of, still_wanted

Asking = Callable[[frozenset[StageName]], Sequence[Reason]]
"""The reasons that stand in the way when exactly these stages count as approved."""


def stages_met(facts: Facts, several: frozenset[StageName], asking: Asking) -> frozenset[StageName]:
    """The approvals that count. `several` are the stages at which any rule may want more than one person.

    A stage whose quorum is not met is taken out, and the others are looked at once more without it.
    """
    met = facts.approvals
    while True:
        short = {stage for stage in met & several if not _met(facts, stage, asking(met - {stage}))}
        if not short:
            return met
        met -= short


def _met(facts: Facts, stage: StageName, reasons: Sequence[Reason]) -> bool:
    quorum = quorum_of(reasons, stage)
    circle = circle_at(facts, stage) if quorum.everybody else NOBODY
    return still_wanted(quorum, circle, facts.said, facts.approvals, stage) == 0
