"""The rules of a book as Cedar policy sets: those that decide, those that open others, those that only observe.

Cedar lets any forbid win over any permit. So a company's permit that opens a rule is asked on its own, and where it
permits, the question is asked again without the rules it opens.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock

import cedarpy

from approvals.policy.statements import Rule


@dataclass(frozen=True, kw_only=True)
class RuleSets:
    """Built once from the rules of a book; `deciding(without=...)` is remembered."""

    rules: Mapping[str, Rule]
    _built: dict[frozenset[str], cedarpy.PolicySet] = field(default_factory=dict)
    _building: Lock = field(default_factory=Lock)

    @classmethod
    def of(cls, rules: Mapping[str, Rule]) -> RuleSets:
        """The sets of these rules, with the one that every decision needs built already."""
        sets = cls(rules=rules)
        sets.deciding()
        return sets

    def deciding(self, without: frozenset[str] = frozenset()) -> cedarpy.PolicySet:
        """The rules that count, but for those that are open now."""
        with self._building:
            if without not in self._built:
                self._built[without] = policy_set(
                    rule
                    for rule in self.rules.values()
                    if not rule.opens and not rule.observes and rule.id not in without
                )
            return self._built[without]

    def opening(self) -> cedarpy.PolicySet | None:
        """The permits that open other rules; None without any."""
        return _unless_empty([rule for rule in self.rules.values() if rule.opens])

    def observing(self) -> cedarpy.PolicySet | None:
        """The forbids that only observe; None without any."""
        return _unless_empty([rule for rule in self.rules.values() if rule.observes])


def policy_set(rules: Iterable[Rule]) -> cedarpy.PolicySet:
    """These rules as Cedar takes them, each under its own id."""
    policies = {
        "templates": {},
        "staticPolicies": {rule.id: rule.cedar for rule in rules},
        "templateLinks": [],
    }
    return cedarpy.PolicySet.from_json_str(json.dumps(policies))


def _unless_empty(rules: list[Rule]) -> cedarpy.PolicySet | None:
    return policy_set(rules) if rules else None
