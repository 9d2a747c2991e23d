"""A decision handed to somebody else for a while, or sent on by somebody whose it is not. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from approvals.barring import Bar
from approvals.model import StageName, Value
from catalog.model import Company, PersonId


class Handover(Value):
    """What one person did with one stage of an item that waited for them."""

    id: str
    stage: StageName
    person: PersonId
    to: PersonId | None = None
    """None: they said that it is not theirs."""
    until: date | None = None
    """The last day on which it is the other person's; then it comes back."""
    instead: tuple[PersonId, ...] = ()
    """Who was asked instead, as it was then."""


def declined(handed: Sequence[Handover]) -> frozenset[PersonId]:
    """Who has said that it is not theirs."""
    return frozenset(one.person for one in handed if one.to is None)


def handed_on(
    company: Company, handed: Sequence[Handover], person: PersonId, bar: Bar, on: date
) -> Handover | None:
    """To whom it went in the end, from that person on; None where they have it themselves.

    What was handed to somebody who cannot decide (any more) comes back to whoever handed it over.
    """
    seen, last = {person}, None
    here = person
    while (step := _step(handed, here, on)) is not None and step.to is not None:
        if step.to in seen or bar(step.to) is not None or company.absence_of(step.to, on) is not None:
            break
        seen.add(step.to)
        here, last = step.to, step
    return last


def _step(handed: Sequence[Handover], person: PersonId, on: date) -> Handover | None:
    """The newest word of that person on it, while it holds."""
    mine = [one for one in handed if one.person == person and one.to is not None]
    return mine[-1] if mine and mine[-1].until is not None and on <= mine[-1].until else None
