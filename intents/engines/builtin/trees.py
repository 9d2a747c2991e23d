"""Boosted trees, evaluated: the answers of many small trees to one row of figures, added up.

After Friedman, "Greedy function approximation: a gradient boosting machine" (2001). What is fitted elsewhere lies in
flat arrays, a number for each node; all trees are walked at once, one step deeper at a time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]
    Floats = NDArray[np.float64]

SAME = 2e-6
"""How much a figure may lie above a limit and still be taken for the same. Many limits are figures of the rows that the
trees were fitted to, and what the sentence model says is rounded otherwise by another processor."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees whose answers are log-odds. A leaf looks at the first figure and leads to itself either way."""

    roots: Numbers
    """The first node of each tree."""
    depth: int
    """Steps from a root to the deepest leaf."""
    figure: Numbers
    """The figure that a node looks at, by its place in the row."""
    limit: Floats
    """Up to it, a node leads to the left."""
    left: Numbers
    right: Numbers
    value: Floats
    """What a leaf answers."""
    start: float
    """What is added to all answers."""

    def log_odds(self, row: Floats) -> float:
        """The answers of all trees to one row."""
        import numpy as np

        at = self.roots
        for _ in range(self.depth):
            at = np.where(row[self.figure[at]] <= self.limit[at], self.left[at], self.right[at])
        return self.start + float(self.value[at].sum())

    def chance(self, row: Floats) -> float:
        """The chance that the row is one of those the trees were fitted to find."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.log_odds(row)))))


def kept(forest: Forest, name: str) -> dict[str, Any]:
    """The forest as arrays to keep under a name. Limits keep all digits: rows often lie right on them."""
    import numpy as np

    return {
        f"{name}.roots": forest.roots,
        f"{name}.depth": np.array(forest.depth),
        f"{name}.figure": forest.figure.astype(np.uint8),
        f"{name}.limit": forest.limit,
        f"{name}.left": forest.left.astype(np.uint16),
        f"{name}.right": forest.right.astype(np.uint16),
        f"{name}.value": forest.value.astype(np.float32),
        f"{name}.start": np.array(forest.start),
    }


def forest_of(arrays: Mapping[str, Any], name: str) -> Forest:
    """The forest kept under a name, its limits raised by SAME. Raises KeyError where a part is missing."""
    return Forest(
        roots=arrays[f"{name}.roots"].astype("int32"),
        depth=int(arrays[f"{name}.depth"]),
        figure=arrays[f"{name}.figure"].astype("int32"),
        limit=arrays[f"{name}.limit"].astype("float64") + SAME,
        left=arrays[f"{name}.left"].astype("int32"),
        right=arrays[f"{name}.right"].astype("int32"),
        value=arrays[f"{name}.value"].astype("float64"),
        start=float(arrays[f"{name}.start"]),
    )
