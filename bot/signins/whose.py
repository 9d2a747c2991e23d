"""Whose a login is, for the company in force."""

from __future__ import annotations

from collections.abc import Callable

from approvals.policy.per_company import once_per_company
from catalog.model import Company, PersonId

Whose = Callable[[str], PersonId | None]


@once_per_company
def whose(company: Company) -> Whose:
    """The person a login belongs to; None for a login of nobody's, or of more than one."""
    known: dict[str, PersonId] = {}
    for person in company.people.values():
        known[person.email.lower()] = person.id
        known[person.id.lower()] = person.id
    return lambda login: known.get(login.rpartition("\\")[2])
