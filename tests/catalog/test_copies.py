"""A company that is copied with other fields is another company, whatever the first was asked before."""

from __future__ import annotations

from tests.approvals.company import DASHBOARDS, small_company


def test_a_copy_with_other_systems_has_their_places() -> None:
    company = small_company()
    assert DASHBOARDS in company.places
    assert company.model_copy(update={"systems": ()}).places == {}


def test_a_copy_with_other_holdings_knows_who_holds_them() -> None:
    company = small_company()
    held = company.holdings[0]
    assert held in company.holdings_of(held.person)
    assert company.model_copy(update={"holdings": ()}).holdings_of(held.person) == ()


def test_a_copy_with_nothing_else_is_equal() -> None:
    company = small_company()
    assert company.places
    assert company.model_copy() == company
