"""Whether requests and reviewers still are what the model learned from.

Two questions. Do requests still look the same (the population stability index, feature by feature)? And do people
still decide as they did (how often they decide against the model's side of its base rate)?
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from approvals.model import Value
from approvals.risk.model.evaluation import Bin, wilson

ALARM_FROM = 0.25
"""The customary line: up to 0.1 nothing changed, from 0.25 on the population is another one."""
WATCH_FROM = 0.1
SMOOTHING = 0.5
"""Added to every count, so that an empty bin is a small share and not an infinite step."""
EXPECTED_AT_LEAST = 5.0
"""Of recent requests in a bin; rarer values share one. Hundreds of bins with nobody in them are noise."""
REQUESTS_AT_LEAST = 50
"""Fewer recent requests, or decisions of people, tell nothing."""
OTHERS, NEW = "(rare values)", "(never seen before)"
DISAGREEMENT_RATIO = 1.25
"""Surely this many times the disagreement that was there from the start."""


class Moved(Value):
    """A value whose share changed."""

    value: str
    before: float
    now: float


class FeatureDrift(Value):
    """One feature then and now."""

    feature: str
    psi: float
    chance: float
    """What the index stays below in 99 of 100 samples of this size when nothing changed."""
    bins: int
    state: str
    """`stable`, `watch` or `alarm`."""
    moved: tuple[Moved, ...]
    """The values that make up most of it."""


class Disagreement(Value):
    """How often people decide against the model."""

    decisions: int
    against: int
    share: float
    low: float
    high: float
    expected: float
    """The share among the decisions kept back when the model was trained."""
    state: str


class DriftReport(Value):
    """What was found, and what to do about it."""

    model: str
    requests: int
    features: tuple[FeatureDrift, ...]
    disagreement: Disagreement | None
    alarms: tuple[str, ...]
    """One sentence each; any of them is a reason to step down to the scorecard and to train again."""


def feature_drift(feature: str, before: Mapping[str, int], now: Mapping[str, int]) -> FeatureDrift:
    """The population stability index of one feature, with its values as bins."""
    binned_before, binned_now = _binned(before, now)
    names = sorted(binned_before.keys() | binned_now.keys())
    total_before, total_now = sum(binned_before.values()), sum(binned_now.values())
    parts: list[tuple[float, Moved]] = []
    for name in names:
        was = (binned_before[name] + SMOOTHING) / (total_before + SMOOTHING * len(names))
        become = (binned_now[name] + SMOOTHING) / (total_now + SMOOTHING * len(names))
        parts.append(((become - was) * log(become / was), Moved(value=name, before=was, now=become)))
    index = sum(part for part, _ in parts)
    chance = _chi_square_99(len(names) - 1) * (1 / total_before + 1 / total_now) if len(names) > 1 else 0.0
    parts.sort(key=lambda one: (-one[0], one[1].value))
    state = "stable"
    if index > chance and index >= WATCH_FROM:
        state = "alarm" if index >= ALARM_FROM else "watch"
    moved = tuple(moved for part, moved in parts[:3] if part > 0) if state != "stable" else ()
    return FeatureDrift(feature=feature, psi=index, chance=chance, bins=len(names), state=state, moved=moved)


def _binned(before: Mapping[str, int], now: Mapping[str, int]) -> tuple[Counter[str], Counter[str]]:
    """Both in the same bins: frequent values alone, rare ones together, new ones together.

    Something new is to be expected as often as something was seen once only (Good and Turing's estimate), so that
    share of the rare values stands for the new ones then. Fewer new values than that only mean that the model knows
    more of what is asked for: then they count among the rare ones.
    """
    total, recent = sum(before.values()), sum(now.values())
    often = {
        value for value, count in before.items() if count > 1 and count * recent >= EXPECTED_AT_LEAST * total
    }
    rare = sum(count for value, count in before.items() if value not in often)
    once = sum(count == 1 for count in before.values())
    new = sum(count for value, count in now.items() if value not in before)
    apart = new * total > once * recent
    binned_before = Counter({value: before[value] for value in often})
    binned_before += Counter({OTHERS: rare - once, NEW: once} if apart else {OTHERS: rare})
    binned_now: Counter[str] = Counter()
    for value, count in now.items():
        unseen = apart and value not in before
        binned_now[value if value in often else NEW if unseen else OTHERS] += count
    return binned_before, binned_now


def _chi_square_99(degrees: int) -> float:
    """The 99th percentile (Wilson and Hilferty's approximation): without change the index, scaled, follows it."""
    part = 2 / (9 * degrees)
    return degrees * float((1 - part + 2.3263 * sqrt(part)) ** 3)


def disagreement(
    judged: Iterable[tuple[float, bool]], *, base: float, bins: Sequence[Bin]
) -> Disagreement | None:
    """People's decisions (the model's probability, and whether they denied) against the model's side of its base rate.

    `bins` are those of the model's metrics. None while people have decided too little.
    """
    pairs = list(judged)
    if len(pairs) < REQUESTS_AT_LEAST:
        return None
    against = sum((probability > base) != denied for probability, denied in pairs)
    low, high = wilson(against, len(pairs))
    rows = sum(one.rows for one in bins)
    usual = sum(one.rows * (1 - one.happened if one.foretold > base else one.happened) for one in bins) / rows
    return Disagreement(
        decisions=len(pairs),
        against=against,
        share=against / len(pairs),
        low=low,
        high=high,
        expected=usual,
        state="alarm" if low > DISAGREEMENT_RATIO * usual else "stable",
    )


def drift_report(
    model: str,
    *,
    before: Mapping[str, Mapping[str, int]],
    recent: Sequence[Mapping[str, str]],
    disagreed: Disagreement | None,
) -> DriftReport:
    """Every feature then (counts by value) and now (requests' attributes), and the alarms in words."""
    features: tuple[FeatureDrift, ...] = ()
    if len(recent) >= REQUESTS_AT_LEAST:
        features = tuple(
            feature_drift(name, counts, Counter(row.get(name, "") for row in recent))
            for name, counts in before.items()
        )
    alarms = [_said(one) for one in features if one.state == "alarm"]
    if disagreed is not None and disagreed.state == "alarm":
        alarms.append(
            f"People decided against the model in {disagreed.share:.0%} of {disagreed.decisions} decisions, where {disagreed.expected:.0%} is usual: what they look at has changed."
        )
    return DriftReport(
        model=model, requests=len(recent), features=features, disagreement=disagreed, alarms=tuple(alarms)
    )


def _said(one: FeatureDrift) -> str:
    most = one.moved[0]
    return f"Requests differ in {one.feature.replace('_', ' ')} from what was learned (index {one.psi:.2f}): {most.value or 'empty'} went from {most.before:.0%} to {most.now:.0%}."
