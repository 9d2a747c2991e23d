"""Whether some groups of people are approved less often, or overruled more often, than others.

Rates with Wilson's intervals, and between groups Fairlearn's measures: the demographic parity difference is the
largest group's approval rate minus the smallest's (0 is parity), the demographic parity ratio the smallest divided
by the largest (1 is parity). A difference is a question and no verdict: groups ask for different things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from approvals.model import Value
from approvals.risk.model.evaluation import wilson

DIMENSIONS = ("department", "employment", "location", "tenure")
FOUR_FIFTHS = 0.8
"""The usual line for a ratio of rates (the four-fifths rule of employment law)."""
GROUP_AT_LEAST = 20
"""Smaller groups are listed, but their rates swing too far to be compared."""
UNKNOWN = "(unknown)"
BANDS = (
    (timedelta(days=90), "under 90 days"),
    (timedelta(days=365), "90 days to a year"),
    (timedelta(days=3 * 365), "one to three years"),
)
LONGEST_BAND = "over three years"


class Judged(Value):
    """A decision, with the groups its beneficiary belongs to."""

    groups: dict[str, str]
    """By dimension."""
    approved: bool
    overruled: bool | None = None
    """Whether a person decided against the model's side of its base rate; None where that is not known."""


class Rate(Value):
    """How often something happened."""

    of: int
    happened: int
    rate: float
    low: float
    high: float


class GroupRates(Value):
    """One group."""

    group: str
    approved: Rate
    overruled: Rate | None
    look_at: bool
    """Approved surely less than four fifths as often as everybody."""


class DimensionReport(Value):
    """All groups of one dimension, and how far they lie apart."""

    dimension: str
    groups: tuple[GroupRates, ...]
    compared: int
    """Groups with enough decisions to be compared; the measures are over these."""
    parity_difference: float | None
    parity_ratio: float | None


class BiasReport(Value):
    """What was found."""

    decisions: int
    approved: Rate | None
    dimensions: tuple[DimensionReport, ...]
    findings: tuple[str, ...]


def tenure_band(started: date | None, on: date) -> str:
    """How long somebody has been with the company, in bands."""
    if started is None or started > on:
        return UNKNOWN
    return next((name for until, name in BANDS if on - started < until), LONGEST_BAND)


def bias_report(decisions: Sequence[Judged]) -> BiasReport:
    """Approval and override rates of every group in every dimension."""
    overall = _rate([one.approved for one in decisions])
    dimensions = tuple(_dimension(name, decisions, overall.rate if overall else 0.0) for name in DIMENSIONS)
    findings = tuple(
        f"{dimension.dimension.capitalize()} {group.group}: {group.approved.rate:.0%} of {group.approved.of} approved ({group.approved.low:.0%} to {group.approved.high:.0%}), where {overall.rate:.0%} is usual."
        for dimension in dimensions
        for group in dimension.groups
        if group.look_at and overall is not None
    )
    return BiasReport(decisions=len(decisions), approved=overall, dimensions=dimensions, findings=findings)


def _dimension(name: str, decisions: Sequence[Judged], overall: float) -> DimensionReport:
    members: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in decisions:
        members[one.groups.get(name) or UNKNOWN].append(one)
    groups = []
    for group, of in sorted(members.items()):
        approved = _rate([one.approved for one in of])
        assert approved is not None  # noqa: S101  # a group has at least one member
        groups.append(
            GroupRates(
                group=group,
                approved=approved,
                overruled=_rate([one.overruled for one in of if one.overruled is not None]),
                look_at=len(of) >= GROUP_AT_LEAST and approved.high < FOUR_FIFTHS * overall,
            )
        )
    rates = [
        one.approved.rate for one in groups if one.approved.of >= GROUP_AT_LEAST and one.group != UNKNOWN
    ]
    apart = len(rates) > 1
    return DimensionReport(
        dimension=name,
        groups=tuple(groups),
        compared=len(rates),
        parity_difference=max(rates) - min(rates) if apart else None,
        parity_ratio=(min(rates) / max(rates) if max(rates) else 1.0) if apart else None,
    )


def _rate(happened: Sequence[bool]) -> Rate | None:
    if not happened:
        return None
    low, high = wilson(sum(happened), len(happened))
    return Rate(
        of=len(happened), happened=sum(happened), rate=sum(happened) / len(happened), low=low, high=high
    )
