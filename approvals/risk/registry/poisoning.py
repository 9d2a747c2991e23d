"""Looking at past decisions before anything is learned from them: were they made to teach something false?

Three ways to bend a history leave traces: the share of denials jumps at the end, one person decided nearly
everything, or the same rows were put in again and again. Each is said in one sentence, and training stops until
somebody answers for it.
"""

from __future__ import annotations

from collections import Counter
from math import sqrt

import numpy as np

from approvals.risk.model.history import History

LAST_PART = 0.2
"""Of the decisions in order of time, those held against the ones before."""
SHIFT_AT_LEAST = 0.05
"""A smaller change of the share of denials is life, however sure one is of it."""
SHIFT_RATIO = 1.5
"""So many times more or fewer denials than before."""
SHIFT_Z = 4.0
"""Standard errors of a two-proportion test; once in sixteen thousand histories by chance."""
EACH_PART_AT_LEAST = 50
REVIEWER_AT_MOST = 0.5
REVIEWERS_AT_LEAST = 3
"""With fewer it is a small company and not a takeover."""
REPEATED_AT_MOST = 0.05
"""Of rows that repeat another one to the second."""
CONFLICTING_BEYOND_CHANCE = 0.05
"""So many more rows with both answers than if answers fell by lot: real reviewers agree with themselves more."""
MOST_OF_ONE = 0.1
"""Of rows that are all the same, where no time tells them apart."""


def warnings(history: History) -> tuple[str, ...]:
    """What is odd about these decisions, one sentence each; nothing where nothing is."""
    found = (_shift(history), _reviewer(history), _repeated(history), _conflicting(history))
    return tuple(sentence for sentence in found if sentence is not None)


def _shift(history: History) -> str | None:
    if history.at is None:
        return None
    denied = history.denied[np.argsort(history.at, kind="stable")]
    cut = round(len(denied) * (1 - LAST_PART))
    before, last = denied[:cut], denied[cut:]
    if min(len(before), len(last)) < EACH_PART_AT_LEAST:
        return None
    was, became = float(before.mean()), float(last.mean())
    lower, higher = sorted((was, became))
    if higher - lower < SHIFT_AT_LEAST or higher < SHIFT_RATIO * lower:
        return None
    z = two_proportions(int(before.sum()), len(before), int(last.sum()), len(last))
    if abs(z) < SHIFT_Z:
        return None
    return f"the share of denials went from {was:.1%} to {became:.1%} in the last fifth of the decisions ({abs(z):.1f} standard errors); look at who decided them and why"


def two_proportions(some: int, of: int, others: int, of_others: int) -> float:
    """How many standard errors the second share lies above the first, with the pooled share's error."""
    pooled = (some + others) / (of + of_others)
    error = sqrt(pooled * (1 - pooled) * (1 / of + 1 / of_others))
    return (others / of_others - some / of) / error if error else 0.0


def _reviewer(history: History) -> str | None:
    if history.reviewer is None:
        return None
    counts = Counter(name for name in history.reviewer if name)
    if len(counts) < REVIEWERS_AT_LEAST:
        return None
    name, decided = counts.most_common(1)[0]
    share = decided / counts.total()
    if share <= REVIEWER_AT_MOST:
        return None
    return f"{name} decided {share:.0%} of them, and {len(counts) - 1} others the rest; check whether one person's judgement should be learned"


def _repeated(history: History) -> str | None:
    if history.at is None:
        _, counts = np.unique(np.column_stack([history.codes, history.denied]), axis=0, return_counts=True)
        share = float(counts.max()) / len(history)
        # Few values repeat by themselves; what cannot is one combination far beyond the next.
        ordinary = np.sort(counts)[-2] if len(counts) > 1 else 0
        if share <= MOST_OF_ONE or counts.max() < 5 * max(1, ordinary):
            return None
        return f"one row stands in it {counts.max():,} times, {share:.0%} of all; take the copies out"
    rows = np.column_stack([history.codes, history.at, history.denied])
    repeated = len(rows) - len(np.unique(rows, axis=0))
    share = repeated / len(rows)
    if share <= REPEATED_AT_MOST:
        return None
    return f"{repeated:,} of {len(rows):,} rows repeat another one to the second ({share:.0%}); take the copies out"


def _conflicting(history: History) -> str | None:
    _, place = np.unique(history.codes, axis=0, return_inverse=True)
    place = place.ravel()
    seen = np.bincount(place)
    denied = np.bincount(place, weights=history.denied)
    both = (denied > 0) & (denied < seen)
    share = float(seen[both].sum() / len(history))
    base = float(history.denied.mean())
    chance = float((seen * (1 - (1 - base) ** seen - base**seen)).sum() / len(history))
    if share <= chance + CONFLICTING_BEYOND_CHANCE:
        return None
    return f"{share:.0%} of the rows were both approved and denied for the same attributes, more than if the answers fell by lot ({chance:.0%}); keep the answer that counted"
