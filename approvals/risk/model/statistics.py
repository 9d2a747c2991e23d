"""How often every term was seen and how often it was denied: counted once, then looked up in microseconds.

In training a row must not know its own outcome, so its counts come from the other folds. At scoring time all of the
history counts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from approvals.risk.model.terms import LIKENESS, layout

SMOOTHING = 3.0
"""A term seen this often is believed half; before that its rate leans to the company's own."""
FOLDS = 5

Codes = NDArray[np.int64]
"""Rows by attributes; -1 is a value never seen."""
Floats = NDArray[np.float64]


class Statistics:
    """The counts of a history, as the numbers the trees see."""

    def __init__(self, codes: Codes, denied: NDArray[np.bool_], likeness: Sequence[Floats]) -> None:
        self.layout = layout(codes.shape[1])
        self.base = float(denied.mean())
        self._alone, self._first, self._sizes = _alone(codes, likeness)
        keys, places = np.unique(self.layout.keys(codes), return_inverse=True)
        seen = np.bincount(places.ravel())
        each = np.repeat(denied.astype(np.float64), len(self.layout.terms))
        known = np.bincount(places.ravel(), weights=each).astype(np.int64)
        # Most terms were seen once or twice: their counts are few, and small tables stay in the processor's cache.
        counts, kinds = np.unique(np.stack([seen, known], axis=1), axis=0, return_inverse=True)
        padded: Floats = np.vstack([counts, [0, 0]]).astype(np.float64)
        self._odds = log_odds(padded[:, 0], padded[:, 1], self.base)
        self._often = np.log1p(padded[:, 0])
        never = len(padded) - 1
        self._kinds = np.append(kinds.ravel(), never).astype(np.min_scalar_type(never))
        self.seen = np.append(seen, 0)
        """By place, how often; the last place is for what was never seen."""
        # Keys are evenly spread, so a key's upper bits tell its place in the order but for a few steps, and its lower
        # half tells it from its neighbours.
        bits = max(1, int(np.ceil(np.log2(len(keys)))))
        self._shift = np.uint64(64 - bits)
        starts = np.searchsorted(keys >> self._shift, np.arange(2**bits + 1, dtype=np.uint64))
        self._starts = starts[:-1].astype(np.int32)
        steps = int(np.diff(starts).max())
        self._steps = np.arange(steps, dtype=np.int32)
        self._halves = np.append(keys, np.full(steps, ~keys[-1], dtype=np.uint64)).astype(np.uint32)

    def places(self, codes: Codes) -> NDArray[np.int64]:
        """For each row and term, where its counts are; the last place for a term never seen."""
        keys = self.layout.keys(codes)
        starts = self._starts.take((keys >> self._shift).astype(np.int64))
        near = starts[..., None] + self._steps
        hit = self._halves.take(near) == keys.astype(np.uint32)[..., None]
        step = hit.argmax(axis=-1)
        found: NDArray[np.int64] = np.where(hit.any(axis=-1), starts + step, len(self.seen) - 1)
        return found

    def numbers(self, codes: Codes, places: NDArray[np.int64]) -> Floats:
        """For rows of a request: what is known of every term of theirs, whose `places` these are."""
        kinds = self._kinds.take(places)
        return self._together(self._odds.take(kinds), self._often.take(kinds), codes)

    def numbers_out_of_fold(
        self, codes: Codes, denied: NDArray[np.bool_], folds: NDArray[np.int64]
    ) -> Floats:
        """For the rows these counts were made from: each as if its fold had not been seen."""
        number = int(folds.max()) + 1
        keys = self.layout.keys(codes)
        odds, often = np.empty(keys.shape), np.empty(keys.shape)
        weights = denied.astype(np.float64)
        for term in range(keys.shape[1]):
            _, place = np.unique(keys[:, term], return_inverse=True)
            own = place * number + folds
            seen = np.bincount(place)[place] - np.bincount(own)[own]
            known = np.bincount(place, weights=weights)[place] - np.bincount(own, weights=weights)[own]
            odds[:, term] = log_odds(seen.astype(np.float64), known, self.base)
            often[:, term] = np.log1p(seen)
        return self._together(odds, often, codes)

    def _together(self, odds: Floats, often: Floats, codes: Codes) -> Floats:
        of, to = self.layout.ratio_of, self.layout.ratio_to
        rows = np.where(codes < 0, self._sizes, codes) + self._first
        alone = self._alone.take(rows, axis=0).reshape(len(codes), -1)
        return np.concatenate([odds, often, often[:, of] - often[:, to], alone], axis=1)


def log_odds(seen: Floats, denied: Floats, base: float) -> Floats:
    """How likely a denial is after so many, leaning to the base rate while they are few."""
    # Counts taken apart again may miss zero by a rounding error.
    no = np.maximum(denied, 0) + SMOOTHING * base
    yes = np.maximum(seen - denied, 0) + SMOOTHING * (1 - base)
    odds: Floats = np.log(no / yes)
    return odds


def folds_of(denied: NDArray[np.bool_], number: int, seed: int) -> NDArray[np.int64]:
    """Every row's fold, with the outcomes spread evenly."""
    random = np.random.default_rng(seed)
    folds = np.empty(len(denied), dtype=np.int64)
    for outcome in (False, True):
        places = np.flatnonzero(denied == outcome)
        folds[random.permutation(places)] = np.arange(len(places)) % number
    return folds


def _alone(codes: Codes, likeness: Sequence[Floats]) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
    """What is known of single values, one attribute's table under the other; where each begins, and its size.

    A row holds how many values of every other attribute the value was seen with, and its likeness. The last row of
    each table is for values never seen.
    """
    width = codes.shape[1]
    sizes = codes.max(axis=0) + 1
    tables = []
    for one in range(width):
        table = np.zeros((int(sizes[one]) + 1, width - 1 + LIKENESS))
        others = [other for other in range(width) if other != one]
        for column, other in enumerate(others):
            pairs = np.unique(codes[:, [one, other]], axis=0)
            table[:-1, column] = np.log1p(np.bincount(pairs[:, 0], minlength=int(sizes[one])))
        table[:-1, width - 1 :] = likeness[one]
        tables.append(table)
    first = np.concatenate([[0], np.cumsum(sizes + 1)[:-1]])
    return np.vstack(tables), first, sizes
