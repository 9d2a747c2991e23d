"""Freeze windows: which of them a grant would fall into, and when one can be made again. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from approvals.policy.facts import Facts
from catalog.settings import Freeze


def freezes_over(facts: Facts) -> list[Freeze]:
    """The windows that this grant would fall into, the one that ends last first."""
    return _covering(facts, facts.now.astimezone(facts.company.zone).date())


def thaw(facts: Facts) -> tuple[list[Freeze], date | None]:
    """The windows that have to be over first, those included that follow without a day between them, and the day after.

    The day is None where none is in sight.
    """
    windows: list[Freeze] = []
    over = freezes_over(facts)
    while over:
        windows += [freeze for freeze in over if freeze not in windows]
        if over[0].until == date.max:  # as many write that it has no end
            return windows, None
        after = over[0].until + timedelta(days=1)
        if not (over := _covering(facts, after)):
            return windows, after
    return windows, None


def _covering(facts: Facts, on: date) -> list[Freeze]:
    system, environment = facts.place.system.id, facts.place.resource.environment
    over = [
        freeze
        for freeze in facts.company.freezes
        if freeze.covers(system=system, environment=environment, on=on)
    ]
    return sorted(over, key=lambda freeze: freeze.until, reverse=True)
