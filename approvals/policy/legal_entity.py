"""Which legal entity is the company itself, so that merged ones can be told from it."""

from __future__ import annotations

from collections import Counter

from catalog.kinds import Employment
from catalog.model import Company
from catalog.per_company import once_per_company


@once_per_company
def main_company(company: Company) -> str:
    """The legal entity most employees belong to; with equal numbers the first by name, with no employees the company's name."""
    counted = Counter(
        person.company for person in company.people.values() if person.employment is Employment.EMPLOYEE
    )
    if not counted:
        return company.name
    return min(counted, key=lambda entity: (-counted[entity], entity))
