"""The arithmetic of the figures, and that everything asked for really differs from everything else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.__main__ import main
from tests.bench.calibration import calibrated, work
from tests.bench.figures import percentile, rate, rounded, spread, table

MEASURED = st.lists(st.floats(min_value=1e-6, max_value=1e3), min_size=1, max_size=300)


def test_percentiles_are_nearest_ranks() -> None:
    hundred = list(range(1, 101))
    assert [percentile(hundred, share) for share in (0, 0.5, 0.99, 1)] == [1, 50, 99, 100]
    assert percentile([3.0], 0.99) == 3.0
    assert percentile([9, 1, 5], 0.5) == 5


@given(MEASURED, st.floats(min_value=0, max_value=1))
def test_a_percentile_is_a_measured_value_that_enough_others_do_not_exceed(
    values: list[float], share: float
) -> None:
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values)
    assert sum(value < found for value in values) < max(1.0, share * len(values))


@pytest.mark.parametrize("share", [-0.1, 1.01])
def test_a_share_outside_0_to_1_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        percentile([1.0], share)


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="of nothing"):
        percentile([], 0.5)


def test_times_are_reported_in_milliseconds_and_in_loops() -> None:
    assert spread([0.010, 0.020, 0.030], loop=0.005) == {
        "count": 3, "p50_ms": 20.0, "p99_ms": 30.0, "p50_loops": 4.0, "p99_loops": 6.0,
    }  # fmt: skip


def test_rates_are_reported_by_second_and_by_loop() -> None:
    assert rate(50, 10.0, loop=0.02) == {"count": 50, "seconds": 10.0, "per_second": 5.0, "per_loop": 0.1}


@pytest.mark.parametrize(
    ("value", "kept"),
    [(0.0, 0.0), (123456.0, 123456.0), (12.345, 12.3), (0.0012345, 0.00123), (1234.5, 1234.0)],
)
def test_three_digits_count(value: float, kept: float) -> None:
    assert rounded(value) == kept


@given(MEASURED)
def test_rounding_moves_nothing_by_more_than_half_a_percent(values: list[float]) -> None:
    assert all(abs(rounded(value) - value) <= 0.005 * value for value in values)


def test_the_table_shows_every_value_under_its_path() -> None:
    lines = table({"click": {"sqlite": {"updated": {"p50_ms": 12.5}}}, "cores": 2}).splitlines()
    assert [line.split() for line in lines] == [
        ["cores", "2"],
        ["click", "sqlite", "updated", "p50_ms", "12.5"],
    ]


def test_the_calibration_does_the_same_work_every_time() -> None:
    loops: list[float] = []
    with calibrated(loops) as loop:
        assert work() == work()
    assert len(loops) == 2
    assert all(one > 0 for one in (*loops, loop.seconds))


def test_the_command_prints_one_json_object_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick", "--only", "log"]) == 0
    printed = capsys.readouterr()
    figures = json.loads(printed.out)
    assert set(figures) == {"machine", "log"}
    assert figures["log"]["sqlite"]["written"]["count"] == 2_000
    assert "log sqlite" in " ".join(printed.err.split())


def test_an_unknown_section_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--only", "everything"])
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""
