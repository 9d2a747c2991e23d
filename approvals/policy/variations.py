"""The ways in which a request can ask for a little less: one value each, that changes facts and says so in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from approvals.policy.facts import Facts
from approvals.policy.question import conflicts, scope_faults
from approvals.policy.wording import in_words
from catalog.kinds import RiskLevel
from catalog.model import Entitlement, EntitlementId, ScopeRule

KINDS = ("scope", "duration", "level", "drop", "value")
"""From the smallest change to the largest: saying more, for less long, for less, giving something else up; and what
only a rule about one value of a scope makes a difference of."""
MOST_VALUES = 5
"""How many values of a scope are tried."""
ANY_VALUE = "\N{BULLET}"
"""Stands in a scope for whatever will be named there."""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_RUNGS = (
    *(days * _DAY for days in (365, 180, 90, 60, 30, 14, 7, 3, 1)),
    *(hours * _HOUR for hours in (8, 4, 1)),
)
_RANK = {level: rank for rank, level in enumerate(RiskLevel)}


@dataclass(frozen=True, kw_only=True)
class Variation:
    """One change: of which kind, about what, how it is said, and what it makes of the facts."""

    kind: str
    about: str
    says: str
    apply: Callable[[Facts], Facts]


def shortened(length: timedelta, *, or_less: bool = True) -> Variation:
    """The same for that long, or for that long at most."""
    return Variation(
        kind="duration",
        about="",
        says=f"ask for {in_words(length)}{' or less' if or_less else ''}",
        apply=lambda facts: replace(facts, duration=length),
    )


def rungs_below(facts: Facts) -> list[timedelta]:
    """The lengths to try first, longest first: common ones and the entitlement's ceiling, all shorter than asked for.

    Where no end was asked for, a year is the longest: nobody thinks in longer ones.
    """
    ceiling = facts.place.entitlement.max_duration
    rungs = {*_RUNGS, *([ceiling] if ceiling is not None else [])}
    return sorted((rung for rung in rungs if facts.duration is None or rung < facts.duration), reverse=True)


def step_between(shorter: timedelta, longer: timedelta | None) -> timedelta | None:
    """The middle of the two in whole days, below two days in whole hours; None when nothing lies between them."""
    if longer is None:
        return None
    unit = _DAY if shorter >= _DAY and longer > 2 * _DAY else _HOUR
    middle = (shorter + longer) / 2 // unit * unit
    if middle <= shorter:
        middle = (shorter // unit + 1) * unit
    return middle if shorter < middle < longer else None


def lower_levels(facts: Facts) -> Iterator[Variation]:
    """Less of the same resource that the person does not hold yet, the nearest first."""
    wanted = facts.place.entitlement
    lower = [
        one
        for one in facts.place.resource.entitlements
        if _height(one) < _height(wanted) and one.id not in facts.held and one.audience.admits(facts.person)
    ]
    for level in sorted(lower, key=_height, reverse=True):
        yield _instead(facts, level)


def _height(level: Entitlement) -> tuple[bool, int]:
    return level.privileged, _RANK[level.risk]


def _instead(facts: Facts, level: Entitlement) -> Variation:
    """That level, cut to its own ceiling as every wish is."""
    ceiling = level.max_duration
    cut = ceiling is not None and (facts.duration is None or facts.duration > ceiling)

    def apply(other: Facts) -> Facts:
        place = other.place.model_copy(update={"entitlement": level})
        return replace(other, place=place, duration=ceiling if cut else other.duration)

    at_most = f" for {in_words(ceiling)}" if cut else ""
    says = f"ask for {level.name} instead of {facts.place.entitlement.name}{at_most}"
    return Variation(kind="level", about=level.id, says=says, apply=apply)


def named_scopes(facts: Facts) -> Iterator[Variation]:
    """Each scope that is open (or has a value that is not allowed), named, whatever the value."""
    _, wrong = scope_faults(facts)
    rules = facts.place.resource.scopes
    for key, rule in rules.items():
        if key not in facts.scope or key in wrong:
            yield _any_value(key, rule, f"choose an allowed {key}" if key in wrong else f"name one {key}")
    for key in wrong:
        if key not in rules:
            yield _left_out(key)


def chosen_values(facts: Facts) -> Iterator[Variation]:
    """Each value of a scope that is open, for rules that look at the value itself."""
    for key, rule in facts.place.resource.scopes.items():
        if key not in facts.scope:
            yield from (_value(key, value) for value in rule.values[:MOST_VALUES])


def _value(key: str, value: str) -> Variation:
    return Variation(
        kind="value",
        about=key,
        says=f"choose {value} as the {key}",
        apply=lambda facts: replace(facts, scope={**facts.scope, key: value}),
    )


def _any_value(key: str, rule: ScopeRule, says: str) -> Variation:
    """The scope with a value that no rule is about, so that the answer holds for every value none is about."""

    def apply(facts: Facts) -> Facts:
        resource = facts.place.resource
        scopes = {**resource.scopes, key: rule.model_copy(update={"values": (ANY_VALUE,), "pattern": None})}
        place = facts.place.model_copy(update={"resource": resource.model_copy(update={"scopes": scopes})})
        return replace(facts, place=place, scope={**facts.scope, key: ANY_VALUE})

    return Variation(kind="scope", about=key, says=says, apply=apply)


def _left_out(key: str) -> Variation:
    def apply(facts: Facts) -> Facts:
        return replace(facts, scope={name: value for name, value in facts.scope.items() if name != key})

    return Variation(kind="scope", about=key, says=f"leave {key} out", apply=apply)


def dropping(facts: Facts) -> Iterator[Variation]:
    """Each of the things held, pending or asked for together that conflict with this, dropped."""
    for one in conflicts(facts.company, facts.place, facts.held):
        place = facts.company.places.get(one)
        yield _without(one, place.label if place else one)


def _without(one: EntitlementId, label: str) -> Variation:
    return Variation(
        kind="drop",
        about=one,
        says=f"drop {label}",
        apply=lambda facts: replace(facts, held=facts.held - {one}),
    )
