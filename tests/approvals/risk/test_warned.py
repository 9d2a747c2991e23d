"""Warning signs at sign-in as a factor of the score: what they add, what they say, and that they only ever add."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.model import PolicyAnswer
from approvals.policy.recorded import facts_from, recorded
from approvals.risk import weights
from approvals.risk.warned import UNWARNED, Severity, Warned, warned_factor, warned_from
from tests.approvals.company import DASHBOARDS, NOW, SALES, WAREHOUSE_ADMIN
from tests.approvals.policy.asking import NORTHLIGHT, facts
from tests.approvals.policy.test_fail_closed import needed, quietly
from tests.approvals.risk.test_scorecard import points, risk, says

counts = st.builds(Warned, low=st.integers(0, 9), medium=st.integers(0, 5), high=st.integers(0, 3))


@pytest.mark.parametrize(
    ("warned", "added", "words"),
    [
        (Warned(low=1), 3, "1 sign-in warning this week"),
        (Warned(low=1, medium=1), 13, "2 sign-in warnings this week"),
        (Warned(high=1), 30, "1 sign-in warning this week, serious"),
        (Warned(low=2, high=1), 36, "3 sign-in warnings this week, 1 of them serious"),
        (Warned(high=3), weights.SIGN_IN_WARNINGS_AT_MOST, "3 sign-in warnings this week, 3 of them serious"),
    ],
)
def test_warnings_weigh_by_number_and_severity(warned: Warned, added: int, words: str) -> None:
    plain, found = risk(), risk(warned=warned)
    assert found.score == plain.score + added
    assert points(found)["sign_ins"] == added
    assert says(found, "sign_ins") == words


def test_no_warning_is_no_factor() -> None:
    assert "sign_ins" not in points(risk())
    assert warned_factor(UNWARNED).points == 0


def test_a_serious_one_means_that_a_person_looks_whatever_is_asked_for() -> None:
    assert risk(DASHBOARDS, warned=Warned(high=1)).score >= NORTHLIGHT.risk.manager_from


@given(counts, counts)
def test_more_warnings_never_weigh_less(one: Warned, other: Warned) -> None:
    most = Warned(
        **{name: max(getattr(one, name), getattr(other, name)) for name in ("low", "medium", "high")}
    )
    assert most.points >= max(one.points, other.points)
    assert risk(WAREHOUSE_ADMIN, warned=most).score >= risk(WAREHOUSE_ADMIN, warned=one).score
    found = risk(SALES, warned=most)
    assert sum(factor.points for factor in found.factors) == found.score


@quietly
@given(
    st.sampled_from([DASHBOARDS, SALES, WAREHOUSE_ADMIN]),
    st.sampled_from(list(NORTHLIGHT.people)),
    counts,
    counts,
)
def test_more_warnings_never_need_fewer_approvals(
    entitlement: str, person: str, one: Warned, more: Warned
) -> None:
    higher = Warned(low=one.low + more.low, medium=one.medium + more.medium, high=one.high + more.high)

    def decided(warned: Warned) -> frozenset[object]:
        wish = facts(entitlement, person)
        scored = risk(entitlement, person, now=NOW, warned=warned, duration=wish.duration, scope=wish.scope)
        return needed(dataclasses.replace(wish, risk=scored.score, warned=warned))

    assert decided(one) <= decided(higher)


def test_a_company_rule_may_look_at_them() -> None:
    from approvals.policy.book import PolicyBook
    from catalog.model import PolicyFile
    from tests.approvals.company import small_company

    rule = """@id("ours") @says("You must wait until Security has looked at {sign_in_warnings} sign-in warnings.")
    forbid (principal, action == Action::"hold", resource) when { context.serious_sign_in_warnings > 0 };"""
    book = PolicyBook.load(small_company(policies=(PolicyFile(path="policies/ours.cedar", text=rule),)))
    decision = book.decide(facts(warned=Warned(high=1, low=1)))
    assert decision.answer is PolicyAnswer.REFUSED
    assert decision.reasons[0].says == "You must wait until Security has looked at 2 sign-in warnings."
    assert book.decide(facts(warned=Warned(medium=4))).answer is PolicyAnswer.GRANTED


def test_what_was_counted_comes_back_from_the_log() -> None:
    one = facts(warned=Warned(medium=2, high=1))
    assert facts_from(recorded(one), NORTHLIGHT) == one
    assert "warned" not in recorded(facts())
    assert warned_from(None) == UNWARNED
    with pytest.raises(TypeError):
        warned_from({"dire": 1})


def test_counting() -> None:
    assert Warned.of([Severity.LOW, Severity.HIGH, Severity.LOW]) == Warned(low=2, high=1)
    assert Warned.of([]) == UNWARNED
