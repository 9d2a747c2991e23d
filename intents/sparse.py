"""Scores of a few among many: numbers in order with a value each, which is what keeps a search fast in a large catalog.

numpy is imported where it is used; it is not needed to load this room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Sparse: TypeAlias = tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]
    """Numbers in ascending order, and a value for each."""
else:
    Sparse = tuple


def sparse(values: Mapping[int, float], factor: float) -> Sparse:
    """The values by number, each times the factor."""
    import numpy as np

    where = np.array(sorted(values), dtype=np.int64)
    return where, np.array([values[int(number)] for number in where], dtype=np.float64) * factor


def holds(where: npt.NDArray[np.int64], number: int) -> bool:
    """Whether a number stands among numbers in ascending order."""
    at = int(where.searchsorted(number))
    return at < len(where) and int(where[at]) == number


def strongest(found: Sequence[Sparse]) -> Sparse:
    """For each number the highest of the values it has."""
    import numpy as np

    if not found:
        return np.array([], dtype=np.int64), np.array([], dtype=np.float64)
    if len(found) == 1:
        return found[0]
    where = np.unique(np.concatenate([one for one, _ in found]))
    values = np.zeros(len(where))
    for one, given in found:
        at = np.searchsorted(where, one)
        values[at] = np.maximum(values[at], given)
    return where, values


def values_at(
    where: npt.NDArray[np.int64], values: npt.NDArray[np.float64], wanted: npt.NDArray[np.int64]
) -> Iterator[tuple[int, float]]:
    """The values of those of the wanted numbers (in order) that have one."""
    import numpy as np

    at = np.searchsorted(where, wanted)
    hit = (at < len(where)) & (where[np.minimum(at, len(where) - 1)] == wanted)
    return zip(wanted[hit].tolist(), values[at[hit]].tolist(), strict=True)
