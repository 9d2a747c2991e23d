"""From measured times to the figures that are reported: percentiles, rates, and both in units of the machine. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Figures = dict[str, Any]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least that share of them (0 to 1) does not exceed: the nearest-rank percentile.

    It is always one of the values, never between two. Raises ValueError when there are none.
    """
    if not values:
        raise ValueError("there is no percentile of nothing")
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, not at {share}")
    rank = max(1, math.ceil(share * len(values)))
    return sorted(values)[rank - 1]


def spread(seconds: Sequence[float], loop: float) -> Figures:
    """How long something took, in milliseconds and in calibration loops (`loop`: seconds that one takes here)."""
    middle, late = percentile(seconds, 0.5), percentile(seconds, 0.99)
    return {
        "count": len(seconds),
        "p50_ms": rounded(1000 * middle),
        "p99_ms": rounded(1000 * late),
        "p50_loops": rounded(middle / loop),
        "p99_loops": rounded(late / loop),
    }


def rate(count: int, seconds: float, loop: float) -> Figures:
    """How many were done in a time, each second and each calibration loop."""
    return {
        "count": count,
        "seconds": rounded(seconds),
        "per_second": rounded(count / seconds),
        "per_loop": rounded(count * loop / seconds),
    }


def rounded(value: float) -> float:
    """Three digits that count; more would be noise."""
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, max(0, 2 - math.floor(math.log10(abs(value)))))


def table(figures: Mapping[str, Any]) -> str:
    """The figures as lines of text: every group under its path, its values beside their names."""
    rows = list(_rows("", figures))
    width = max((len(path) for path, _ in rows), default=0)
    return "\n".join(f"{path:{width}}  {values}" for path, values in rows)


def _rows(path: str, group: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    values = {name: value for name, value in group.items() if not isinstance(value, Mapping)}
    if values:
        yield path, "  ".join(f"{name} {_shown(value)}" for name, value in values.items())
    for name, below in group.items():
        if isinstance(below, Mapping):
            yield from _rows(f"{path} {name}".strip(), below)


def _shown(value: object) -> str:
    return f"{value:,.10g}" if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)
