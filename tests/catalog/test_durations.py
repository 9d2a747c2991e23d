"""ISO 8601 durations: what they mean, and which texts are none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.durations import format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("P14D", timedelta(days=14)),
        ("PT8H", timedelta(hours=8)),
        ("PT24H", timedelta(days=1)),
        ("P1W", timedelta(days=7)),
        ("P1M", timedelta(days=30)),
        ("P1Y", timedelta(days=365)),
        ("P1DT12H", timedelta(days=1, hours=12)),
        ("P100Y", timedelta(days=36_500)),
    ],
)
def test_a_duration_means_one_span(text: str, span: timedelta) -> None:
    assert parse_duration(text) == span


@pytest.mark.parametrize("text", ["", "P", "PT", "P0D", "14D", "P14", "p14d", "P-1D", "P1.5D", "P1DT", "P14D\n", "P١D", "PT1D"])  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not an ISO 8601 duration|is no time at all"):
        parse_duration(text)


@pytest.mark.parametrize("text", ["P101Y", "P36501D", "P999999999999D", "P" + "9" * 5000 + "Y"])
def test_more_than_a_century_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="longer than any grant"):
        parse_duration(text)


@given(st.integers(1, 36_500 * 24 * 3600))
def test_what_is_written_is_read_back(seconds: int) -> None:
    span = timedelta(seconds=seconds)
    assert parse_duration(format_duration(span)) == span
