"""The rules for breaking the glass, each both ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from approvals.model import PolicyAnswer
from approvals.not_right import NotRight
from approvals.policy.book import PolicyBook
from approvals.policy.facts import Facts
from approvals.policy.problems import PolicyInvalid
from approvals.risk.warned import Warned
from catalog.emergency import Called, Emergency
from catalog.kinds import RiskLevel
from catalog.model import Company, Entitlement, PolicyFile
from tests.approvals.company import (
    DASHBOARDS,
    MODELS,
    NOW,
    PAYMENTS_APPROVE,
    PAYMENTS_CREATE,
    SALES,
    WAREHOUSE_ADMIN,
    small_company,
    small_systems,
)
from tests.approvals.policy.asking import policies_that_fired

WHO = Called(departments=("Data", "Engineering"), groups=("iam_admins", "security"))
COMPANY = small_company(emergency=Emergency(who=WHO))
BOOK = PolicyBook.load(COMPANY)


def facts(
    entitlement: str = DASHBOARDS, person: str = "tom.reyes", *, company: Company = COMPANY, **fields: Any
) -> Facts:
    """Tom wants the dashboards for an hour, at once."""
    scope = {"region": "EMEA"} if entitlement == SALES else {}
    given: dict[str, Any] = {
        "company": company, "person": company.people[person], "requester": company.people[person],
        "place": company.places[entitlement], "scope": scope, "duration": timedelta(hours=1), "risk": 20, "now": NOW,
    }  # fmt: skip
    return Facts(**(given | fields))


def fired(asked: Facts, *, unreviewed: int = 0, book: PolicyBook = BOOK) -> set[str]:
    decision = book.decide(replace(asked, unreviewed=unreviewed))
    assert (decision.answer is PolicyAnswer.GRANTED) is (not decision.reasons)
    assert decision.open_stages == ()
    return policies_that_fired(decision)


def critical() -> Company:
    """Northlight, where the dashboards are critical."""
    warehouse, *others = small_systems()
    dashboards, *resources = warehouse.resources
    one = Entitlement(id=DASHBOARDS, level="view", name="Viewer", risk=RiskLevel.CRITICAL)
    changed = warehouse.model_copy(
        update={"resources": (dashboards.model_copy(update={"entitlements": (one,)}), *resources)}
    )
    return small_company(emergency=Emergency(who=WHO), systems=(changed, *others))


@pytest.mark.parametrize(
    ("rule", "against", "for_it"),
    [
        ("emergency-only-for-those-named", facts(person="fay.moss"), facts(person="ida.berg")),
        ("emergency-only-for-those-named", facts(company=small_company()), facts(person="nils.aker")),
        ("emergency-for-employees", facts(person="kim.sato"), facts(person="sana.malik")),
        ("emergency-for-employees", facts(person="jo.park"), facts(person="lena.osei")),
        ("emergency-for-employees", facts(person="ben.gone"), facts()),
        ("emergency-for-employees", facts(person="una.soon"), facts()),
        ("emergency-for-employees", facts(person="svc.loader"), facts()),
        ("emergency-is-short", facts(duration=timedelta(hours=5)), facts(duration=timedelta(hours=4))),
        ("emergency-is-short", facts(duration=None), facts(duration=timedelta(minutes=1))),
        (
            "emergency-keeps-duties-apart",
            facts(PAYMENTS_APPROVE, held=frozenset({PAYMENTS_CREATE})),
            facts(PAYMENTS_APPROVE, held=frozenset({DASHBOARDS})),
        ),
        ("emergency-audience", facts(MODELS, person="cara.cruz"), facts(MODELS)),
        ("emergency-scope", facts(SALES, scope={}), facts(SALES)),
        ("emergency-scope", facts(SALES, scope={"region": "MOON"}), facts(SALES)),
        ("emergency-privileged-at-home", facts(WAREHOUSE_ADMIN), facts(WAREHOUSE_ADMIN, "max.vogel")),
        ("emergency-privileged-at-home", facts(company=critical()), facts(person="max.vogel", company=critical())),
    ],
)  # fmt: skip
def test_each_rule_both_ways(rule: str, against: Facts, for_it: Facts) -> None:
    assert rule in fired(against)
    assert fired(for_it) == set()


def test_three_that_nobody_reviewed_are_enough() -> None:
    assert fired(facts(), unreviewed=2) == set()
    assert fired(facts(), unreviewed=3) == {"emergency-reviews-first"}


def test_nobody_breaks_the_glass_while_their_sign_ins_look_taken_over() -> None:
    assert fired(facts(warned=Warned(low=3, medium=2))) == set()
    assert fired(facts(warned=Warned(high=1))) == {"emergency-not-while-warned"}


def test_it_is_for_oneself_alone() -> None:
    other = replace(facts(), requester=COMPANY.people["lena.osei"])
    assert fired(other) == {"emergency-only-for-those-named"}


def test_a_company_may_forbid_more_and_a_rule_that_fails_grants_nothing() -> None:
    text = """@id("not-at-night") @says("You must call the duty officer.")
        forbid (principal, action == Action::"emergency", resource) when { context.risk > 10 };"""
    fails = text.replace("context.risk > 10", "context.minutes * 9223372036854775807 > 0")
    for rule, name in ((text, "not-at-night"), (fails, "policy-could-not-be-asked")):
        company = small_company(
            emergency=Emergency(who=WHO), policies=(PolicyFile(path="policies/own.cedar", text=rule),)
        )
        assert fired(facts(company=company), book=PolicyBook.load(company)) == {name}


HERE = NotRight(binds=43_200, times=1, minutes_ago=10, here_minutes_ago=10)


@pytest.mark.parametrize(
    ("found", "rules"),
    [
        (None, set()),
        (HERE, {"emergency-found-not-right"}),
        (replace(HERE, here_minutes_ago=None), set()),
        (replace(HERE, times=2, here_minutes_ago=None), {"emergency-not-right-again"}),
        (replace(HERE, times=2), {"emergency-found-not-right", "emergency-not-right-again"}),
        (replace(HERE, times=0, minutes_ago=43_200, here_minutes_ago=43_200), set()),
    ],
)
def test_what_was_found_not_right_binds(found: NotRight | None, rules: set[str]) -> None:
    assert fired(facts(not_right=found)) == rules


def test_who_is_bound_reads_what_happened_and_what_to_do() -> None:
    here, again = (
        BOOK.decide(facts(not_right=found, unreviewed=0)).reasons[0].says
        for found in (HERE, replace(HERE, times=2, here_minutes_ago=None))
    )
    assert here == (
        "You must ask in the usual way, or talk to Security: it found an earlier emergency of yours about this not right,"
        " and that counts for 30 days."
    )
    assert again == (
        "You must ask in the usual way, or talk to Security: it found 2 of your emergencies not right within 30 days, so"
        " the glass is not yours to break for now."
    )


def test_a_company_may_look_at_what_was_found_not_right_too() -> None:
    text = """@id("once-is-enough") @says("You must wait: {not_right_times} in {not_right_binds}.")
        forbid (principal, action, resource) when
        { context has not_right_minutes_ago && context.not_right_minutes_ago < 2 * context.not_right_binds };"""
    with pytest.raises(PolicyInvalid):
        PolicyBook.load(with_rule(text))  # deciding a stage knows nothing of it
    company = with_rule(text.replace("action,", 'action == Action::"emergency",'))
    found = replace(HERE, times=0, minutes_ago=86_399, here_minutes_ago=None)
    assert fired(facts(company=company, not_right=found), book=PolicyBook.load(company)) == {"once-is-enough"}


def with_rule(text: str) -> Company:
    return small_company(
        emergency=Emergency(who=WHO), policies=(PolicyFile(path="policies/own.cedar", text=text),)
    )
