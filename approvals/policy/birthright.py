"""What belongs to a job, and whether the one who asks for it may say so: facts for the policy, which decides.

Both are read from the catalog and the reporting line, never from a message: saying "I am a controller" makes nobody one.
"""

from __future__ import annotations

from approvals.policy.facts import Facts
from catalog.model import Company, Person


def requester_leads(facts: Facts) -> bool:
    """Whether whoever asks stands above the one who would hold it, at any distance."""
    return facts.requester.id in _line_above(facts.company, facts.person)


def birthright(facts: Facts) -> bool:
    """Whether it is in a package that belongs to the person's department or title, asked for by the right people.

    Those are the person and everybody above them.
    """
    asked_rightly = facts.requester.id == facts.person.id or requester_leads(facts)
    return asked_rightly and any(
        facts.place.entitlement.id in bundle.includes and bundle.birthright_for.covers(facts.person)
        for bundle in facts.company.bundles
    )


def _line_above(company: Company, person: Person) -> set[str]:
    """Everybody above; the person's own line as given here, which may be one that was recorded earlier."""
    line: set[str] = set()
    above = person.manager
    while above is not None and above not in line:
        line.add(above)
        known = company.people.get(above)
        above = known.manager if known is not None else None
    return line - {person.id}
