"""A rule says how long its stage waits, in a length of working time, or is told what would be right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from approvals.policy.book import PolicyBook
from approvals.policy.problems import PolicyInvalid
from approvals.policy.waits import UNSAID, Waits, assisted, shortest
from catalog.hours import Patience, WorkingHours
from catalog.model import PolicyFile
from tests.approvals.company import small_company

HOURS = WorkingHours()


def book(marks: str, needs: str = '@needs("owner")') -> PolicyBook:
    unless = 'unless { context.approvals.contains("owner") }' if needs else ""
    text = f"""@id("ours") {needs} {marks} @says("The owner must approve.")
    forbid (principal, action == Action::"hold", resource) {unless};"""
    return PolicyBook.load(small_company(policies=(PolicyFile(path="policies/ours.cedar", text=text),)))


def test_a_rule_says_how_long_its_stage_waits() -> None:
    assert book('@remind("PT1H") @expire("P2D")').rules["ours"].waits == Waits(
        remind=timedelta(hours=1), expire=timedelta(days=2)
    )
    assert book("").rules["ours"].waits == UNSAID


@pytest.mark.parametrize("text", ["1 hour", "", "PT0H", "P400D", "P1", "-PT1H"])
@pytest.mark.parametrize("name", ["remind", "escalate", "expire"])
def test_what_is_no_length_is_refused(name: str, text: str) -> None:
    with pytest.raises(PolicyInvalid, match=f"@{name} must be a length of working time such as PT4H or P2D"):
        book(f'@{name}("{text}")')


def test_a_length_without_a_stage_is_refused() -> None:
    with pytest.raises(PolicyInvalid, match="@remind goes with @needs; remove it, or say whose yes"):
        book('@remind("PT1H")', needs="")


def test_the_shortest_counts_and_the_company_fills_in() -> None:
    """A working day has ten hours, so eleven hours are longer than a day."""
    several = [
        Waits(remind=timedelta(hours=11)),
        Waits(remind=timedelta(days=1)),
        Waits(expire=timedelta(days=3)),
    ]
    assert shortest(several, Patience(), HOURS) == Patience(
        remind_after=timedelta(days=1), escalate_after=timedelta(hours=8), expire_after=timedelta(days=3)
    )
    assert shortest([], Patience(), HOURS) == Patience()


def test_assisted_access_has_a_window_of_its_own_unless_the_company_is_quicker_anyhow() -> None:
    hours = timedelta(hours=1)
    assert assisted(Patience(), HOURS) == Waits(remind=2 * hours, escalate=4 * hours)
    wide = Patience(assisted_within=timedelta(days=2), escalate_after=timedelta(days=3))
    assert assisted(wide, HOURS) == Waits(escalate=timedelta(days=2))
    quick = Patience(remind_after=hours, escalate_after=2 * hours)
    assert assisted(quick, HOURS) == UNSAID
    assert shortest([assisted(Patience(), HOURS)], Patience(), HOURS).expire_after == timedelta(days=5)
