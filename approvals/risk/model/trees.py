"""Boosted trees as plain arrays: all of them evaluated at once, and who each of them speaks of.

A tree of at most sixteen leaves is a handful of questions. Every question answered “no” crosses out the leaves on its
yes side; the first leaf left standing is the tree's. So a few numpy operations score every tree of a model together.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

Floats = NDArray[np.float64]
LEAVES_AT_MOST = 16
_ALL = 0xFFFF


class Tree(BaseModel):
    """One tree; leaves are numbered from the yes side to the no side."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: tuple[int, ...]
    """For each question, which number it asks about: is it at most the threshold?"""
    threshold: tuple[float, ...]
    crosses_out: tuple[int, ...]
    """For each question, the leaves a no rules out, as bits."""
    leaves: tuple[float, ...]
    mean: float
    """What the tree says on average over the history; what it says beyond is a contribution."""


class Forest:
    """Many trees, ready to be asked."""

    def __init__(self, trees: tuple[Tree, ...], sources: tuple[tuple[int, ...], ...], width: int) -> None:
        questions = max((len(tree.number) for tree in trees), default=0)
        shape = (questions, len(trees))
        self._number = np.zeros(shape, dtype=np.int64)
        self._threshold = np.full(shape, np.inf)
        self._crosses_out = np.zeros(shape, dtype=np.uint16)
        self._leaves = np.zeros((len(trees), LEAVES_AT_MOST))
        self._shares = np.zeros((len(trees), width))
        """Of what a tree says, how much each attribute is answerable for: equal parts for those it looks at."""
        for place, tree in enumerate(trees):
            asked = len(tree.number)
            self._number[:asked, place] = tree.number
            self._threshold[:asked, place] = tree.threshold
            self._crosses_out[:asked, place] = tree.crosses_out
            self._leaves[place, : len(tree.leaves)] = np.array(tree.leaves) - tree.mean
            looked_at = sorted({attribute for number in tree.number for attribute in sources[number]})
            self._shares[place, looked_at] = 1 / max(1, len(looked_at))
        self._first = np.arange(len(trees)) * LEAVES_AT_MOST
        self.mean = sum(tree.mean for tree in trees)

    def contributions(self, numbers: Floats) -> Floats:
        """For each row, what each attribute adds to `mean`."""
        out = np.empty((len(numbers), self._shares.shape[1]))
        for place, row in enumerate(numbers):
            said_no = row.take(self._number) > self._threshold
            gone = np.bitwise_or.reduce(self._crosses_out * said_no, axis=0)
            leaves = self._leaves.take(self._first + _FIRST_STANDING.take(gone))
            out[place] = leaves @ self._shares
        return out


def _first_standing() -> NDArray[np.int8]:
    gone = np.arange(_ALL + 1)
    standing = ~gone & _ALL
    lowest = standing & -standing
    return np.where(lowest > 0, np.log2(np.maximum(lowest, 1)), 0).astype(np.int8)


_FIRST_STANDING = _first_standing()
