"""Who reviews an emergency, and for how long break-glass may be. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from approvals.model import Review, Value
from approvals.terms import permitted_duration
from catalog.kinds import Employment
from catalog.model import Company, Entitlement, Person, PersonId


class EmergencyPicture(Value):
    """An emergency and its review, as it is shown."""

    opened_at: datetime
    due_at: datetime
    waiting_for: tuple[PersonId, ...] = ()
    """Who is to review it; empty once somebody has."""
    overdue: bool = False
    reminders: int = 0
    review: Review | None = None
    reviewed_by: PersonId | None = None
    reviewed_at: datetime | None = None
    note: str = ""


class EmergencyOffer(Value):
    """What breaking the glass would come to, before anybody does."""

    allowed: bool
    says: str = ""
    """Why not."""
    duration: timedelta


def reviewers_of(company: Company, person: PersonId, *, on: date, overdue: bool) -> tuple[PersonId, ...]:
    """Who may review that person's emergency: Security without them, and once it is overdue the IAM admins as well.

    Those who are away are left out where others are there.
    """
    groups = company.groups
    named = [*groups.security, *(groups.iam_admins if overdue else ())]
    able = [one for one in dict.fromkeys(named) if _able(company, one, person, on)]
    able = able or [one for one in groups.iam_admins if _able(company, one, person, on)]
    present = [one for one in able if company.absence_of(one, on) is None]
    return tuple(present or able)


def may_review(company: Company, person: PersonId, by: PersonId, *, on: date, overdue: bool) -> bool:
    """Whether that one may review this person's emergency: Security always may, also where others are asked."""
    able = reviewers_of(company, person, on=on, overdue=overdue)
    return by != person and by in {*able, *company.groups.security}


def short_enough(
    company: Company,
    entitlement: Entitlement,
    asked: timedelta | None,
    *,
    person: Person,
    now: datetime,
    zone: ZoneInfo,
) -> timedelta:
    """How long it would be: what was asked for, within the company's limit, the ceiling and the last day."""
    longest = company.emergency.longest if company.emergency else timedelta()
    wanted = min(asked, longest) if asked is not None else longest
    permitted, _ = permitted_duration(entitlement, wanted, person=person, now=now, zone=zone)
    return wanted if permitted is None else min(wanted, permitted)


def _able(company: Company, reviewer: PersonId, person: PersonId, on: date) -> bool:
    known = company.people.get(reviewer)
    return (
        known is not None
        and reviewer != person
        and known.employment is not Employment.SERVICE
        and known.active(on)
    )
