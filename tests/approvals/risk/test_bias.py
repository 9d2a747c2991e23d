"""The bias report: rates with intervals, and Fairlearn's distances between groups."""

from __future__ import annotations

from datetime import date

import pytest

from approvals.risk.bias import Judged, bias_report, tenure_band
from approvals.risk.model.evaluation import wilson


def decided(department: str, approved: int, denied: int, overruled: bool | None = None) -> list[Judged]:
    groups = {"department": department, "employment": "employee"}
    return [Judged(groups=groups, approved=True, overruled=overruled)] * approved + [
        Judged(groups=groups, approved=False, overruled=overruled)
    ] * denied


def test_rates_and_distances() -> None:
    report = bias_report(decided("Sales", 90, 10) + decided("Data", 60, 40) + decided("Tiny", 0, 3))
    department = report.dimensions[0]
    assert [group.group for group in department.groups] == ["Data", "Sales", "Tiny"]
    data = department.groups[0].approved
    assert (data.of, data.happened, data.rate) == (100, 60, 0.6)
    assert (data.low, data.high) == wilson(60, 100)
    assert department.compared == 2, "three decisions are no rate"
    assert department.parity_difference == pytest.approx(0.9 - 0.6)
    assert department.parity_ratio == pytest.approx(0.6 / 0.9)


def test_a_group_that_is_surely_approved_less_often_is_named() -> None:
    report = bias_report(decided("Sales", 950, 50) + decided("Data", 40, 60))
    (said,) = report.findings
    assert said == "Department Data: 40% of 100 approved (31% to 50%), where 90% is usual."
    assert bias_report(decided("Sales", 95, 5) + decided("Data", 8, 12)).findings != ()
    assert bias_report(decided("Sales", 95, 5) + decided("Data", 13, 7)).findings == ()


def test_one_group_has_nobody_to_be_compared_with() -> None:
    employment = bias_report(decided("Sales", 50, 5)).dimensions[1]
    assert (employment.parity_difference, employment.parity_ratio) == (None, None)


def test_overruling_counts_where_it_is_known() -> None:
    report = bias_report(decided("Sales", 30, 10, overruled=True) + decided("Sales", 60, 0))
    sales = report.dimensions[0].groups[0]
    assert sales.overruled is not None
    assert (sales.overruled.of, sales.overruled.rate) == (40, 1.0)
    assert bias_report(decided("Sales", 1, 1)).dimensions[0].groups[0].overruled is None


def test_groups_nobody_knows_are_listed_and_not_compared() -> None:
    report = bias_report(decided("", 30, 0) + decided("Sales", 20, 10))
    assert [group.group for group in report.dimensions[0].groups] == ["(unknown)", "Sales"]
    assert report.dimensions[0].compared == 1


def test_no_decisions_are_no_report() -> None:
    report = bias_report([])
    assert (report.decisions, report.approved, report.findings) == (0, None, ())


@pytest.mark.parametrize(
    ("started", "band"),
    [
        (None, "(unknown)"),
        (date(2026, 6, 2), "(unknown)"),
        (date(2026, 6, 1), "under 90 days"),
        (date(2026, 3, 4), "under 90 days"),
        (date(2026, 3, 3), "90 days to a year"),
        (date(2025, 6, 1), "one to three years"),
        (date(2020, 1, 1), "over three years"),
    ],
)
def test_tenure_is_told_in_bands(started: date | None, band: str) -> None:
    assert tenure_band(started, date(2026, 6, 1)) == band
