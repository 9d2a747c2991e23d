"""What the rules say together is what each kind of them says when it is asked alone, for fewer questions to Cedar."""

from __future__ import annotations

from functools import cache

import cedarpy
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from approvals.model import StageName
from approvals.policy.facts import Facts
from approvals.policy.question import Question, hold_question
from approvals.policy.reading import read_together
from approvals.policy.rule_sets import RulesAnswer, RuleSets, policy_set
from approvals.policy.statements import Rule, Source
from approvals.policy.what_ships import parsed_schema, shipped_policies
from tests.approvals.company import JOURNAL
from tests.approvals.policy.asking import NORTHLIGHT, facts
from tests.depth import examples

OPENS = """@id("treasury-reads")
@opens("manager-for-elevated-risk, manager-for-regulated-data")
@reason("Decided by the audit committee.")
@says("Reading is part of the job.")
permit (principal, action == Action::"hold", resource)
when { resource.level == "view" && context.requests_today < 3 };"""
OBSERVES = """@id("owner-would-look")
@mode("observe")
@says("The owner would look.")
forbid (principal, action == Action::"hold", resource)
when { context.risk > 20 };"""
FORBIDS = """@id("not-on-the-side")
@says("You must ask for it yourself.")
forbid (principal, action == Action::"hold", resource)
when { principal != context.requester };"""
FAILS = {
    "none": "true",
    "opens": "context.requests_today < 3",
    "observes": "context.risk > 20",
    "forbids": "principal != context.requester",
}
"""The condition of the rule that fails, by kind."""
OVERFLOWS = "context.requests_today * 9223372036854775807 > 0"

asked = st.builds(
    facts,
    st.sampled_from(list(NORTHLIGHT.places)),
    st.sampled_from(list(NORTHLIGHT.people)),
    requester=st.sampled_from(list(NORTHLIGHT.people)),
    risk=st.integers(0, 100),
    requests_today=st.integers(1, 4),
    approvals=st.frozensets(st.sampled_from(StageName)),
)


@cache
def sets(fails: str = "none") -> RuleSets:
    own = "\n".join((OPENS, OBSERVES, FORBIDS)).replace(FAILS[fails], OVERFLOWS)
    schema = parsed_schema()
    rules, problems = read_together(
        [*shipped_policies(), Source(file="own.cedar", text=own, ours=False)], schema
    )
    assert not problems
    return RuleSets.of(rules, schema)


def one_by_one(rules: dict[str, Rule], question: Question) -> tuple[bool, set[str], set[str]]:
    """Whether it is allowed, what stands in the way and what is observed, from a question to Cedar for each rule."""
    held = {
        rule.id
        for rule in rules.values()
        if cedarpy.is_authorized(
            question.request, policy_set([rule]), question.entities, parsed_schema()
        ).diagnostics.reasons
    }
    opened = {name for rule in rules.values() if rule.id in held for name in rule.opens}
    forbids = {one for one in held if rules[one].effect == "forbid"}
    observed = {one for one in forbids if rules[one].observes}
    standing = forbids - observed - opened
    permitted = any(rules[one].effect == "permit" and not rules[one].opens for one in held)
    return permitted and not standing, standing, observed


@settings(max_examples=examples(60), deadline=None)
@given(asked)
def test_asked_together_the_rules_say_what_each_says_alone(one: Facts) -> None:
    question, rules = hold_question(one), sets()
    heard = rules.ask(question)
    assert (heard.allowed, set(heard.fired), set(heard.observed)) == one_by_one(dict(rules.rules), question)
    assert not heard.errors


@pytest.mark.parametrize("fails", ["opens", "observes"])
@settings(max_examples=examples(30), deadline=None)
@given(one=asked)
def test_a_rule_that_fails_aside_changes_nothing_about_the_others(fails: str, one: Facts) -> None:
    assume(one.requests_today > 1)  # the product overflows from two on
    question, rules = hold_question(one), sets(fails)
    heard = rules.ask(question)
    assert (heard.allowed, set(heard.fired), set(heard.observed)) == one_by_one(dict(rules.rules), question)
    assert not heard.errors


def test_a_forbid_that_fails_is_told() -> None:
    assert sets("forbids").ask(hold_question(facts(requests_today=2))).errors


def counted(monkeypatch: pytest.MonkeyPatch, one: Facts) -> tuple[RulesAnswer, int]:
    calls = 0
    real = cedarpy.is_authorized

    def counting(*given: object) -> cedarpy.AuthzResult:
        nonlocal calls
        calls += 1
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("approvals.policy.rule_sets.cedarpy.is_authorized", counting)
    return sets().ask(hold_question(one)), calls


def test_cedar_is_asked_once_where_something_stands_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    heard, calls = counted(monkeypatch, facts(JOURNAL, risk=80))
    assert "security-for-high-risk" in heard.fired
    assert {one.rule for one in heard.opened} == {"manager-for-elevated-risk", "manager-for-regulated-data"}
    assert "manager-for-elevated-risk" not in heard.fired
    assert heard.observed == ("owner-would-look",)
    assert calls == 1


def test_cedar_is_asked_once_where_nothing_fires(monkeypatch: pytest.MonkeyPatch) -> None:
    heard, calls = counted(monkeypatch, facts(risk=5, requests_today=3))
    assert (heard.allowed, heard.fired, calls) == (True, (), 1)


def test_what_only_opened_rules_kept_back_is_asked_for_its_permit(monkeypatch: pytest.MonkeyPatch) -> None:
    heard, calls = counted(monkeypatch, facts(JOURNAL, risk=40))
    assert heard.allowed
    assert heard.opened
    assert calls == 2
