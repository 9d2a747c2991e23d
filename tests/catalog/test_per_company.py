"""Answers remembered for one company never serve another."""

from __future__ import annotations

import gc

from approvals.policy.legal_entity import main_company
from catalog.model import Company
from catalog.per_company import once_per_company
from tests.approvals.company import small_company


def test_a_company_is_asked_about_once_and_another_by_itself() -> None:
    asked: list[str] = []

    @once_per_company
    def name(company: Company) -> str:
        asked.append(company.name)
        return company.name

    first, second = small_company(), small_company(name="Southlight")
    assert [name(first), name(first), name(second), name(first)] == [
        "Northlight",
        "Northlight",
        "Southlight",
        "Northlight",
    ]
    assert asked == ["Northlight", "Southlight"]


def test_an_answer_goes_with_its_company() -> None:
    @once_per_company
    def people(company: Company) -> int:
        return len(company.people)

    for _ in range(50):
        people(small_company())
    gc.collect()
    assert len(people._answers) <= 1


def test_a_company_without_employees_is_its_own_entity() -> None:
    assert main_company(small_company(people={}, systems=())) == "Northlight"
