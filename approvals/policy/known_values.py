"""What the attributes of schema.cedarschema can be in one company: its own words, the fixed words, the bounds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Any

from approvals.model import StageName
from approvals.not_right import nothing_not_right
from approvals.policy.wording import listed
from catalog.kinds import Automation, DataClass, Employment, RiskLevel
from catalog.model import Company, ScopeRule

Interval = tuple[float, float]
_PEOPLE = {("principal",), ("context", "requester"), ("context", "beneficiary"), ("resource", "owner")}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_GROUPS = ("security", "helpdesk", "iam_admins", "auditors")
_ANY = (-math.inf, math.inf)
FEW = 7
"""So many words are named where none of them looks meant."""


@dataclass(frozen=True, kw_only=True)
class KnownValues:
    """The values of one company, and the sentences for what is not among them."""

    now: float
    values: Mapping[tuple[str, str], tuple[str, frozenset[str]]]
    """By kind of thing and attribute: what one says of a value that nothing has, and the values there are."""
    things: Mapping[str, frozenset[str]]
    """By Cedar's name of the type: the ids there are."""
    empty_groups: frozenset[str]
    scopes: Mapping[str, tuple[ScopeRule, ...]]
    numbers: Mapping[tuple[str, str], Interval]

    @classmethod
    def of(cls, company: Company, now: datetime) -> KnownValues:
        """What there is in this company."""
        resources = [resource for system in company.systems for resource in system.resources]
        places, people = company.places.values(), company.people.values()
        scopes: dict[str, list[ScopeRule]] = {}
        for resource in resources:
            for key, rule in resource.scopes.items():
                scopes.setdefault(key, []).append(rule)
        entities = frozenset(one.company for one in people)

        def words(says: str, found: Iterable[str]) -> tuple[str, frozenset[str]]:
            return says, frozenset(found)

        return cls(
            now=now.timestamp(),
            values={
                ("person", "department"): words(
                    "nobody is in the department", (p.department for p in people)
                ),
                ("person", "title"): words("nobody has the title", (p.title for p in people)),
                ("person", "location"): words("nobody is in the location", (p.location for p in people)),
                ("person", "company"): words("nobody belongs to the company", entities),
                ("person", "employment"): words("there is no employment", Employment),
                ("resource", "level"): words(
                    "no entitlement has the level", (p.entitlement.level for p in places)
                ),
                ("resource", "risk"): words("there is no risk", RiskLevel),
                ("resource", "automation"): words("there is no automation", Automation),
                ("resource", "data_class"): words("there is no data class", DataClass),
                ("resource", "environment"): words(
                    "nothing is in the environment", (r.environment or "" for r in resources)
                ),
                ("resource", "connector"): words(
                    "no system has the connector", (s.provisioning.connector for s in company.systems)
                ),
                ("context", "weekday"): words("there is no weekday", _WEEKDAYS),
                ("context", "stage"): words("there is no stage", StageName),
                ("context", "approvals"): words("there is no stage", StageName),
                ("context", "appeal_upheld"): words("there is no stage", StageName),
                ("context", "main_company"): words("nobody belongs to the company", entities),
            },
            things={
                "Person": frozenset(company.people),
                "Group": frozenset(_GROUPS),
                "System": frozenset(system.id for system in company.systems),
                "Resource": frozenset(resource.id for resource in resources),
                "Entitlement": frozenset(company.places),
            },
            empty_groups=frozenset(name for name in _GROUPS if not getattr(company.groups, name)),
            scopes={key: tuple(rules) for key, rules in scopes.items()},
            numbers=_numbers(company),
        )

    def entity(self, kind: str, name: str) -> str | None:
        """Why nothing is that thing or in it; None when it exists."""
        there = self.things.get(kind)
        if there is not None and name not in there:
            return f'there is no {kind.lower()} "{name}"{_meant(name, there)}'
        if kind == "Group" and name in self.empty_groups:
            return f'nobody is in the group "{name}" of company.yaml'
        return None

    def unknown(self, path: tuple[str, ...], value: object) -> str | None:
        """Why the attribute is never that word (and a set never has it); None when it may be."""
        if not isinstance(value, str) or not path:
            return None
        if path == ("context", "scope"):
            return self._unknown_scope(value)
        says, there = self.values.get(_attribute(path), ("", frozenset()))
        if not says or value in there:
            return None
        return f'{says} "{value}"{_meant(value, there)}'

    def unlike(self, path: tuple[str, ...], pattern: Any) -> str | None:
        """Why the attribute never fits a `like` pattern; None when it may."""
        says, there = self.values.get(_attribute(path), ("", frozenset())) if path else ("", frozenset())
        parts = [".*" if one == "Wildcard" else re.escape(one["Literal"]) for one in pattern]
        if not says or any(re.fullmatch("".join(parts), value, re.DOTALL) for value in there):
            return None
        shown = "".join("*" if one == "Wildcard" else one["Literal"] for one in pattern)
        return f'{says} "{shown}"'

    def bounds(self, path: tuple[str, ...]) -> Interval | None:
        """Between which numbers the attribute lies; None when it is no number."""
        return (
            self.now_on()
            if path == ("context", "now")
            else self.numbers.get(_attribute(path))
            if path
            else None
        )

    def now_on(self) -> Interval:
        """From now on, in seconds."""
        return self.now, math.inf

    def moment(self, text: object) -> Interval | None:
        """The moment Cedar's `datetime` stands for, in seconds."""
        try:
            at = datetime.fromisoformat(str(text))
        except ValueError:
            return None
        seconds = (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
        return seconds, seconds

    @staticmethod
    def comparison(left: Interval | None, operator: str, right: Interval | None) -> bool | None:
        """Whether it holds for all numbers between those, or for none; None when it depends."""
        if left is None or right is None:
            return None
        (low, high), (other_low, other_high) = left, right
        always = {
            "<": high < other_low, "<=": high <= other_low, ">": low > other_high, ">=": low >= other_high,
            "==": low == high == other_low == other_high, "!=": high < other_low or low > other_high,
        }  # fmt: skip
        never = {
            "<": low >= other_high, "<=": low > other_high, ">": high <= other_low, ">=": high < other_low,
            "==": always["!="], "!=": always["=="],
        }  # fmt: skip
        return True if always[operator] else False if never[operator] else None

    def said(self, path: tuple[str, ...], operator: str, limit: Interval, *, holds: bool) -> str:
        """Why a comparison of numbers holds always, or never."""
        name = ".".join(path) or "what stands there"
        to = f"{limit[0]:g}" if limit[0] == limit[1] else "that"
        low, high = self.bounds(path) or _ANY
        goes = f": it goes from {low:g} to {high:g}" if math.isfinite(low) and math.isfinite(high) else ""
        return f"{name} is {'always' if holds else 'never'} {operator} {to}{goes}"

    def _unknown_scope(self, value: str) -> str | None:
        key, _, chosen = value.partition("=")
        rules = self.scopes.get(key)
        if rules is None:
            return f'no resource has the scope "{key}"{_meant(key, self.scopes)}'
        if any(rule.allows(chosen) for rule in rules):
            return None
        return f'"{chosen}" is not allowed for the scope "{key}"{_meant(chosen, _values_of(rules))}'


def _attribute(path: tuple[str, ...]) -> tuple[str, str]:
    """Whose attribute a path ends in, and which: those of all people are one."""
    *whose, name = path
    while len(whose) > 1 and whose[-1] == "manager":
        whose.pop()
    return ("person" if tuple(whose) in _PEOPLE else ".".join(whose)), name


def _numbers(company: Company) -> dict[tuple[str, str], Interval]:
    thresholds, limit = company.risk, company.limits.requests_per_day
    binds = nothing_not_right(company).binds
    return {
        ("context", "risk"): (0, 100),
        ("context", "manager_from"): (thresholds.manager_from, thresholds.manager_from),
        ("context", "security_from"): (thresholds.security_from, thresholds.security_from),
        ("context", "hour"): (0, 23),
        ("context", "minutes"): (1, math.inf),
        ("context", "requests_today"): (1, math.inf),
        ("context", "sign_in_warnings"): (0, math.inf),
        ("context", "serious_sign_in_warnings"): (0, math.inf),
        ("context", "not_right_times"): (0, math.inf),
        ("context", "not_right_minutes_ago"): (0, math.inf),
        ("context", "not_right_here_minutes_ago"): (0, math.inf),
        ("context", "not_right_binds"): (binds, binds),
        ("context", "requests_per_day"): (limit, limit),
        ("resource", "risk_rank"): (0, len(RiskLevel) - 1),
        ("resource", "data_rank"): (0, len(DataClass) - 1),
        ("resource", "ceiling_minutes"): (1, math.inf),
    }


def _values_of(rules: Iterable[ScopeRule]) -> list[str]:
    return [value for rule in rules for value in rule.values]


def _meant(name: str, there: Iterable[str]) -> str:
    """What was probably meant, or what there is when it is little."""
    known = sorted(str(one) for one in there if one)
    close = get_close_matches(name, known, n=1)
    if not close:  # "prod" for production, "saturday" for sat
        close = [
            one
            for one in known
            if one.lower().startswith(name.lower()) or name.lower().startswith(one.lower())
        ]
    if close:
        return f'; did you mean "{close[0]}"?'
    there_are = "there are" if len(known) > 1 else "there is only"
    return f" ({there_are} {listed(known)})" if 0 < len(known) <= FEW else ""
