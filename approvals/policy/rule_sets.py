"""The rules of a book as Cedar policy sets, and what they say to a question: by their ids, and nothing in words yet.

Cedar lets any forbid win over any permit, so a permit that opens a rule cannot simply stand beside that rule. But a
question to Cedar costs about the same however many rules it is put to, and of forbids Cedar names each that holds. So
it is put to all rules at once, those that open others turned into forbids, and again only where that leaves it open.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from threading import Lock

import cedarpy

from approvals.model import Opened
from approvals.policy.question import Question
from approvals.policy.statements import Rule

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class RulesAnswer:
    """What the rules said to one question."""

    allowed: bool
    fired: tuple[str, ...]
    """The forbids that stand in the way."""
    opened: tuple[Opened, ...]
    """What the company opened, where that mattered."""
    observed: tuple[str, ...]
    """The rules that only observe and would have fired."""
    errors: tuple[str, ...] = ()
    """What went wrong with the rules that count; with any, the rest is not to be relied on."""


@dataclass(frozen=True, kw_only=True)
class RuleSets:
    """Built once from the rules of a book; a set without rules that are open is built when it is first asked."""

    rules: Mapping[str, Rule]
    _schema: cedarpy.Schema
    _together: cedarpy.PolicySet
    """Every rule, those that open others as forbids."""
    _opening: cedarpy.PolicySet
    _observing: cedarpy.PolicySet
    _built: dict[frozenset[str], cedarpy.PolicySet] = field(default_factory=dict)
    _building: Lock = field(default_factory=Lock)

    @classmethod
    def of(cls, rules: Mapping[str, Rule], schema: cedarpy.Schema) -> RuleSets:
        """The sets of these rules."""
        return cls(
            rules=rules,
            _schema=schema,
            _together=policy_set(
                replace(rule, cedar=rule.cedar | {"effect": "forbid"}) if rule.opens else rule
                for rule in rules.values()
            ),
            _opening=policy_set(rule for rule in rules.values() if rule.opens),
            _observing=policy_set(rule for rule in rules.values() if rule.observes),
        )

    def ask(self, question: Question) -> RulesAnswer:
        """What the rules say. What goes wrong with one that opens others or only observes decides nothing.

        Raises ValueError where the question does not fit the schema.
        """
        result = self._put(question, self._together)
        if result.diagnostics.errors or result.decision is cedarpy.Decision.NoDecision:
            return self._heard_apart(question)
        holding = self._holding(result)
        fired = {rule.id for rule in holding if rule.effect == "forbid" and not rule.observes}
        opened = tuple(_opened(holding)) if fired else ()
        standing = fired - {one.rule for one in opened}
        observed = _observed(holding)
        if result.allowed or standing:
            return RulesAnswer(
                allowed=result.allowed, fired=tuple(standing), opened=opened, observed=observed
            )
        return self._heard_without(
            question, opened, observed
        )  # nothing stands in the way: is it permitted, too?

    def _heard_apart(self, question: Question) -> RulesAnswer:
        """The same, each kind of rule asked by itself: some rule failed, and so it is seen what that one is for."""
        allowed = self._put(question, self.deciding()).allowed
        opening = [] if allowed else self._put_aside(question, self._opening, "opens others")
        observing = self._put_aside(question, self._observing, "observes")
        return self._heard_without(question, tuple(_opened(opening)), _observed(observing))

    def _heard_without(
        self, question: Question, opened: tuple[Opened, ...], observed: tuple[str, ...]
    ) -> RulesAnswer:
        """What the rules that decide say without those that are open."""
        result = self._put(question, self.deciding(frozenset(one.rule for one in opened)))
        silent = result.decision is cedarpy.Decision.NoDecision
        return RulesAnswer(
            allowed=result.allowed,
            fired=tuple(rule.id for rule in self._holding(result) if rule.effect == "forbid"),
            opened=opened,
            observed=observed,
            errors=(*result.diagnostics.errors, *(["Cedar gave no answer"] if silent else [])),
        )

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

    def _put_aside(self, question: Question, policies: cedarpy.PolicySet, does: str) -> list[Rule]:
        """Those of these rules that hold; one that fails does not."""
        result = self._put(question, policies)
        if result.diagnostics.errors:
            _log.error("a rule that %s failed: %s", does, "; ".join(result.diagnostics.errors))
        return self._holding(result)

    def _put(self, question: Question, policies: cedarpy.PolicySet) -> cedarpy.AuthzResult:
        return cedarpy.is_authorized(question.request, policies, question.entities, self._schema)

    def _holding(self, result: cedarpy.AuthzResult) -> list[Rule]:
        return [self.rules[name] for name in sorted(result.diagnostics.reasons)]


def _opened(holding: Iterable[Rule]) -> Iterator[Opened]:
    for permit in holding:
        for name in sorted(permit.opens):
            yield Opened(rule=name, by=permit.id, reason=permit.reason)


def _observed(holding: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(rule.id for rule in holding if rule.observes)


def policy_set(rules: Iterable[Rule]) -> cedarpy.PolicySet:
    """These rules as Cedar takes them, each under its own id."""
    policies = {
        "templates": {},
        "staticPolicies": {rule.id: rule.cedar for rule in rules},
        "templateLinks": [],
    }
    return cedarpy.PolicySet.from_json_str(json.dumps(policies))
