"""Freeze windows: until when somebody is told to wait."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from approvals.policy.book import PolicyBook
from catalog.settings import Freeze
from tests.approvals.company import DASHBOARDS, TODAY, WAREHOUSE_ADMIN, small_company
from tests.approvals.policy.asking import facts


def frozen(name: str, start: int, until: int, **where: tuple[str, ...]) -> Freeze:
    """A window by days from today."""
    return Freeze(
        name=name, start=TODAY + timedelta(days=start), until=TODAY + timedelta(days=until), **where
    )


def told(*freezes: Freeze, entitlement: str = DASHBOARDS, now: datetime | None = None) -> str:
    company = small_company(freezes=freezes)
    asked = facts(entitlement, company=company, **({"now": now} if now else {}))
    says = [
        one.says for one in PolicyBook.load(company).decide(asked).reasons if one.policy == "freeze-window"
    ]
    return says[0] if says else ""


@pytest.mark.parametrize(
    ("freezes", "until", "during"),
    [
        ([frozen("the audit", -1, 2)], "4", "the audit"),
        ([frozen("the audit", -1, 2), frozen("the move", 3, 5)], "7", "the audit and the move"),
        (
            [frozen("the audit", -1, 2), frozen("the move", 1, 5), frozen("the close", 6, 6)],
            "8",
            "the audit, the move and the close",
        ),
        ([frozen("the audit", -1, 2), frozen("the move", 4, 5)], "4", "the audit"),
        ([frozen("the audit", -1, 2), frozen("the move", 3, 5, systems=("ledger",))], "4", "the audit"),
    ],
    ids=["one", "one after the other", "three in a row", "a day between them", "elsewhere"],
)
def test_the_day_that_is_named_is_one_on_which_it_can_be_granted(
    freezes: list[Freeze], until: str, during: str
) -> None:
    assert told(*freezes) == (
        f"You must wait until {until} December 2026: nothing new is granted here during {during}."
    )


def test_what_follows_counts_where_it_is_asked_for() -> None:
    after = frozen("the move", 3, 5, environments=("production",))
    assert "4 December" in told(frozen("the audit", -1, 2), after)
    assert "7 December" in told(frozen("the audit", -1, 2), after, entitlement=WAREHOUSE_ADMIN)


def test_a_window_without_an_end_says_so() -> None:
    for_good = Freeze(name="the move", start=TODAY, until=date.max)
    assert told(for_good).startswith("You must wait until somebody ends it:")
    assert told(frozen("the audit", 0, 2), for_good).startswith("You must wait until somebody ends it:")


@pytest.mark.parametrize(
    ("now", "is_frozen"),
    [
        ("2027-03-27T22:59:59+00:00", False),
        ("2027-03-27T23:00:00+00:00", True),  # midnight in Amsterdam
        ("2027-03-28T21:59:59+00:00", True),  # the day the clocks go forward has 23 hours
        ("2027-03-28T22:00:00+00:00", False),
        ("2026-10-24T22:00:00+00:00", True),  # and the one they go back has 25
        ("2026-10-25T22:59:59+00:00", True),
        ("2026-10-25T23:00:00+00:00", False),
    ],
)
def test_a_window_goes_by_the_days_of_the_companys_time_zone(now: str, is_frozen: bool) -> None:
    days = [date(2027, 3, 28), date(2026, 10, 25)]
    windows = [Freeze(name="the change of the clocks", start=day, until=day) for day in days]
    assert bool(told(*windows, now=datetime.fromisoformat(now))) is is_frozen
