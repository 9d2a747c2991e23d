"""The question of break-glass, in Cedar's terms: may this person have it at once, without anybody's yes?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from approvals.not_right import nothing_not_right
from approvals.policy.entities import entities, link, minutes, moment
from approvals.policy.facts import Facts
from approvals.policy.question import Question, asked, conflicts, scope_faults
from approvals.policy.wording import emergency_words
from catalog.emergency import Emergency
from catalog.model import Company, Person

NOTHING = timedelta(0)
"""How long break-glass may be where the company has none."""


def emergency_question(facts: Facts) -> Question:
    """May the person have it now? Raises KeyError when the catalog names a person who does not exist, ValueError of facts
    about what is asked for in the ordinary way.
    """
    if facts.unreviewed is None:
        raise ValueError("no glass is broken here")
    missing, wrong = scope_faults(facts)
    conflicting = conflicts(facts.company, facts.place, facts.held)
    longest = facts.company.emergency.longest if facts.company.emergency else NOTHING
    context: dict[str, Any] = {
        "requester": link("Person", facts.requester.id),
        "named": facts.requester.id == facts.person.id and named(facts.company, facts.person),
        # Access without an end is longer than any limit.
        "minutes": minutes(facts.duration) if facts.duration is not None else minutes(longest) + 1,
        "longest": minutes(longest),
        "risk": facts.risk,
        "missing_scopes": missing,
        "wrong_scopes": wrong,
        "held": [link("Entitlement", one) for one in facts.held],
        "conflicting": [link("Entitlement", one) for one in conflicting],
        "sign_in_warnings": facts.warned.number,
        "serious_sign_in_warnings": facts.warned.high,
        "unreviewed": facts.unreviewed,
        "now": moment(facts.now),
        **(facts.not_right or nothing_not_right(facts.company)).in_context(),
    }
    today = facts.now.astimezone(facts.company.zone).date()
    return Question(
        request=asked(facts.person.id, "emergency", facts.place, context),
        entities=entities(facts, today, (facts.person, facts.requester)),
        words=emergency_words(
            facts,
            longest=longest,
            missing=missing,
            wrong=wrong,
            conflicting=conflicting,
        ),
    )


def named(company: Company, person: Person) -> bool:
    """Whether company.yaml names that person among those who may break the glass."""
    who = (company.emergency or Emergency()).who
    members = {one for group in who.groups for one in getattr(company.groups, group)}
    return company.emergency is not None and (person.department in who.departments or person.id in members)
