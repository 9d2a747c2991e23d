"""A company's rule that can never fire is found, and one that may is left in peace."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.policy.book import PolicyBook
from approvals.policy.never_fires import never_fires
from approvals.policy.statements import Rule
from approvals.policy.what_ships import shipped_policies
from catalog.model import PolicyFile
from catalog.settings import Groups
from tests.approvals.company import NOW, small_company
from tests.approvals.policy.asking import facts

SCOPE = 'principal, action == Action::"hold", resource'


def rule(conditions: str, scope: str = SCOPE) -> Rule:
    text = f'@id("own") @says("You must not.") forbid ({scope}) {conditions};'
    company = small_company(policies=(PolicyFile(path="policies/own.cedar", text=text),))
    return PolicyBook.load(company).rules["own"]


def why(conditions: str, scope: str = SCOPE) -> str | None:
    found = never_fires(small_company(), [rule(conditions, scope)], now=NOW)
    return found[0][1] if found else None


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ('principal.department == "Dta"', 'nobody is in the department "Dta"; did you mean "Data"?'),
        ('"Sales" == principal.department', 'nobody is in the department "Sales"'),
        ('principal.title == "Astronaut"', 'nobody has the title "Astronaut"'),
        ('principal.location == "Utrect"', 'did you mean "Utrecht"?'),
        ('principal.company == "Portvew"', 'nobody belongs to the company "Portvew"; did you mean "Portview"?'),
        ('principal.employment == "contracter"', 'there is no employment "contracter"; did you mean "contractor"?'),
        ('context.requester.department == "Sales"', "nobody is in the department"),
        ('resource.owner.department == "Sales"', "nobody is in the department"),
        ('principal has manager && principal.manager.department == "Sales"', "nobody is in the department"),
        ('resource.level == "owner"', 'no entitlement has the level "owner"'),
        ('resource.risk == "severe"', 'there is no risk "severe" (there are critical, high, low and moderate)'),
        ('resource.automation == "auto"', "there is no automation"),
        ('resource.data_class == "secret"', "there is no data class"),
        ('resource.environment == "prod"', 'did you mean "production"?'),
        ('resource.connector == "ldap"', "no system has the connector"),
        ('resource.connector like "ld*p"', 'no system has the connector "ld*p"'),
        ('context.weekday == "saturday"', 'there is no weekday "saturday"; did you mean "sat"?'),
        ('["saturday", "sunday"].contains(context.weekday)', 'did you mean "sat"?, and there is no weekday'),
        ('context.scope.contains("regio=EMEA")', 'no resource has the scope "regio"; did you mean "region"?'),
        ('context.scope.contains("region=EMAE")', '"EMAE" is not allowed for the scope "region"'),
        ('context.scope.containsAny(["region=X", "quarter=5"])', "is not allowed"),
        ('context.scope.containsAll(["region=X", "region=EMEA"])', "is not allowed"),
        ('context.approvals.contains("boss")', 'there is no stage "boss"'),
        ('context.held.contains(Entitlement::"ledger/payments:creat")', 'did you mean "ledger/payments:create"?'),
        ('resource in System::"leger"', 'there is no system "leger"; did you mean "ledger"?'),
        ('resource in [System::"leger", System::"no"]', "there is no system"),
        ('principal in Group::"securty"', 'there is no group "securty"; did you mean "security"?'),
        ('principal is Person in Group::"nobody"', "there is no group"),
        ('context.requester == Person::"tom.rey"', 'there is no person "tom.rey"; did you mean "tom.reyes"?'),
        ('context.now < datetime("2026-10-01")', "2026-10-01 is over"),
        ('datetime("2026-10-01T00:00:00Z") > context.now', "2026-10-01T00:00:00Z is over"),
        ("context.risk > 100", "context.risk is never > 100: it goes from 0 to 100"),
        ("50 * 3 < context.risk", "context.risk is never > 150"),
        ("context.hour > 23", "it goes from 0 to 23"),
        ("context.hour < 0", "it goes from 0 to 23"),
        ("resource.risk_rank == 4", "it goes from 0 to 3"),
        ("context.risk < -1", "never < -1"),
        ("context.requests_today < 1", "context.requests_today is never < 1"),
        ("!(context.hour >= 0)", "context.hour is always >= 0"),
        ('!(context.now >= datetime("2026-01-01"))', "is over"),
        ('context.permanent && (resource.privileged && principal.department == "Sales")', "nobody is in"),
        ('principal.department == "Sales" || context.hour > 23', "and context.hour is never > 23"),
        ("if context.permanent then context.hour > 23 else context.hour > 24", "never > 23"),
        ("false", "just false"),
    ],
)  # fmt: skip
def test_a_rule_with_a_condition_that_never_holds_is_named_with_the_reason(condition: str, said: str) -> None:
    assert said in (why(f"when {{ {condition} }}") or "nothing")
    assert why(f"unless {{ {condition} }}") is None
    assert why(f"when {{ {condition} || context.permanent }}") is None
    assert said in (why(f"when {{ context.permanent }} when {{ {condition} }}") or "nothing")


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        ('principal == Person::"tom", action == Action::"hold", resource', 'there is no person "tom"'),
        ('principal in Group::"admins", action == Action::"hold", resource', 'there is no group "admins"'),
        ('principal is Person in Group::"admins", action == Action::"hold", resource', "there is no group"),
        ('principal, action == Action::"hold", resource == Entitlement::"ledger/journal:read"', "there is no entitlement"),
        ('principal, action == Action::"hold", resource in Resource::"ledger/jornal"', 'did you mean "ledger/journal"?'),
        ('principal, action == Action::"hold", resource is Entitlement in System::"x"', "there is no system"),
    ],
)  # fmt: skip
def test_a_rule_about_something_that_is_not_there_is_named(scope: str, said: str) -> None:
    assert said in (why("", scope) or "nothing")


@pytest.mark.parametrize(
    "condition",
    [
        'principal.department == "Data"',
        'principal.department != "Sales"',
        'principal.employment == "service"',
        'principal.company == "Portview"',
        'resource.level == "view"',
        'resource.environment == ""',
        'resource.data_class == "public"',
        'resource.connector like "s*"',
        'resource.regulations.contains("gdpr")',
        'resource.audience_departments.contains("Sales")',
        '["sat", "saturday"].contains(context.weekday)',
        'context.scope.containsAny(["region=X", "region=EMEA"])',
        'context.scope.contains("quarter=Q3")',
        'resource in [System::"leger", System::"ledger"]',
        'principal in Group::"auditors"',
        'context.now < datetime("2027-01-04")',
        'context.now >= datetime("2026-10-01")',
        'context.now.offset(duration("30d")) < datetime("2026-10-01")',
        "context.risk >= 100",
        "context.hour <= 0",
        "context.risk >= context.manager_from",
        "context has minutes && context.minutes > 60 * 24 * 7",
        "principal has tenure_days && principal.tenure_days < 0",
        "resource has classified_days_ago && resource.classified_days_ago < 0",
        'principal.department == "Sales" || context.permanent',
        'if context.permanent then principal.department == "Sales" else true',
        "true",
    ],
)
def test_a_rule_that_may_fire_is_left_in_peace(condition: str) -> None:
    assert why(f"when {{ {condition} }}") is None


def test_an_exception_for_everybody_leaves_nothing_to_fire() -> None:
    assert "always >= 0" in (why("unless { context.risk >= 0 }") or "nothing")
    assert "just true" in (why("unless { true }") or "nothing")


def test_a_group_without_anybody_is_named() -> None:
    company = small_company(groups=Groups(security=("greta.lund",)))
    ((_, said),) = never_fires(company, [rule('when { principal in Group::"auditors" }')], now=NOW)
    assert said == 'nobody is in the group "auditors" of company.yaml'


def test_the_rules_that_ship_may_all_fire() -> None:
    book = PolicyBook.read(shipped_policies())
    assert never_fires(small_company(), book.rules.values(), now=datetime(2026, 1, 1, tzinfo=UTC)) == []


CONDITIONS = (
    "context.permanent", "context.risk > 100", "context.risk >= 0", "context.hour > 30", "resource.privileged",
    'principal.department == "Data"', 'principal.department == "Sales"', 'context.weekday == "tue"',
    'context.now < datetime("2026-01-01")', 'context.now >= datetime("2026-01-01")', "context.risk == 10",
)  # fmt: skip
nested = st.recursive(
    st.sampled_from(CONDITIONS),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["&&", "||"]), inner).map(lambda it: f"({it[0]} {it[1]} {it[2]})"),
        inner.map(lambda it: f"!({it})"),
        st.tuples(inner, inner, inner).map(lambda it: f"(if {it[0]} then {it[1]} else {it[2]})"),
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(nested)
def test_what_fires_was_never_said_not_to(condition: str) -> None:
    text = f'@id("own") @says("You must not.") forbid ({SCOPE}) when {{ {condition} }};'
    company = small_company(policies=(PolicyFile(path="policies/own.cedar", text=text),))
    book = PolicyBook.load(company)
    fired = any(reason.policy == "own" for reason in book.decide(facts(company=company)).reasons)
    if fired:
        assert never_fires(company, [book.rules["own"]], now=NOW) == []
