"""Who may change which model is in force."""

from __future__ import annotations

from datetime import datetime

from approvals.errors import NotYours
from catalog.model import Company, Person


def keeper(company: Company, by: str, *, now: datetime) -> Person:
    """The person, if Security or the IAM admins count them among theirs today. Raises NotYours."""
    person = company.people.get(by)
    if person is None:
        raise NotYours(f"Nobody in {company.name} has the id “{by}”; give a person's id as in people.csv.")
    if by not in (*company.groups.security, *company.groups.iam_admins):
        raise NotYours(
            f"{person.name} is in neither Security nor the IAM admins; only they may change what scores risk."
        )
    if not person.active(now.astimezone(company.zone).date()):
        raise NotYours(
            f"{person.name} does not work at {company.name} today; somebody else in Security or the IAM admins has to do it."
        )
    return person
