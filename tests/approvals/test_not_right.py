"""What past reviews come to: for whom and what a verdict binds, and until when; and that no break-glass gets past one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from approvals.model import PolicyAnswer, Review
from approvals.not_right import NotRight, Reviewed, not_right, not_right_from, nothing_not_right
from approvals.policy.book import PolicyBook
from approvals.policy.facts import Facts
from catalog.emergency import Called, Emergency
from catalog.model import Company
from tests.approvals.company import DASHBOARDS, EXPORTS, JOURNAL, MODELS, NOW, small_company
from tests.depth import examples

DAY, MINUTE, SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)
COMPANY = small_company(emergency=Emergency(who=Called(departments=("Data",))))
BOOK = PolicyBook.load(COMPANY)
OTHER_LEVEL = "warehouse/dashboards:edit"
"""Of the same resource, and gone from the catalog since."""


def verdict(ago: timedelta, entitlement: str = DASHBOARDS, review: Review = Review.NOT_RIGHT) -> Reviewed:
    return Reviewed(entitlement=entitlement, review=review, at=NOW - ago)


def as_of_now(
    *reviews: Reviewed, entitlement: str = DASHBOARDS, company: Company = COMPANY
) -> NotRight | None:
    return not_right(reviews, entitlement=entitlement, company=company, now=NOW)


def company_with(binds: timedelta) -> Company:
    return small_company(emergency=Emergency(who=Called(departments=("Data",)), not_right_binds=binds))


def refusing(found: NotRight | None, *, company: Company = COMPANY) -> set[str]:
    tom = company.people["tom.reyes"]
    facts = Facts(
        company=company, person=tom, requester=tom, place=company.places[DASHBOARDS],
        duration=timedelta(hours=1), risk=10, not_right=found, now=NOW,
    )  # fmt: skip
    decision = BOOK.decide(replace(facts, unreviewed=0))
    assert (decision.answer is PolicyAnswer.GRANTED) is (not decision.reasons)
    return {reason.policy for reason in decision.reasons}


def test_nothing_binds_where_nothing_was_found_wrong() -> None:
    assert as_of_now() is None
    assert as_of_now(verdict(DAY, review=Review.RIGHT)) is None
    assert nothing_not_right(COMPANY).in_context() == {"not_right_binds": 43_200, "not_right_times": 0}


def test_the_latest_counts_here_and_anywhere() -> None:
    found = as_of_now(
        verdict(3 * DAY),
        verdict(2 * DAY),
        verdict(DAY, JOURNAL),
        verdict(MINUTE, review=Review.RIGHT),
        verdict(31 * DAY),
    )
    assert found is not None
    assert found.in_context() == {
        "not_right_binds": 43_200,
        "not_right_times": 3,
        "not_right_minutes_ago": 1440,
        "not_right_here_minutes_ago": 2880,
    }
    assert not_right_from(found.recorded()) == found


def test_what_was_found_about_something_else_is_not_about_this() -> None:
    found = as_of_now(verdict(DAY, JOURNAL))
    assert found is not None
    assert found.here_minutes_ago is None
    assert "not_right_here_minutes_ago" not in found.in_context()


def test_a_verdict_is_about_every_level_of_the_resource_also_of_one_that_is_gone() -> None:
    found = as_of_now(verdict(DAY, OTHER_LEVEL))
    assert found is not None
    assert found.here_minutes_ago == 1440


@pytest.mark.parametrize(
    ("binds", "ago", "bound"),
    [
        (30 * DAY, 30 * DAY - SECOND, True),
        (30 * DAY, 30 * DAY, False),
        (90 * SECOND, 119 * SECOND, True),  # a part of a minute counts as one
        (90 * SECOND, 120 * SECOND, False),
        (MINUTE, timedelta(0), True),
        (MINUTE, -5 * SECOND, True),  # another process has a clock that goes ahead
    ],
    ids=str,
)
def test_until_when_a_verdict_binds(binds: timedelta, ago: timedelta, bound: bool) -> None:
    company = company_with(binds)
    found = as_of_now(verdict(ago), company=company)
    assert found is not None
    assert found.times == int(bound)
    assert refusing(found, company=company) == ({"emergency-found-not-right"} if bound else set())


def test_what_was_found_binds_where_there_is_no_break_glass_any_more() -> None:
    found = as_of_now(verdict(29 * DAY), company=small_company())
    assert found is not None
    assert (found.binds, found.times) == (43_200, 1)


WHAT = st.sampled_from([DASHBOARDS, OTHER_LEVEL, JOURNAL, EXPORTS, MODELS])
HISTORY = st.lists(
    st.builds(
        verdict,
        st.timedeltas(min_value=-MINUTE, max_value=90 * DAY),
        WHAT,
        st.sampled_from(Review),
    ),
    max_size=8,
)


@settings(deadline=None, max_examples=examples(200))
@given(HISTORY, st.timedeltas(min_value=SECOND, max_value=60 * DAY))
@example([verdict(DAY), verdict(MINUTE, review=Review.RIGHT)], 30 * DAY)
@example([verdict(DAY, JOURNAL), verdict(DAY, EXPORTS)], 30 * DAY)
def test_whatever_the_history_a_binding_verdict_lets_no_break_glass_through(
    history: list[Reviewed], binds: timedelta
) -> None:
    """And where none binds, nobody is kept from it: said here by spans of time, not in minutes."""
    company = company_with(binds)
    wrong = [one for one in history if one.review is Review.NOT_RIGHT]
    here = [one for one in wrong if one.entitlement in {DASHBOARDS, OTHER_LEVEL}]
    refused = refusing(as_of_now(*history, company=company), company=company)
    if any(NOW - one.at < binds for one in here):
        assert "emergency-found-not-right" in refused
    if sum(NOW - one.at < binds for one in wrong) > 1:
        assert "emergency-not-right-again" in refused
    if all(NOW - one.at >= binds + MINUTE for one in here):
        assert "emergency-found-not-right" not in refused
    if sum(NOW - one.at < binds + MINUTE for one in wrong) < 2:
        assert "emergency-not-right-again" not in refused
