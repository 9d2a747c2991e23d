"""Why a stage waits for these people and not for others, in sentences that follow the names in the thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from approvals.barring import Bar
from approvals.handovers import Handover
from approvals.routes import Stop
from catalog.model import Company, PersonId

NOBODY_LEFT = (
    "Nobody is left to ask for the other yes; somebody else has to be named an IAM admin in company.yaml."
)


def handed_clause(company: Company, person: PersonId, last: Handover) -> str:
    """`Omar Diaz handed this to Cara Cruz until 3 March`."""
    until = f" until {last.until.day} {last.until:%B}" if last.until else ""
    return f"{names(company, [person])} handed this to {names(company, [last.to or person])}{until}"


def why_nobody(company: Company, stop: Stop, bar: Bar) -> list[str]:
    """Why nobody at that stop can decide, a clause each."""
    if not stop.people:
        return [stop.missing] if stop.missing else []
    if stop.group:
        return [f"nobody among {stop.group} can decide"]
    return [f"{names(company, [person])} {bar(person)}" for person in stop.people]


def why_away(company: Company, away: Sequence[PersonId], on: date) -> list[str]:
    """Until when each of them is away."""
    absences = (company.absence_of(person, on) for person in away)
    return [
        f"{names(company, [one.person])} is away until {one.until.day} {one.until:%B}"
        for one in absences
        if one
    ]


def names(company: Company, people: Sequence[PersonId]) -> str:
    """`Greta Lund and Nils Aker`; somebody who is not on record by their id."""
    *first, last = (
        company.people[one].name if one in company.people else f"the person named {one}" for one in people
    )
    return f"{', '.join(first)} and {last}" if first else last


def because(skipped: Sequence[str], outcome: str) -> str:
    """The clauses and what comes of them, as one sentence."""
    # Two stops of a route can be the same person; what is the matter with them is said once.
    *first, last = dict.fromkeys(skipped)
    said = f"{', '.join(first)} and {last}" if first else last
    return f"{_capital(said)}; {outcome}."


def joining(who: str, also: str, *, several: bool, detour: str) -> str:
    """Why one more stop of the route is asked after a while."""
    verb = "have" if several else "has"
    return f"{_capital(who)} {verb} not decided in time, so {also} may decide as well.{detour}"


def making_up(who: str, also: str, *, several: bool) -> str:
    """Why one more stop of the route is asked from the beginning."""
    verb = "decide" if several else "decides"
    return f"{_capital(who)} cannot give every yes that is needed, so {also} {verb} as well."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
