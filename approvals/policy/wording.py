"""The words a policy says to people: `@says` may name a few things, which are filled in when the rule fires.

Only the names listed here are known, and they are replaced as plain text: a company's policy file cannot reach
anything else through them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, timedelta

from approvals.not_right import nothing_not_right
from approvals.policy.facts import Facts
from approvals.policy.freezes import thaw
from catalog.model import EntitlementId, PersonId
from catalog.settings import StepUp

_PLACEHOLDER = re.compile(r"\{(\w+)\}")

Words = Mapping[str, Callable[[], str]]
"""What each placeholder stands for, worked out only when a rule that uses it fires."""

_ALWAYS = frozenset({"person", "requester", "label", "owner", "risk"})
_NOT_RIGHT = frozenset({"not_right_times", "not_right_binds"})
_HOLD = _ALWAYS | {
    "manager_from",
    "security_from",
    "departments",
    "employment",
    "missing",
    "wrong",
    "ceiling",
    "ends",
    "conflicting",
    "regulations",
    "requests_today",
    "requests_per_day",
    "freeze",
    "thaw",
    "classified",
    "abstains",
    "sign_in_warnings",
    *_NOT_RIGHT,
}
_EMERGENCY = _ALWAYS | _NOT_RIGHT | {"longest", "conflicting", "missing", "wrong", "unreviewed"}
_APPROVE = _ALWAYS | {"approvers", "stage", "code_from"}


def placeholders(says: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(_PLACEHOLDER.findall(says))


def words_for(actions: Collection[str]) -> frozenset[str]:
    """The placeholders a rule about these actions may use."""
    known = {"hold": _HOLD, "approve": _APPROVE, "emergency": _EMERGENCY}
    return frozenset.intersection(*(known.get(action, _ALWAYS) for action in actions))


def fill(says: str, words: Words) -> str:
    """The sentence with its placeholders replaced."""
    return _PLACEHOLDER.sub(lambda found: words[found.group(1)](), says)


def hold_words(
    facts: Facts,
    *,
    missing: Iterable[str],
    wrong: Iterable[str],
    conflicting: Iterable[EntitlementId],
) -> Words:
    """What the placeholders stand for when the question is whether a grant may be made."""
    entitlement, company = facts.place.entitlement, facts.company
    return _not_right(facts) | {
        "manager_from": lambda: str(company.risk.manager_from),
        "security_from": lambda: str(company.risk.security_from),
        "departments": lambda: listed(entitlement.audience.departments),
        "employment": lambda: listed(kind.value for kind in entitlement.audience.employment),
        "missing": lambda: listed(missing),
        "wrong": lambda: listed(wrong),
        "ceiling": lambda: in_words(entitlement.max_duration),
        "ends": lambda: day(facts.person.ends),
        "conflicting": lambda: listed(_label(facts, one) for one in sorted(conflicting)),
        "requests_today": lambda: str(facts.requests_today),
        "requests_per_day": lambda: str(company.limits.requests_per_day),
        "freeze": lambda: listed(freeze.name for freeze in thaw(facts)[0]) or "no freeze",
        "thaw": lambda: _thaw(facts),
        "classified": lambda: day(entitlement.classified_on),
        "sign_in_warnings": lambda: str(facts.warned.number),
        "abstains": lambda: facts.judged.why or "it does not say why",
        "regulations": lambda: listed(rule.upper() for rule in facts.place.resource.regulations),
    }


def _thaw(facts: Facts) -> str:
    windows, after = thaw(facts)
    if not windows:
        return "no date"
    return day(after) if after is not None else "somebody ends it"


def emergency_words(
    facts: Facts,
    *,
    longest: timedelta,
    missing: Iterable[str],
    wrong: Iterable[str],
    conflicting: Iterable[EntitlementId],
) -> Words:
    """What the placeholders stand for when the question is about break-glass."""
    return _not_right(facts) | {
        "longest": lambda: in_words(longest),
        "unreviewed": lambda: str(facts.unreviewed),
        "missing": lambda: listed(missing),
        "wrong": lambda: listed(wrong),
        "conflicting": lambda: listed(_label(facts, one) for one in sorted(conflicting)),
    }


def approve_words(facts: Facts, *, stage: str, approvers: Iterable[PersonId]) -> Words:
    """What the placeholders stand for when the question is whether a person may decide."""
    names = facts.company.names
    return _shared(facts) | {
        "stage": lambda: stage,
        "code_from": lambda: str((facts.company.step_up or StepUp()).start),
        "approvers": lambda: (
            listed(sorted(names(approvers)), last="or") or "nobody yet, so tell an IAM admin"
        ),
    }


def _shared(facts: Facts) -> dict[str, Callable[[], str]]:
    return {
        "person": lambda: facts.person.name,
        "requester": lambda: facts.requester.name,
        "label": lambda: facts.place.label,
        "owner": lambda: facts.company.people[facts.place.owner].name,
        "risk": lambda: str(facts.risk),
    }


def _not_right(facts: Facts) -> dict[str, Callable[[], str]]:
    found = facts.not_right or nothing_not_right(facts.company)
    return _shared(facts) | {
        "not_right_times": lambda: str(found.times),
        "not_right_binds": lambda: in_words(found.binds_for),
    }


def _label(facts: Facts, entitlement: EntitlementId) -> str:
    place = facts.company.places.get(entitlement)
    return place.label if place else entitlement


def listed(things: Iterable[str], *, last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, final = [*things] or [""]
    return f"{', '.join(first)} {last} {final}" if first else final


def in_words(span: timedelta | None) -> str:
    """A length of time as people say it: `90 days`, `8 hours`, `1 day and 12 hours`."""
    if span is None:
        return "any length of time"
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    days, hours = divmod(hours, 24)
    parts = ((days, "day"), (hours, "hour"), (minutes, "minute"))
    return (
        listed(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count)
        or "less than a minute"
    )


def day(on: date | None) -> str:
    """`31 January 2027`."""
    return f"{on.day} {on:%B %Y}" if on else "no date on record"
